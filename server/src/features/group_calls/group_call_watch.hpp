// Empties the seats of those who are gone. Who was heard when is kept here: after a restart everybody was heard just now.
// Everything happens on the loop given to start(); poke() and heard() may be called from any thread.
#pragma once

#include "features/group_calls/group_call_acts.hpp"
#include "foundation/alarm.hpp"
#include "foundation/task.hpp"
#include "storage/database.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>

namespace ling {

class GroupCallWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;
  struct Options {
    std::chrono::milliseconds grace{20'000};  ///< How long a window may be silent.
  };

  /// `vanished` is called on the loop, after somebody lost their seat.
  GroupCallWatch(Options options, Database& database, std::function<void()> vanished)
      : options_(options), database_(database), vanished_(std::move(vanished)) {}

  /// `loop` must end before this does.
  void start(Executor loop);
  /// Somebody came.
  void poke();
  /// The user's window is still there.
  void heard(UserId user_id);

 private:
  struct Heard {
    GroupCallId group_call_id;
    std::string endpoint;
    Time at;
  };
  Task<void> run();
  /// Returns when to look again.
  Task<Time> empty_silent_seats();
  /// After a time in which nobody could be heard.
  void hear_everybody();
  Time heard_at(const group_call_store::SeatRow& seat, Time now);

  Options options_;
  Database& database_;
  std::function<void()> vanished_;
  std::optional<Executor> loop_;
  Alarm alarm_;
  bool poked_ = false;
  std::map<UserId, Heard> heard_;
};

}  // namespace ling
