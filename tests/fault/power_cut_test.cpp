#include "fault/writers.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace ling::fault_test {
namespace {

namespace fs = std::filesystem;
using system_test::ServerProcess;

struct Disk {
  std::string synchronous = "FULL";
  int leaks = 0;  ///< So many of 100 sectors are written before anybody asks for it.
  bool busy = true;
};

/// One life of the server on a disk that loses its power while many write; afterwards the server has what is left.
/// `busy`: the log has moved into the database by then.
void cut_power(ServerProcess& server, Writers& writers, int cut, const Disk& kind) {
  const fs::path disk = server.data(), left = server.folder() / ("left-" + std::to_string(cut));
  fs::copy(disk, left, fs::copy_options::recursive);
  server.set_environment({"LD_PRELOAD=" LING_POWER_CUT_LIBRARY, "LING_POWER_CUT_FROM=" + disk.string(),
                          "LING_POWER_CUT_TO=" + left.string(), "LING_POWER_CUT_SYNCHRONOUS=" + kind.synchronous,
                          "LING_POWER_CUT_LEAK=" + std::to_string(kind.leaks),
                          "LING_POWER_CUT_SEED=" + std::to_string(writers.draw(1, 1'000'000))});
  const auto size_before = fs::file_size(left / "ling.db");
  server.start();
  if (kind.busy) {
    // 60 KB each, in the message and in its event: more than the 59 MiB after which the log moves into the database, so
    // that the cut comes after a checkpoint.
    std::string text;
    for (int i = 0; i < 20000; ++i)
      text += "字";
    for (int i = 0; i < 600; ++i)
      ASSERT_EQ(writers.write_one(text), "");
  }
  writers.write(600, writers.draw(kind.busy ? 100 : 0, 500), [&] { server.kill(); });
  if (kind.busy) ASSERT_GT(fs::file_size(left / "ling.db"), size_before) << "no checkpoint was met";
  server.set_environment({});
  server.set_data(left);
  fs::remove_all(disk);
  EXPECT_EQ(server.read_database("PRAGMA integrity_check"), "ok");
}

/// Some cuts of one server's power, of which the first ones come after a checkpoint.
void lose_nothing(int cuts, Disk kind) {
  const int busy_cuts = long_form() ? 3 : 1;
  ServerProcess server;
  Writers writers(server, seed_of_run());
  server.stop();
  for (int cut = 0; cut < cuts; ++cut) {
    kind.busy = cut < busy_cuts;
    cut_power(server, writers, cut, kind);
    if (::testing::Test::HasFailure()) return;
  }
  server.start();
  ASSERT_GE(writers.checker().acknowledgements(), 300U);
  const Counters counters = writers.checker().check(writers.history());
  std::cout << cuts << " cuts, " << kind.leaks << " of 100 sectors written early: " << counters << " of "
            << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
}

TEST(PowerCut, loses_nothing_acknowledged) {
  // The disk of one server grows with each, and is copied for each.
  for (int server = 0; server < (long_form() ? 10 : 1); ++server)
    lose_nothing(long_form() ? 10 : 3, {});
}

TEST(PowerCut, loses_nothing_acknowledged_when_the_disk_writes_in_its_own_order) {
  for (int server = 0; server < (long_form() ? 10 : 1); ++server)
    lose_nothing(long_form() ? 10 : 3, {.leaks = 30});
}

// The control: a disk that loses nothing would let the test above pass whatever the server does.
TEST(PowerCut, loses_what_a_server_acknowledges_without_flushing) {
  ServerProcess server;
  Writers writers(server, seed_of_run());
  server.stop();
  cut_power(server, writers, 0, {.synchronous = "NORMAL"});
  server.start();
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_GT(counters.lost, 0);
  EXPECT_EQ(counters.phantom, 0);
}

}  // namespace
}  // namespace ling::fault_test
