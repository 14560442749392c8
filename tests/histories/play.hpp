// One history, played: people with devices do what its steps say, against a World and against the Model, and whatever
// differs is a problem. What the steps leave open (who is served first, what gets lost) is drawn from their seeds, so
// the same steps always play the same.
#pragma once

#include "histories/copy.hpp"
#include "histories/model.hpp"
#include "histories/world.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ling::histories {

/// Random numbers that are the same everywhere (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// 0 to n - 1.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

 private:
  std::uint64_t state_;
};

struct Step {
  std::size_t kind = 0;       ///< Index into the table in turn.cpp.
  std::uint64_t choices = 0;  ///< Seed of what the step does.
  std::uint64_t weather = 0;  ///< Seed of what happens after it; 0 = everything that can.
};

/// The steps of a history.
std::vector<Step> steps_of(std::uint64_t seed);

class Play {
 public:
  static constexpr int people = 4;
  /// The n-th to register, from 1: migration 0002 begins to count at 10,001.
  static UserId person(int n) { return UserId{10000 + n}; }

  /// `file` is a database made by make_template(); it is changed.
  Play(std::filesystem::path file, Passwords& passwords);

  /// Plays all of it; the first problem, "" when there was none.
  std::string run(const std::vector<Step>& steps);

  /// The commands that were done, not refused.
  [[nodiscard]] const std::set<std::string_view>& done() const { return done_; }
  /// What was done, line by line, for people to read.
  [[nodiscard]] const std::string& log() const { return log_; }

  /// A database in which everybody has registered, and nothing more.
  static void make_template(const std::filesystem::path& file, Passwords& passwords);

 private:
  friend class Turn;

  struct Sent {
    SendMessage command;
    std::optional<MessageAck> ack;
    bool refused = false;
  };
  struct Event {
    std::string name;
    boost::json::value data;
  };
  struct Device {
    UserId user_id;
    DeviceId device_id;
    std::uint64_t session = 0;  ///< 0 = not connected.
    bool greeted = false;       ///< The hello has come.
    bool reading = false;       ///< A snapshot or a piece of the stream is on its way.
    std::optional<Copy> copy;
    std::map<Pts, Event> held;
    std::vector<Sent> sent;
  };

  template <class Command>
  void command(Device& device, const Command& command, OnAnswer received = {});
  template <class Command>
  void check(UserId user_id, const Command& command, const Answer& answer);
  void check_snapshot(UserId user_id, const Answer& answer);
  void check_audience(UserId me, const std::string& body);

  void connect(Device& device);
  void disconnect(Device& device);
  void restart();
  void send(Device& device, std::size_t index);

  void receive(Device& device, Frame frame);
  void receive_hello(Device& device, const std::string& text);
  void receive_event(Device& device, const EventFrame& frame);
  void advance(Device& device);
  void read_stream(Device& device);
  void read_snapshot(Device& device);

  bool write(std::size_t most);
  bool deliver(std::size_t choice);
  void happen(std::uint64_t weather);
  void happen_all();
  void finish();
  void compare(Device& device);
  void problem(const std::string& text);
  void note(const std::string& line) { log_ += line + "\n"; }

  std::filesystem::path file_;
  Passwords& passwords_;
  Milliseconds now_ = 1'700'000'000'000;
  Model model_;
  std::unique_ptr<World> world_;
  std::vector<Device> devices_;
  std::uint64_t luck_ = 1;  ///< Seed of what gets lost without a connection.
  int messages_ = 0;
  std::set<std::string_view> done_;
  std::string problem_, log_;
};

}  // namespace ling::histories
