// From SQLite into MariaDB and back, with kills on the way.
#include "support/person.hpp"
#include "tests/mariadb_server.hpp"

#include <boost/json/serialize.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

namespace ling::system_test {
namespace {

namespace fs = std::filesystem;

std::string arguments(const std::string& from, const std::string& to) {
  return "migrate-storage --from '" + from + "' --to '" + to + "'";
}

/// Starts a copy and kills it when it has said so many lines. false: it came to its end first, and well.
bool kill_copy(const std::string& from, const std::string& to, int lines) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const std::string program = ling_binary();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl(program.c_str(), "ling", "migrate-storage", "--from", from.c_str(), "--to", to.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  char c = 0;
  while (lines > 0 && ::read(ends[0], &c, 1) == 1)
    lines -= c == '\n';
  if (lines == 0) ::kill(pid, SIGKILL);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (WIFSIGNALED(status)) return true;
  EXPECT_EQ(WEXITSTATUS(status), 0);
  return false;
}

/// Copies, killed again and again at other places, and at last not.
void copy_with_kills(const std::string& from, const std::string& to) {
  int kills = 0;
  for (int lines = 1; lines <= 25; lines += 2)
    kills += kill_copy(from, to, lines) ? 1 : 0;
  // A quick one is sometimes at its end before the kill reaches it.
  EXPECT_GE(kills, 1);
  const Finished whole = run_ling(arguments(from, to));
  EXPECT_EQ(whole.exit_code, 0) << whole.output;
}

/// What a person has, but for what begins anew with a copy.
std::string everything(const Person& person, std::int64_t conversation) {
  auto snapshot = person.call("stream.snapshot", boost::json::object{}).as_object();
  snapshot.erase("epoch");
  std::string text = boost::json::serialize(snapshot);
  for (std::int64_t after = 0; after < 300; after += 100) {
    text += boost::json::serialize(
        person.call("message.history", {{"conversation_id", conversation}, {"after_seq", after}, {"limit", 100}}));
  }
  return text;
}

TEST(MigrateStorage, there_and_back_with_kills_on_the_way_everything_is_there) {
  ServerProcess first;
  Person lin(first, "lin"), mei(first, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient socket = lin.connect();
  for (int i = 0; i < 250; ++i)
    ASSERT_EQ(error_code(socket.call("message.send", text_message(conversation, "翎 🪶 " + std::to_string(i)))), "");
  const std::string before = everything(mei, conversation);
  const auto epoch = socket.hello().at("epoch");
  first.stop();

  const std::string url = MariadbServer::shared().new_database();
  copy_with_kills(first.data().string(), url);
  ServerProcess second(quick_config, url);
  lin.server = mei.server = &second;
  EXPECT_EQ(everything(mei, conversation), before);
  EXPECT_NE(lin.connect().hello().at("epoch"), epoch);
  const auto sent = lin.call("message.send", text_message(conversation, "in MariaDB"));
  EXPECT_EQ(sent.at("seq").as_int64(), 253);  // after two lines with which they became friends
  const std::string between = everything(mei, conversation);
  second.stop();

  const TemporaryFolder folder;
  copy_with_kills(url, folder.path().string());
  second.kill();
  first.set_data(folder.path());
  first.start();
  lin.server = mei.server = &first;
  EXPECT_EQ(everything(mei, conversation), between);
  EXPECT_EQ(lin.call("message.send", text_message(conversation, "in SQLite")).at("seq").as_int64(), 254);
  EXPECT_EQ(Person(first, "new").user_id, mei.user_id + 1);
}

TEST(MigrateStorage, what_would_destroy_something_is_refused) {
  ServerProcess server;
  const std::string data = server.data().string();
  const std::string url = MariadbServer::shared().new_database();
  const auto refusal = [](const std::string& from, const std::string& to) {
    const Finished finished = run_ling(arguments(from, to));
    EXPECT_EQ(finished.exit_code, 1);
    return finished.output;
  };
  EXPECT_NE(refusal(data, url).find("another server is running on the data directory"), std::string::npos);
  {
    const ServerProcess other(quick_config, url);
    const TemporaryFolder folder;
    EXPECT_NE(refusal(url, folder.path().string()).find("another server is running on mariadb://"), std::string::npos);
  }
  server.stop();
  EXPECT_NE(refusal(data, url).find("not empty"), std::string::npos);
  EXPECT_NE(refusal(url, data).find("not empty"), std::string::npos);
  EXPECT_NE(refusal(data + "/nothing", url).find("there is no database"), std::string::npos);
  EXPECT_EQ(run_ling("migrate-storage --from " + data).exit_code, 2);
}

TEST(MigrateStorage, no_server_starts_on_half_a_copy) {
  ServerProcess server;
  server.stop();
  // So little is copied fast: the kill may come too late.
  std::string url;
  bool half = false;
  for (int tries = 0; tries < 20 && !half; ++tries) {
    url = MariadbServer::shared().new_database();
    half = kill_copy(server.data().string(), url, 1);
  }
  ASSERT_TRUE(half);
  try {
    const ServerProcess early(quick_config, url);
    FAIL() << "started";
  } catch (const std::runtime_error& refusal) {
    EXPECT_NE(std::string(refusal.what()).find("was not finished"), std::string::npos) << refusal.what();
  }
}

TEST(MigrateStorage, a_configuration_says_where_so_that_no_password_stands_in_the_command) {
  ServerProcess server;
  server.stop();
  const std::string url = MariadbServer::shared().new_database();
  const fs::path config = server.folder() / "mariadb.toml";
  std::ofstream(config) << "[storage]\nurl = \"" << url << "\"\n";
  const Finished copied = run_ling(arguments(server.data().string(), config.string()));
  EXPECT_EQ(copied.exit_code, 0) << copied.output;
  EXPECT_EQ(MariadbServer::ask(url, "SELECT COUNT(*) FROM setting"), "1");
}

}  // namespace
}  // namespace ling::system_test
