// From every released schema to the newest, and back when the newest does not come up.
#include "storage/migrations.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/tx.hpp"
#include "support/person.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace ling::system_test {
namespace {

namespace fs = std::filesystem;
using storage::SqliteConnection;

using Tables = std::map<std::string, std::vector<std::string>>;

/// What there is, with its columns; without what every start may change.
Tables tables_of(Tx& tx) {
  Tables tables;
  for (const std::string& name :
       tx.all<std::string>("SELECT name FROM sqlite_master WHERE type = 'table' AND "
                           "name NOT LIKE 'sqlite_%' AND name NOT IN ('migration', 'setting')"))
    tables[name] = tx.all<std::string>("SELECT name FROM pragma_table_info(?)", name);
  return tables;
}

std::string joined(const std::vector<std::string>& columns, std::string_view around = "{}",
                   std::string_view by = ", ") {
  std::string text;
  for (const std::string& column : columns)
    text += (text.empty() ? "" : std::string(by)) + fmt::format(fmt::runtime(around), column);
  return text;
}

/// Every row of these tables and columns, as text.
std::map<std::string, std::vector<std::string>> rows_of(const fs::path& file, const Tables& tables) {
  SqliteConnection connection(file, SqliteConnection::Mode::read_write);
  Tx tx(connection, 0);
  std::map<std::string, std::vector<std::string>> rows;
  for (const auto& [table, columns] : tables) {
    rows[table] = tx.all<std::string>(
        fmt::format("SELECT {} AS line FROM {} ORDER BY line", joined(columns, "quote({})", " || ',' || "), table));
  }
  return rows;
}

class UpgradeTest : public testing::Test {
 protected:
  ServerProcess server;
  Person lin{server, "lin"}, mei{server, "mei"};
  std::int64_t conversation = befriend(lin, mei);
  fs::path live = server.data() / "ling.db";
  Tables tables;  ///< of the older schema

  void SetUp() override {
    for (const char* text : {"第一条", "second", "third"})
      lin.call("message.send", text_message(conversation, text));
    server.stop();
  }

  /// Puts a database in place that only the migrations up to this schema made, with all of the data that fits in it.
  void go_back_in_time(int schema) {
    const fs::path newest = server.data() / "newest";
    fs::rename(live, newest);
    SqliteConnection connection(live, SqliteConnection::Mode::read_write);
    const auto all = storage::migrations();
    const auto later = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.number > schema; });
    storage::migrate(connection, 0, {all.begin(), later});
    Tx tx(connection, 0);
    tables = tables_of(tx);
    connection.execute("ATTACH '" + newest.string() + "' AS newest");
    for (const auto& [table, columns] : tables) {
      const auto kept = tx.all<std::string>(
          "SELECT old.name FROM pragma_table_info(?) AS old JOIN pragma_table_info(?, 'newest') AS new USING (name)",
          table, table);
      if (!kept.empty()) {
        connection.execute(fmt::format("DELETE FROM main.{0}; INSERT INTO main.{0} ({1}) SELECT {1} FROM newest.{0}",
                                       table, joined(kept)));
      }
    }
    connection.execute("DETACH newest");
    fs::remove(newest);
  }
  [[nodiscard]] int schema() const { return std::stoi(server.read_database("SELECT MAX(number) FROM migration")); }
};

class EveryReleasedSchema : public UpgradeTest, public testing::WithParamInterface<int> {};

