#include "network/shaper.hpp"

#include <gtest/gtest.h>

namespace ling::network {
namespace {

using namespace std::chrono_literals;

TEST(Shaper, nothing_happens_on_a_clean_way) {
  Shaper shaper(1);
  EXPECT_EQ(shaper.arrival({}, 1200, true, 5us), 5us);
}

TEST(Shaper, delays_and_keeps_the_order) {
  Shaper shaper(1);
  const Profile profile{.delay_ms = 20, .jitter_ms = 15};
  Duration last{};
  for (Duration now{}; now < 1s; now += 1ms) {
    const auto arrival = shaper.arrival(profile, 100, false, now);
    ASSERT_TRUE(arrival);
    EXPECT_GE(*arrival, std::max(last, now + 5ms));
    last = *arrival;
  }
}

TEST(Shaper, loses_the_share_it_should_in_bursts) {
  Shaper shaper(7);
  const Profile profile{.loss = 0.05, .burst = 5};
  int lost = 0, bursts = 0;
  bool before = false;
  for (int i = 0; i < 200'000; ++i) {
    const bool now = !shaper.arrival(profile, 100, true, Duration(i));
    lost += now;
    bursts += now && !before;
    before = now;
  }
  EXPECT_NEAR(lost / 200'000.0, 0.05, 0.005);
  EXPECT_NEAR(static_cast<double>(lost) / bursts, 5, 0.5);
}

TEST(Shaper, a_rate_makes_packets_wait_and_loses_what_waits_too_long) {
  Shaper shaper(1);
  const Profile profile{.kbit = 1000, .queue_ms = 100};
  // 1250 bytes take 10 ms.
  for (int i = 1; i <= 11; ++i)
    EXPECT_EQ(shaper.arrival(profile, 1250, true, 0us), Duration(i * 10'000)) << i;
  EXPECT_FALSE(shaper.arrival(profile, 1250, true, 0us));
  EXPECT_TRUE(shaper.arrival(profile, 1250, true, 50ms));
}

TEST(Shaper, blocks_udp_alone) {
  Shaper shaper(1);
  Profile profile;
  ASSERT_TRUE(change(profile, "udp_blocked=1 delay_ms=2.5"));
  EXPECT_FALSE(shaper.arrival(profile, 100, true, 0us));
  EXPECT_EQ(shaper.arrival(profile, 100, false, 0us), 2500us);
}

TEST(Shaper, what_is_not_understood_changes_nothing) {
  Profile profile{.delay_ms = 1};
  for (const char* words : {"delay_ms", "delay_ms=", "delay_ms=x", "dalay_ms=2", "delay_ms=2 loss=-1", "delay_ms=2x"}) {
    EXPECT_FALSE(change(profile, words)) << words;
    EXPECT_EQ(profile.delay_ms, 1) << words;
  }
}

}  // namespace
}  // namespace ling::network
