// The program as a process: starting, stopping, refusing to start.
#include "support/person.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace ling::system_test {
namespace {

TEST(Process, it_stops_cleanly_and_tells_every_socket_to_come_back) {
  ServerProcess server;
  const Person lin(server, "lin");
  SocketClient socket = lin.connect();
  server.signal(SIGTERM);
  EXPECT_EQ(socket.wait_for_close(), 1012);
  EXPECT_EQ(server.wait_for_exit(), 0);
}

TEST(Process, a_second_server_on_the_same_data_is_refused) {
  const ServerProcess server;
  const Finished second = run_ling("serve --port 0 --data " + server.data().string());
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_NE(second.output.find("another server is running"), std::string::npos) << second.output;
}

TEST(Process, a_wrong_configuration_stops_the_start_with_a_sentence) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "ling.toml";
  std::ofstream(file) << "[server]\nhttps_prot = 1\n";
  for (const std::string& command : {"check-config " + file.string(), "serve --config " + file.string() + " --data " +
                                                                          (folder.path() / "data").string()}) {
    const Finished refused = run_ling(command);
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.output.find("line 2: there is no setting named server.https_prot"), std::string::npos)
        << refused.output;
  }
  std::ofstream(file) << "[server]\nname = \"x\"\n";
  EXPECT_EQ(run_ling("check-config " + file.string()).exit_code, 0);
  EXPECT_EQ(run_ling("no-such-command").exit_code, 2);
  EXPECT_EQ(run_ling("serve --port many").exit_code, 2);
}

TEST(Process, secrets_on_disk_are_for_the_owner_only) {
  const ServerProcess server;
  namespace fs = std::filesystem;
  const auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(server.data()).permissions() & others, fs::perms::none);
  for (const char* name : {"control.sock", "tls/ca.key", "tls/server.key"}) {
    ASSERT_TRUE(fs::exists(server.data() / name)) << name;
    EXPECT_EQ(fs::status(server.data() / name).permissions() & others, fs::perms::none) << name;
  }
}

TEST(Process, only_one_handle_writes_the_database) {
  const ServerProcess server;
  const Person lin(server, "lin");
  int writable = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(server.pid()) + "/fd")) {
    std::error_code gone;
    if (std::filesystem::read_symlink(entry.path(), gone) != server.data() / "ling.db") continue;
    if ((std::filesystem::symlink_status(entry.path()).permissions() & std::filesystem::perms::owner_write) !=
        std::filesystem::perms::none)
      ++writable;
  }
  EXPECT_EQ(writable, 1);
}

}  // namespace
}  // namespace ling::system_test
