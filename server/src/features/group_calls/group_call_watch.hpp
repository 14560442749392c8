// Empties the seats of those who are gone. Who was heard when is kept here: after a restart everybody was heard just now.
// Everything happens on the loop given to start(); poke() and heard() may be called from any thread.
#pragma once

#include "features/group_calls/group_call_acts.hpp"
#include "foundation/watch.hpp"
#include "storage/database.hpp"

#include <chrono>
#include <functional>
#include <map>

namespace ling {

class GroupCallWatch {
 public:
  using Time = Watch::Time;
  struct Options {
    std::chrono::milliseconds grace{20'000};  ///< How long a window may be silent.
  };

  /// `vanished` is called on the loop, after somebody lost their seat.
  GroupCallWatch(Options options, Database& database, std::function<void()> vanished)
      : options_(options), database_(database), vanished_(std::move(vanished)) {}

  /// `loop` must end before this does.
  void start(Executor loop) { watch_.start(loop); }
  /// Somebody came.
  void poke() { watch_.poke(); }
  /// The user's window is still there.
  void heard(UserId user_id);

 private:
  struct Heard {
    GroupCallId group_call_id;
    std::string endpoint;
    Time at;
  };
  /// Returns when to look again.
  Task<Time> empty_silent_seats();
  /// After a time in which nobody could be heard.
  void hear_everybody();
  Time heard_at(const group_call_store::SeatRow& seat, Time now);

  Options options_;
  Database& database_;
  std::function<void()> vanished_;
  std::map<UserId, Heard> heard_;
  Watch watch_{"group call watch", [this] { return empty_silent_seats(); }, [this] { hear_everybody(); }};
};

}  // namespace ling
