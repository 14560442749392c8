#include "transport/connection_limits.hpp"

#include "transport/peer.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace ling {
namespace {

TEST(ConnectionLimits, bound_all_connections) {
  ConnectionLimits limits(2, 100);
  std::optional<ConnectionLimits::Place> first = limits.enter("a");
  const auto second = limits.enter("b");
  EXPECT_TRUE(*first);
  EXPECT_TRUE(second);
  EXPECT_FALSE(limits.enter("c"));
  first.reset();
  EXPECT_TRUE(limits.enter("c"));
}

TEST(ConnectionLimits, bound_strangers_of_one_network_and_no_other) {
  ConnectionLimits limits(100, 2);
  auto first = limits.enter("a");
  const auto second = limits.enter("a");
  EXPECT_FALSE(limits.enter("a"));
  EXPECT_TRUE(limits.enter("b"));
  first.signed_in();
  EXPECT_TRUE(limits.enter("a"));
}

TEST(ConnectionLimits, give_a_place_back_once) {
  ConnectionLimits limits(100, 1);
  {
    auto place = limits.enter("a");
    place.signed_in();
    place.signed_in();
    ConnectionLimits::Place moved = std::move(place);
    EXPECT_EQ(limits.open(), 1U);
  }
  EXPECT_EQ(limits.open(), 0U);
  const auto one = limits.enter("a");
  EXPECT_TRUE(one);
  EXPECT_FALSE(limits.enter("a"));
}

TEST(Network, is_the_address_for_ipv4_and_the_64_for_ipv6) {
  EXPECT_EQ(network_of("192.168.1.7"), "192.168.1.7");
  EXPECT_EQ(network_of("fd00:1:2:3:4:5:6:7"), "fd00:1:2:3::/64");
  EXPECT_EQ(network_of("fd00:1:2:3:ffff::1"), network_of("fd00:1:2:3::1"));
  EXPECT_NE(network_of("fd00:1:2:4::1"), network_of("fd00:1:2:3::1"));
}

}  // namespace
}  // namespace ling
