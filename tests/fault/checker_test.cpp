#include "fault/checker.hpp"

#include <gtest/gtest.h>

namespace ling::fault_test {
namespace {

/// Two writers: 0 sends a, b, c and 1 sends x. b is never acknowledged.
Checker example() {
  Checker checker;
  checker.sent(0, "a");
  checker.sent(0, "b");
  checker.sent(1, "x");
  checker.sent(0, "c");
  checker.acknowledged("a", 3);
  checker.acknowledged("x", 4);
  checker.acknowledged("c", 6);
  return checker;
}

TEST(Checker, each_counter_counts_its_own_fault) {
  const struct {
    const char* what;
    std::vector<Found> found;
    Counters expected;
  } cases[] = {
      {"all there", {{"a", 3}, {"x", 4}, {"b", 5}, {"c", 6}}, {}},
      {"b was promised to nobody", {{"a", 3}, {"x", 4}, {"c", 6}}, {}},
      {"c was promised", {{"a", 3}, {"x", 4}, {"b", 5}}, {.lost = 1}},
      {"nothing there", {}, {.lost = 3}},
      {"x twice", {{"a", 3}, {"x", 4}, {"x", 5}, {"c", 6}}, {.duplicated = 1}},
      {"b after c", {{"a", 3}, {"x", 4}, {"c", 6}, {"b", 7}}, {.reordered = 1}},
      {"c not where the ack said", {{"a", 3}, {"x", 4}, {"b", 5}, {"c", 7}}, {.reordered = 1}},
      {"a reader saw x before a", {{"x", 4}, {"a", 3}, {"c", 6}}, {.reordered = 1}},
      {"d was never sent", {{"a", 3}, {"x", 4}, {"d", 5}, {"c", 6}}, {.phantom = 1}},
  };
  for (const auto& each : cases)
    EXPECT_EQ(example().check(each.found), each.expected) << each.what;
}

}  // namespace
}  // namespace ling::fault_test
