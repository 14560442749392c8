// Pairs of friends who write to each other from several devices at an even rate, over TLS and WebSocket, and who behave
// as good clients do: they come back, fetch what they missed, and send again, under the same client_id, what was not
// acknowledged. They keep what they were promised and what they were told. Used from one thread.
#pragma once

#include "fault/checker.hpp"
#include "fault/run.hpp"
#include "load/stream_client.hpp"
#include "support/person.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace ling::fault_test {

struct CrowdSize {
  int pairs = 5;
  int devices_each = 2;
};

/// What makes the network a bad one.
struct Weather {
  int answers_lost_one_in = 0;      ///< The client does not see the ack, and sends again. 0 = never.
  int connections_lost_one_in = 0;  ///< Right after sending. 0 = never.
};

class Crowd {
 public:
  /// Registers everybody and makes each pair friends. Nobody is connected yet.
  Crowd(const system_test::ServerProcess& server, unsigned seed, CrowdSize size);

  /// Connects whoever is not, and waits until everybody has all there was, and an ack for all they sent. Throws after
  /// `limit`. Returns how long the longest of them took.
  std::chrono::duration<double> come(std::chrono::seconds limit = std::chrono::seconds(60));
  /// Writes at this rate, all together, until the time is over or everybody was disconnected.
  void write(double messages_per_second, std::chrono::milliseconds time, Weather weather = {});
  /// Everybody writes so many at once, and the first so many acks are waited for: then commits follow each other without
  /// a pause, and a kill comes into the middle of one.
  void burst(int messages_each, std::size_t acks);
  /// After the server was killed: reads what is on the wire still, then forgets the connections.
  void read_rest();

  /// What is wrong, all pairs together: what each device was told, and what a fresh reader finds, against the acks.
  [[nodiscard]] Counters check() const;
  [[nodiscard]] std::size_t acknowledgements() const;
  [[nodiscard]] std::size_t devices() const { return devices_.size(); }
  [[nodiscard]] std::size_t connected() const;
  /// How many connections the server ended while their owners were coming, so that they came again.
  [[nodiscard]] std::size_t tried_again() const { return tried_again_; }
  [[nodiscard]] int draw(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

 private:
  struct Unanswered {
    std::string client_id, text;
  };
  struct Device {
    int number = 0;
    std::size_t pair = 0;
    const system_test::Person* person = nullptr;
    std::unique_ptr<load::StreamClient> stream;
    std::deque<Unanswered> unanswered;      ///< Sent, and not acknowledged; oldest first.
    std::map<int, std::string> client_ids;  ///< Of commands on this connection.
    std::vector<Found> told;                ///< The messages that came as events.
  };
  struct Pair {
    system_test::Person first, second;
    std::int64_t conversation_id = 0, first_seq = 0;
    Checker checker;
  };

  void connect(Device& device);
  void disconnected(Device& device);
  void write_one(Device& device);
  void send(Device& device, const Unanswered& message);
  void answered(Device& device, int id, const boost::json::object& answer);
  [[nodiscard]] std::vector<Found> history(const Pair& pair) const;

  const system_test::ServerProcess& server_;
  load::SslContext context_;
  std::mt19937 random_;
  Weather weather_;
  std::deque<Pair> pairs_;
  std::deque<Device> devices_;
  std::unique_ptr<load::LoadLoop> loop_;
  std::size_t tried_again_ = 0;
};

}  // namespace ling::fault_test
