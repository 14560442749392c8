#include "dispatch/rate_limits.hpp"

#include <gtest/gtest.h>

namespace ling {
using namespace std::chrono_literals;

TEST(RateLimits, a_burst_is_allowed_then_the_rate) {
  RateLimits limits({.sending = {.burst = 3, .per_second = 2}});
  const RateLimits::Time start{};
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(limits.take(RateClass::sending, "ann", start), 0ms);
  EXPECT_EQ(limits.take(RateClass::sending, "ann", start), 500ms);
  EXPECT_EQ(limits.take(RateClass::sending, "bob", start), 0ms);
  EXPECT_EQ(limits.take(RateClass::sending, "ann", start + 500ms), 0ms);
}

TEST(RateLimits, classes_do_not_share_tokens) {
  RateLimits limits({.sending = {.burst = 1, .per_second = 1}, .social = {.burst = 1, .per_second = 1}});
  const RateLimits::Time start{};
  EXPECT_EQ(limits.take(RateClass::sending, "ann", start), 0ms);
  EXPECT_EQ(limits.take(RateClass::social, "ann", start), 0ms);
  EXPECT_GT(limits.take(RateClass::sending, "ann", start), 0ms);
}

TEST(RateLimits, strangers_cannot_reset_a_limit_by_flooding_until_idle_ones_are_gone) {
  RateLimits limits({.password = {.burst = 1, .per_second = 0.001}});
  const RateLimits::Time start{};
  EXPECT_EQ(limits.take(RateClass::password, "ann", start), 0ms);
  for (int i = 0; i < 20000; ++i)
    limits.take(RateClass::password, std::to_string(i), start + 1s);
  EXPECT_GT(limits.take(RateClass::password, "ann", start + 2s), 0ms);
}

}  // namespace ling
