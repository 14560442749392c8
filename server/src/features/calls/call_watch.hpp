// Ends calls whose time is over or whose people are gone. What is due stands in the database, so a restart forgets
// nothing; who was heard when is kept here, and after a restart everybody was heard just now.
// Everything happens on the loop given to start(); poke() and heard() may be called from any thread.
#pragma once

#include "features/calls/call_acts.hpp"
#include "foundation/watch.hpp"
#include "storage/database.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>

namespace ling {

class CallWatch {
 public:
  using Time = Watch::Time;
  struct Options {
    std::chrono::milliseconds caller_grace{10'000};  ///< How long a caller may be silent while it rings.
    std::chrono::milliseconds grace{20'000};         ///< How long either may be once it was answered.
  };

  /// `ended` is called on the loop, after it has ended calls.
  CallWatch(Options options, Database& database, std::function<void()> ended)
      : options_(options), database_(database), ended_(std::move(ended)) {}

  /// `loop` must end before this does.
  void start(Executor loop) { watch_.start(loop); }
  /// A call began, changed or ended.
  void poke() { watch_.poke(); }
  /// The party's window is still there.
  void heard(CallId call_id, CallParty party);

 private:
  struct Heard {
    Time caller, callee;
    bool answered = false;  ///< Until then the callee has no window that could be heard.
  };
  struct Due {
    std::optional<Time> time;  ///< Of its state.
    std::optional<Time> caller, callee;
  };
  Task<Time> end_what_is_due();
  /// After a time in which nobody could be heard.
  void hear_everybody();
  Due due_of(const call_store::CallRow& call, Time now, Milliseconds wall_now);
  void forget_ended(const std::vector<call_store::CallRow>& calls);

  Options options_;
  Database& database_;
  std::function<void()> ended_;
  std::map<CallId, Heard> heard_;
  Watch watch_{"call watch", [this] { return end_what_is_due(); }, [this] { hear_everybody(); }};
};

}  // namespace ling
