#include "foundation/alarm.hpp"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <optional>

namespace ling {
namespace {

constexpr auto never = Alarm::Time::max();

TEST(Alarm, whoever_waits_goes_on_when_it_rings) {
  asio::io_context loop{1};
  Alarm alarm;
  int went_on = 0;
  auto wait_twice = [&]() -> Task<void> {
    for (; went_on < 2; ++went_on)
      co_await alarm.wait_until(never);
  };
  spawn(loop.get_executor(), "test", wait_twice());
  for (int rung = 0; rung < 2; ++rung) {
    loop.poll();
    EXPECT_EQ(went_on, rung);
    alarm.ring();
  }
  loop.run();
  EXPECT_EQ(went_on, 2);
}

TEST(Alarm, a_time_that_is_over_is_not_waited_for) {
  asio::io_context loop{1};
  Alarm alarm;
  bool went_on = false;
  auto wait = [&]() -> Task<void> {
    co_await alarm.wait_until(std::chrono::steady_clock::now());
    went_on = true;
  };
  spawn(loop.get_executor(), "test", wait());
  loop.run();
  EXPECT_TRUE(went_on);
  alarm.ring();  // Nobody hears it.
}

// What is wrong here is seen by AddressSanitizer only.
TEST(Alarm, it_outlives_the_loop_on_which_it_is_waited_for) {
  Alarm alarm;
  std::optional<asio::io_context> loop(1);
  auto wait = [&]() -> Task<void> { co_await alarm.wait_until(never); };
  spawn(loop->get_executor(), "test", wait());
  loop->poll();
  loop.reset();
}

}  // namespace
}  // namespace ling
