// Looks again and again whether somebody is gone: at the time its last look named, and whenever it is poked.
// It knows when it was the program itself that stood still, as on a machine that was asleep: then nobody could be heard,
// and nobody may be taken for gone.
// Everything happens on the loop given to start(); poke() may be called from any thread.
#pragma once

#include "foundation/alarm.hpp"
#include "foundation/task.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace ling {

class Watch {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// Returns when to look again; Time::max() where there is nothing to watch. May throw when the database fails; then
  /// it is called again a second later.
  using Look = std::function<Task<Time>()>;
  struct Rhythm {
    std::chrono::milliseconds beat{1'000};  ///< While something is watched it notices itself so often.
    std::chrono::milliseconds late{2'000};  ///< So much longer between two beats is a standstill.
  };

  /// `name` must be a literal: it names the task in the log. `stood_still` is called on the loop, before the next look
  /// or in noticed(), and also when a look failed.
  Watch(std::string_view name, Look look, std::function<void()> stood_still)
      : Watch(name, std::move(look), std::move(stood_still), {}) {}
  Watch(std::string_view name, Look look, std::function<void()> stood_still, Rhythm rhythm)
      : name_(name), look_(std::move(look)), stood_still_(std::move(stood_still)), rhythm_(rhythm) {}

  /// `loop` must end before this does.
  void start(Executor loop);
  /// Something changed: looks at once. Before start() nothing happens.
  void poke();
  /// For a look that waited, on the loop: was it a standstill?
  void notice();
  /// Runs it on the loop, soon; from any thread. Before start() nothing happens.
  template <class Act>
  void post(Act act) {
    if (loop_) asio::post(*loop_, std::move(act));
  }

 private:
  Task<void> run();
  Task<void> wait_until(Time next);

  std::string_view name_;
  Look look_;
  std::function<void()> stood_still_;
  Rhythm rhythm_;
  std::optional<Executor> loop_;
  Alarm alarm_;
  bool poked_ = false;
  Time noticed_;
};

}  // namespace ling
