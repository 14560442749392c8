#include "foundation/watch.hpp"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <stdexcept>

namespace ling {
namespace {

using namespace std::chrono_literals;

constexpr Watch::Rhythm quick{.beat = 5ms, .late = 20ms};

class WatchTest : public testing::Test {
 protected:
  Task<Watch::Time> look() {
    ++looks;
    if (looks == fails_at) throw std::runtime_error("the disk is gone");
    if (looks == last_look) {
      next = Watch::Time::max();
      loop.stop();
    }
    if (looks == stands_still_at) {
      stand_still();
      watch.notice();
    }
    co_return next;
  }
  void stand_still() {
    const auto until = std::chrono::steady_clock::now() + 50ms;
    while (std::chrono::steady_clock::now() < until) {
    }
  }

  asio::io_context loop{1};
  int looks = 0, last_look = 2, fails_at = 0, stands_still_at = 0, standstills = 0;
  Watch::Time next = std::chrono::steady_clock::now() + 1h;
  Watch watch{"test", [this] { return look(); }, [this] { ++standstills; }, quick};
};

TEST_F(WatchTest, looks_when_it_starts_when_it_is_poked_and_when_it_is_time) {
  last_look = 4;
  watch.start(loop.get_executor());
  loop.poll();
  EXPECT_EQ(looks, 1);
  watch.poke();
  loop.poll();
  EXPECT_EQ(looks, 2);
  next = std::chrono::steady_clock::now();
  watch.poke();
  loop.run();
  EXPECT_EQ(looks, 4);
}

TEST_F(WatchTest, before_it_starts_a_poke_does_nothing) {
  watch.poke();
  EXPECT_EQ(loop.poll(), 0U);
}

TEST_F(WatchTest, knows_that_it_stood_still_although_it_was_poked_meanwhile) {
  watch.start(loop.get_executor());
  loop.poll();
  asio::post(loop, [&] {
    watch.poke();
    stand_still();
  });
  loop.run();
  EXPECT_EQ(looks, 2);
  EXPECT_EQ(standstills, 1);
}

TEST_F(WatchTest, knows_that_it_stood_still_while_it_looked) {
  stands_still_at = 1;
  last_look = 1;
  watch.start(loop.get_executor());
  loop.run();
  EXPECT_EQ(standstills, 1);
}

TEST_F(WatchTest, takes_a_look_that_failed_for_a_standstill) {
  fails_at = 1;
  watch.start(loop.get_executor());
  watch.poke();
  loop.run();
  EXPECT_EQ(looks, 2);
  EXPECT_GE(standstills, 1);
}

}  // namespace
}  // namespace ling
