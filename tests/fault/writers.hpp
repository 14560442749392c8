// Two friends who write into their conversation from several connections at once, in an order drawn from a seed which
// is printed, and who keep what they were promised. Used from one thread.
#pragma once

#include "fault/checker.hpp"
#include "fault/run.hpp"
#include "support/person.hpp"

#include <random>
#include <string>
#include <vector>

namespace ling::fault_test {

class Writers {
 public:
  /// Registers the two and makes them friends.
  Writers(const system_test::ServerProcess& server, unsigned seed);

  /// Sends `count` messages, reads the acks of the first `acks` of them at least, calls `end_the_server`, then reads
  /// what is on the wire still. Refusals are no acks.
  template <class End>
  void write(int count, int acks, End end_the_server) {
    std::vector<Waiting> waiting = send(count);
    read_acks(waiting, static_cast<std::size_t>(acks));
    end_the_server();
    read_acks(waiting, waiting.size());
    connections_.clear();
  }

  /// One message over HTTP; the error code, "" when it was acknowledged.
  std::string write_one(const std::string& text);

  [[nodiscard]] Checker& checker() { return checker_; }
  /// The history as a fresh reader has it, without what was there before the first write.
  [[nodiscard]] std::vector<Found> history() const;
  /// A number from the seed, between the two, both included.
  int draw(int least, int most);

 private:
  struct Waiting {
    std::size_t connection = 0;
    int id = 0;
  };
  std::vector<Waiting> send(int count);
  /// Reads until so many of them are answered, or their connections have ended; takes them from the list.
  void read_acks(std::vector<Waiting>& waiting, std::size_t count);

  system_test::Person lin_, mei_;
  std::int64_t conversation_id_, first_seq_;
  std::mt19937 random_;
  std::vector<system_test::SocketClient> connections_;
  Checker checker_;
  int writers_ = 0;
};

}  // namespace ling::fault_test
