#include "foundation/watch.hpp"

#include "foundation/log.hpp"

#include <algorithm>

namespace ling {
namespace {

using namespace std::chrono_literals;

constexpr auto when_a_look_fails = 1s;

}  // namespace

void Watch::start(Executor loop) {
  loop_ = loop;
  noticed_ = std::chrono::steady_clock::now();
  spawn(loop, name_, run());
}

void Watch::poke() {
  post([this] {
    poked_ = true;
    alarm_.ring();
  });
}

void Watch::notice() {
  const Time now = std::chrono::steady_clock::now();
  if (now - noticed_ > rhythm_.beat + rhythm_.late) stood_still_();
  noticed_ = now;
}

Task<void> Watch::run() {
  for (;;) {
    poked_ = false;
    notice();
    Time next = std::chrono::steady_clock::now() + when_a_look_fails;
    try {
      next = co_await look_();
    } catch (const std::exception& fault) {
      log::warning("watch", {{"of", name_}, {"fault", fault.what()}});
      // Nor could anybody be heard meanwhile.
      stood_still_();
    }
    co_await wait_until(next);
  }
}

/// In beats: who only knew when to wake could not tell, when poked earlier, for how long nothing had happened.
Task<void> Watch::wait_until(Time next) {
  while (!poked_ && std::chrono::steady_clock::now() < next) {
    const Time beat = std::chrono::steady_clock::now() + rhythm_.beat;
    co_await alarm_.wait_until(next == Time::max() ? next : std::min(next, beat));
    notice();
  }
}

}  // namespace ling
