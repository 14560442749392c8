#include "fault/writers.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <numeric>
#include <vector>

namespace ling::fault_test {
namespace {

using namespace std::chrono_literals;

constexpr int exit_code_of_a_failed_disk = 74;

TEST(FailingFsync, ends_the_server_which_acknowledges_nothing_more_and_keeps_what_it_acknowledged) {
  system_test::ServerProcess server;
  Writers writers(server, seed_of_run());
  std::vector<int> flushes{3, 8, 20};
  if (long_form()) {
    flushes.resize(198);
    std::iota(flushes.begin(), flushes.end(), 3);  // The first two are those of the start.
  }
  for (const int flush : flushes) {
    SCOPED_TRACE("flush " + std::to_string(flush));
    server.stop();
    server.set_environment(
        {"LD_PRELOAD=" LING_FAILING_FSYNC_LIBRARY, "LING_FAILING_FSYNC_AT=" + std::to_string(flush)});
    server.start();
    // One flush each at least, so that the failing one is met.
    std::string refusal;
    int written = 0;
    std::chrono::steady_clock::time_point asked;
    try {
      for (; written < 2 * flush && refusal.empty(); ++written) {
        asked = std::chrono::steady_clock::now();
        refusal = writers.write_one("before it fails");
      }
      FAIL() << "the server answered everything, the last time with \"" << refusal << '"';
    } catch (const std::exception&) {
      // No answer: the connection ended with the server.
    }
    EXPECT_GT(written, 0);
    EXPECT_LT(written, flush + 1);
    EXPECT_EQ(server.wait_for_exit(), exit_code_of_a_failed_disk);
    EXPECT_LT(std::chrono::steady_clock::now() - asked, 1s);
    server.set_environment({});
    server.start();
    const Counters counters = writers.checker().check(writers.history());
    ASSERT_EQ(counters, Counters{}) << "of " << writers.checker().acknowledgements() << " acknowledged";
    EXPECT_EQ(writers.write_one("after the restart"), "");
  }
  std::cout << flushes.size() << " flushes failed, " << writers.checker().acknowledgements() << " acknowledged\n";
}

TEST(FailingFsync, ends_the_server_under_load) {
  system_test::ServerProcess server;
  Writers writers(server, seed_of_run());
  server.stop();
  server.set_environment({"LD_PRELOAD=" LING_FAILING_FSYNC_LIBRARY, "LING_FAILING_FSYNC_AT=3"});
  server.start();
  writers.write(600, 0, [] {});
  ASSERT_LT(writers.checker().acknowledgements(), 600U);
  EXPECT_EQ(server.wait_for_exit(), exit_code_of_a_failed_disk);
  server.set_environment({});
  server.start();
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
}

}  // namespace
}  // namespace ling::fault_test