TEST_P(EveryReleasedSchema, comes_up_with_all_its_data) {
  go_back_in_time(GetParam());
  const auto before = rows_of(live, tables);
  ASSERT_FALSE(before.at("event").empty());
  server.start();
  server.stop();
  EXPECT_EQ(schema(), storage::migrations().back().number);
  EXPECT_EQ(rows_of(live, tables), before);
  EXPECT_EQ(server.read_database("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(rows_of(fmt::format("{}.before-{:04}", live.string(), GetParam()), tables), before);

  server.start();
  if (!tables.contains("user")) return;
  const Person again = lin.sign_in_again();
  EXPECT_EQ(again.user_id, lin.user_id);
  if (!tables.contains("friend")) return;
  EXPECT_NE(again.refusal("friend.request", {{"user_id", mei.user_id}, {"message", "?"}}), "");
  if (!tables.contains("message")) return;
  EXPECT_EQ(lin.refusal("message.send", text_message(conversation, "fourth")), "");
}

std::vector<int> released_before_the_newest() {
  std::vector<int> numbers;
  for (const storage::Migration& migration : storage::migrations())
    numbers.push_back(migration.number);
  numbers.pop_back();
  return numbers;
}

INSTANTIATE_TEST_SUITE_P(From, EveryReleasedSchema, testing::ValuesIn(released_before_the_newest()));

/// A certificate that cannot be read makes a start fail after the migrations.
struct OwnCertificate {
  explicit OwnCertificate(const fs::path& folder) : certificate(folder / "own.crt"), config(folder / "own.toml") {
    std::ofstream(config) << "[tls]\ncertificate = \"" << certificate.string() << "\"\nkey = \"" << certificate.string()
                          << "\"\n";
  }
  [[nodiscard]] std::string serve(const fs::path& data) const {
    return "serve --data " + data.string() + " --config " + config.string() + " --port 0";
  }
  fs::path certificate, config;
};

TEST_F(UpgradeTest, a_version_that_fails_to_start_leaves_the_database_of_the_older_one) {
  const int older = released_before_the_newest().back();
  go_back_in_time(older);
  const auto before = rows_of(live, tables);
  const TemporaryFolder folder;
  const OwnCertificate broken(folder.path());
  const Finished failed = run_ling(broken.serve(server.data()));
  EXPECT_NE(failed.exit_code, 0);
  EXPECT_NE(failed.output.find("migration.applied"), std::string::npos) << failed.output;
  EXPECT_NE(failed.output.find("upgrade.returned"), std::string::npos) << failed.output;
  EXPECT_EQ(schema(), older);
  EXPECT_EQ(rows_of(live, tables), before);
  server.start();
}

TEST_F(UpgradeTest, a_version_killed_before_it_was_ready_is_undone_by_the_next_start) {
  const int older = released_before_the_newest().back();
  go_back_in_time(older);
  const TemporaryFolder folder;
  const OwnCertificate waiting(folder.path());
  ASSERT_EQ(::mkfifo(waiting.certificate.c_str(), 0600), 0);
  const std::string binary = ling_binary();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::execl(binary.c_str(), binary.c_str(), "serve", "--data", server.data().c_str(), "--config",
            waiting.config.c_str(), "--port", "0", nullptr);
    ::_exit(127);
  }
  // A server that ends instead must not leave the opening below waiting for ever.
  int released = -1;
  std::thread watcher([&] {
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
    released = ::open(waiting.certificate.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  });
  // Opens when the server reads its certificate: after the migrations, before it is ready.
  const int reached = ::open(waiting.certificate.c_str(), O_WRONLY | O_CLOEXEC);
  ::kill(pid, SIGKILL);
  watcher.join();
  int status = 0;
  ::waitpid(pid, &status, 0);
  ::close(reached);
  ::close(released);
  ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
  EXPECT_TRUE(fs::exists(live.string() + ".upgrading"));

  const std::size_t earlier = server.log().size();
  server.start();
  EXPECT_NE(server.log().find("upgrade.returned", earlier), std::string::npos);
  EXPECT_FALSE(fs::exists(live.string() + ".upgrading"));
  EXPECT_EQ(lin.sign_in_again().user_id, lin.user_id);
  server.stop();
  EXPECT_EQ(schema(), storage::migrations().back().number);
}

TEST_F(UpgradeTest, a_restored_backup_is_not_taken_for_the_upgrade_that_failed_before) {
  const TemporaryFolder folder;
  const fs::path backup = folder.path() / "backup.ling";
  fs::copy_file(live, fmt::format("{}.before-{:04}", live.string(), schema()));
  server.start();
  lin.call("message.send", text_message(conversation, "after the copy"));
  ASSERT_EQ(run_ling("backup " + backup.string() + " --data " + server.data().string()).exit_code, 0);
  server.stop();
  std::ofstream(live.string() + ".upgrading") << schema();
  ASSERT_EQ(run_ling("restore " + backup.string() + " --force --data " + server.data().string()).exit_code, 0);
  server.start();
  server.stop();
  EXPECT_EQ(server.log().find("upgrade.returned"), std::string::npos);
  EXPECT_EQ(server.read_database("SELECT COUNT(*) FROM message WHERE text = 'after the copy'"), "1");
}

TEST_F(UpgradeTest, a_database_of_a_newer_version_is_refused_untouched) {
  server.change_database("INSERT INTO migration (number, name, checksum, applied_at) VALUES (9999, 'later', '', 0)");
  const Finished refused = run_ling("serve --port 0 --data " + server.data().string());
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_NE(refused.output.find("newer version (schema 9999"), std::string::npos) << refused.output;
  EXPECT_EQ(schema(), 9999);
}

}  // namespace
}  // namespace ling::system_test
