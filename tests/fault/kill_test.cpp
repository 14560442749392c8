#include "fault/crowd.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace ling::fault_test {
namespace {

namespace fs = std::filesystem;
using system_test::ServerProcess;

/// On a copy, so that the server finds what the kill left and not what a look at it made of that.
std::string integrity(const ServerProcess& server) {
  const fs::path copy = server.folder() / "copy.db";
  fs::copy_file(server.data() / "ling.db", copy, fs::copy_options::overwrite_existing);
  fs::copy_file(server.data() / "ling.db-wal", copy.string() + "-wal", fs::copy_options::overwrite_existing);
  return ServerProcess::read_file(copy, "PRAGMA integrity_check");
}

TEST(Kill, under_load_loses_doubles_reorders_and_invents_nothing) {
  const int kills = long_form() ? 100 : 3;
  const double rate = long_form() ? 1000 : 300;
  ServerProcess server;
  Crowd crowd(server, seed_of_run(), long_form() ? CrowdSize{50, 2} : CrowdSize{5, 2});
  crowd.come();
  std::chrono::duration<double> slowest_start{0}, slowest_return{0};
  for (int round = 1; round <= kills; ++round) {
    crowd.write(rate, std::chrono::milliseconds(crowd.draw(300, long_form() ? 3000 : 1000)));
    crowd.burst(20, static_cast<std::size_t>(crowd.draw(1, long_form() ? 2000 : 200)));
    server.kill();
    crowd.read_rest();
    if (round % 10 == 0 || round == kills || !long_form()) ASSERT_EQ(integrity(server), "ok");
    const auto killed = std::chrono::steady_clock::now();
    server.start();
    const auto ready = std::chrono::steady_clock::now();
    slowest_return = std::max(slowest_return, crowd.come());
    slowest_start = std::max<decltype(slowest_start)>(slowest_start, ready - killed);
  }
  const Counters counters = crowd.check();
  std::cout << kills << " kills: " << counters << " of " << crowd.acknowledgements() << " acknowledged; ready after "
            << slowest_start.count() << " s, everybody caught up " << slowest_return.count() << " s later at most, "
            << crowd.tried_again() << " connections tried again\n";
  EXPECT_EQ(counters, Counters{});
  EXPECT_GT(crowd.acknowledgements(), static_cast<std::size_t>(kills) * 30);
}

}  // namespace
}  // namespace ling::fault_test
