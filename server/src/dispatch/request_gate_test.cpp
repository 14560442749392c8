#include "dispatch/request_gate.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace ling {
namespace {

constexpr UserId lin{1}, mei{2}, zhou{3};

TEST(RequestGate, lets_in_so_many_of_one_user_and_the_next_when_one_leaves) {
  RequestGate gate(2);
  auto first = gate.enter(lin), second = gate.enter(lin);
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(gate.enter(lin));
  EXPECT_TRUE(gate.enter(mei));
  first.reset();
  EXPECT_TRUE(gate.enter(lin));
}

TEST(RequestGate, lets_in_so_many_of_all) {
  RequestGate gate(2, 3);
  std::vector<RequestGate::Pass> inside;
  for (const UserId user : {lin, lin, mei}) {
    auto pass = gate.enter(user);
    ASSERT_TRUE(pass);
    inside.push_back(std::move(*pass));
  }
  EXPECT_FALSE(gate.enter(mei));
  EXPECT_FALSE(gate.enter(zhou));
  inside.pop_back();
  EXPECT_TRUE(gate.enter(zhou));
}

TEST(RequestGate, a_pass_that_moved_is_given_back_once) {
  RequestGate gate(1, 1);
  {
    auto pass = gate.enter(lin);
    const RequestGate::Pass moved(std::move(*pass));
  }
  EXPECT_TRUE(gate.enter(mei));
}

}  // namespace
}  // namespace ling
