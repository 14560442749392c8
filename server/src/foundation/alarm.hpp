// Waits for a time, or until it is rung before. The timer lives with who waits, in the loop: so an alarm may be a member
// of what was built before the loops and is destroyed after them, which a timer of Asio may not.
// Everything on the loop of who waits.
#pragma once

#include "foundation/task.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace ling {

class Alarm {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// One waits at a time.
  Task<void> wait_until(Time time);
  /// Whoever waits goes on, soon. Where nobody waits nothing happens.
  void ring();

 private:
  asio::steady_timer* waiting_ = nullptr;  ///< In the frame of wait_until().
};

}  // namespace ling
