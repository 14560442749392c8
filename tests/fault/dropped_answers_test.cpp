#include "fault/crowd.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace ling::fault_test {
namespace {

// Half of the acks are not seen, so that half of the messages are sent again, a quarter twice, and so on; and every
// twentieth message takes its connection with it, before its answer and whatever events were on their way.
TEST(DroppedAnswers, make_nothing_double_however_often_a_message_is_sent_again) {
  const system_test::ServerProcess server;
  Crowd crowd(server, seed_of_run(), long_form() ? CrowdSize{20, 2} : CrowdSize{5, 2});
  crowd.come();
  crowd.write(long_form() ? 500 : 200, long_form() ? std::chrono::minutes(1) : std::chrono::seconds(3),
              {.answers_lost_one_in = 2, .connections_lost_one_in = 20});
  crowd.come();
  const Counters counters = crowd.check();
  std::cout << counters << " of " << crowd.acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
  EXPECT_GT(crowd.acknowledgements(), 100U);
}

}  // namespace
}  // namespace ling::fault_test
