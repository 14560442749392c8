#include "fault/writers.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace ling::fault_test {
namespace {

namespace fs = std::filesystem;
using system_test::ServerProcess;

/// One life of the server on a disk that loses its power while many write; afterwards the server has what is left.
void cut_power(ServerProcess& server, Writers& writers, int round, const std::string& synchronous) {
  const fs::path disk = server.data(), left = server.folder() / ("left-" + std::to_string(round));
  fs::copy(disk, left, fs::copy_options::recursive);
  server.set_environment({"LD_PRELOAD=" LING_POWER_CUT_LIBRARY, "LING_POWER_CUT_FROM=" + disk.string(),
                          "LING_POWER_CUT_TO=" + left.string(), "LING_POWER_CUT_SYNCHRONOUS=" + synchronous});
  const auto size_before = fs::file_size(left / "ling.db");
  server.start();
  // 48 KB each, in the message and in its event: more than the 16 MiB after which the log moves into the database, so
  // that the cut comes after a checkpoint.
  std::string text;
  for (int i = 0; i < 16000; ++i)
    text += "字";
  for (int i = 0; i < 200; ++i)
    ASSERT_EQ(writers.write_one(text), "");
  writers.write(600, writers.draw(100, 500), [&] { server.kill(); });
  ASSERT_GT(fs::file_size(left / "ling.db"), size_before) << "no checkpoint was met";
  server.set_environment({});
  server.set_data(left);
  EXPECT_EQ(server.read_database("PRAGMA integrity_check"), "ok");
}

TEST(PowerCut, loses_nothing_acknowledged) {
  ServerProcess server;
  Writers writers(server, seed_of_run());
  server.stop();
  for (int round = 0; round < 3; ++round)
    cut_power(server, writers, round, "FULL");
  server.start();
  ASSERT_GE(writers.checker().acknowledgements(), 300U);
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
}

// The control: a disk that loses nothing would let the test above pass whatever the server does.
TEST(PowerCut, loses_what_a_server_acknowledges_without_flushing) {
  ServerProcess server;
  Writers writers(server, seed_of_run());
  server.stop();
  cut_power(server, writers, 0, "NORMAL");
  server.start();
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_GT(counters.lost, 0);
  EXPECT_EQ(counters.phantom, 0);
}

}  // namespace
}  // namespace ling::fault_test
