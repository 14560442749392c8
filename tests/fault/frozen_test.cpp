#include "fault/crowd.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include <iostream>

namespace ling::fault_test {
namespace {

using system_test::ServerProcess;

// A machine that is suspended, or so busy that the server gets no time at all: its clocks go on, it does not.
TEST(Frozen, for_half_a_minute_the_server_loses_nothing_and_goes_on) {
  ServerProcess server;
  Crowd crowd(server, seed_of_run(), {5, 2});
  crowd.come();
  for (int round = 0; round < 2; ++round) {
    crowd.write(300, std::chrono::milliseconds(crowd.draw(200, 500)));
    crowd.come();
    const std::size_t before = crowd.acknowledgements();
    server.signal(SIGSTOP);
    crowd.write(100, std::chrono::seconds(long_form() ? 30 : 2));
    // The first may have come before the signal.
    ASSERT_LE(crowd.acknowledgements() - before, 5U) << "the server was not frozen";
    server.signal(SIGCONT);
    crowd.come();
  }
  const Counters counters = crowd.check();
  std::cout << counters << " of " << crowd.acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
  EXPECT_GT(crowd.acknowledgements(), 400U);
}

}  // namespace
}  // namespace ling::fault_test
