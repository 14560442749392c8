#include "storage/sqlite/upgrade.hpp"

#include "storage/migrations.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/tx.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <array>
#include <csignal>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace ling::storage {
namespace {

namespace fs = std::filesystem;
using Mode = SqliteConnection::Mode;

constexpr std::array steps{
    Migration{
        .number = 1, .name = "note", .sql = "CREATE TABLE note (note_id INTEGER PRIMARY KEY, text TEXT NOT NULL);"},
    Migration{.number = 2,
              .name = "author",
              .sql = "CREATE TABLE author (author_id INTEGER PRIMARY KEY);\n"
                     "INSERT INTO author SELECT note_id FROM note;\n"
                     "ALTER TABLE note ADD COLUMN author_id INTEGER;\n"
                     "UPDATE note SET author_id = note_id, text = text || '!';\n"},
    Migration{.number = 3, .name = "index", .sql = "CREATE INDEX note_author ON note (author_id);"}};
constexpr std::span<const Migration> all = steps;

/// Dies at the n-th statement: that one and every later one fails, so not even a rollback comes through.
class DyingConnection : public Connection {
 public:
  DyingConnection(Connection& real, int statements) : real_(real), left_(statements) {}

  [[nodiscard]] Engine engine() const override { return real_.engine(); }
  void begin() override {
    spend();
    real_.begin();
  }
  [[nodiscard]] bool lost() const override { return real_.lost(); }
  void reopen() override { real_.reopen(); }
  Statement& prepare(std::string_view sql) override {
    spend();
    return real_.prepare(sql);
  }
  void execute(std::string_view sql) override {
    std::string statement;
    for (const char c : sql) {
      statement += c;
      if (c == ';' && sqlite3_complete(statement.c_str()) != 0) run(std::exchange(statement, ""));
    }
    if (statement.find_first_not_of(" \n") != std::string::npos) run(statement);
  }
  std::int64_t last_insert_id() override { return real_.last_insert_id(); }
  std::int64_t changes() override { return real_.changes(); }
  bool in_transaction() override { return real_.in_transaction(); }
  [[nodiscard]] bool died() const { return left_ < 0; }

 private:
  void run(const std::string& statement) {
    spend();
    real_.execute(statement);
  }
  void spend() {
    if (left_ >= 0) --left_;
    if (left_ < 0) throw std::runtime_error("died");
  }

  Connection& real_;
  int left_;
};

class UpgradeTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  fs::path file = folder.path() / "ling.db", mark = folder.path() / "ling.db.upgrading";

  void SetUp() override {
    migrate_to(1);
    change("INSERT INTO note (text) VALUES ('翎')");
  }
  void migrate_to(std::size_t schema) const {
    SqliteConnection connection(file, Mode::read_write);
    migrate(connection, 0, all.first(schema));
  }
  void change(std::string_view sql) const { SqliteConnection(file, Mode::read_write).execute(sql); }
  template <class T>
  T read(std::string_view sql) const {
    SqliteConnection connection(file, Mode::read_write);
    Tx tx(connection, 0);
    return tx.one<T>(sql).value();
  }
  [[nodiscard]] int schema() const { return read<int>("SELECT MAX(number) FROM migration"); }
  [[nodiscard]] fs::path snapshot(int schema) const {
    return folder.path() / ("ling.db.before-000" + std::to_string(schema));
  }
  void expect_untouched() const {
    EXPECT_EQ(schema(), 1);
    EXPECT_EQ(read<std::string>("SELECT text FROM note"), "翎");
    EXPECT_EQ(read<int>("SELECT COUNT(*) FROM pragma_table_info('note')"), 2);
    EXPECT_EQ(read<std::string>("PRAGMA integrity_check"), "ok");
    EXPECT_FALSE(fs::exists(mark));
  }
};

TEST_F(UpgradeTest, an_upgrade_that_came_up_stays_and_keeps_its_copy) {
  {
    Upgrade upgrade(file, 3);
    EXPECT_TRUE(fs::exists(mark));
    migrate_to(3);
    upgrade.came_up();
  }
  EXPECT_FALSE(fs::exists(mark));
  EXPECT_EQ(read<std::string>("SELECT text FROM note"), "翎!");
  EXPECT_EQ(fs::status(snapshot(1)).permissions() & fs::perms::mask, fs::perms::owner_read | fs::perms::owner_write);
  const Upgrade next(file, 3);
  EXPECT_EQ(schema(), 3);
}

TEST_F(UpgradeTest, nothing_is_copied_when_nothing_is_to_be_migrated) {
  {
    const Upgrade same(file, 1);
  }
  {
    const Upgrade first(folder.path() / "new.db", 3);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
  expect_untouched();
}

TEST_F(UpgradeTest, a_start_that_fails_goes_back_before_it_ends) {
  {
    const Upgrade upgrade(file, 3);
    migrate_to(3);
    EXPECT_EQ(schema(), 3);
  }
  expect_untouched();
}

TEST_F(UpgradeTest, after_a_death_the_next_start_goes_back_whatever_stood_in_the_newer_log) {
  const fs::path dead = folder.path() / "dead";
  {
    const Upgrade upgrade(file, 3);
    SqliteConnection connection(file, Mode::read_write);
    migrate(connection, 0, all);
    ASSERT_GT(fs::file_size(file.string() + "-wal"), 0U);
    fs::create_directory(dead);
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path()))
      if (entry.is_regular_file()) fs::copy(entry.path(), dead / entry.path().filename());
  }
  file = dead / "ling.db", mark = dead / "ling.db.upgrading";
  ASSERT_TRUE(fs::exists(mark));
  {
    const Upgrade older_program(file, 1);
  }
  expect_untouched();
}

TEST_F(UpgradeTest, a_return_cut_short_after_the_copy_was_moved_is_finished_by_the_next_start) {
  std::ofstream(mark) << 1;
  {
    const Upgrade next(file, 1);
  }
  expect_untouched();
}

TEST_F(UpgradeTest, only_the_newest_copy_is_kept) {
  for (const int newest : {2, 3}) {
    Upgrade upgrade(file, newest);
    migrate_to(static_cast<std::size_t>(newest));
    upgrade.came_up();
  }
  EXPECT_FALSE(fs::exists(snapshot(1)));
  EXPECT_TRUE(fs::exists(snapshot(2)));
}

TEST_F(UpgradeTest, a_database_newer_than_the_program_is_refused_with_the_name_of_the_copy) {
  {
    Upgrade upgrade(file, 3);
    migrate_to(3);
    upgrade.came_up();
  }
  try {
    const Upgrade older_program(file, 1);
    FAIL() << "opened";
  } catch (const std::runtime_error& refusal) {
    EXPECT_NE(std::string(refusal.what()).find("newer version (schema 3, this program knows 1)"), std::string::npos);
    EXPECT_NE(std::string(refusal.what()).find(snapshot(1).string()), std::string::npos) << refusal.what();
  }
  EXPECT_EQ(schema(), 3);
}

TEST_F(UpgradeTest, without_room_for_the_copy_the_start_is_refused_and_nothing_changed) {
  change(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
      "INSERT INTO note (note_id, text) SELECT i + 1, hex(randomblob(1000)) FROM n");
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 65536, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::string sentence;
  try {
    const Upgrade upgrade(file, 3);
  } catch (const std::runtime_error& refusal) {
    sentence = refusal.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_NE(sentence.find("nothing was changed"), std::string::npos) << sentence;
  EXPECT_FALSE(fs::exists(snapshot(1)));
  EXPECT_FALSE(fs::exists(snapshot(1).string() + ".part"));
  EXPECT_EQ(read<int>("SELECT COUNT(*) FROM note"), 101);
  change("DELETE FROM note WHERE note_id > 1");
  expect_untouched();
}

TEST_F(UpgradeTest, killed_at_any_statement_a_migration_is_done_or_untouched_and_resumes) {
  for (int statements = 0;; ++statements) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path()))
      fs::remove(entry.path());
    SetUp();
    bool died = false;
    {
      SqliteConnection real(file, Mode::read_write);
      DyingConnection connection(real, statements);
      try {
        migrate(connection, 0, all.first(2));
      } catch (const std::runtime_error&) {
      }
      died = connection.died();
    }
    const int reached = schema();
    SCOPED_TRACE("died at statement " + std::to_string(statements));
    EXPECT_EQ(reached, died ? 1 : 2);
    if (reached == 1) expect_untouched();
    migrate_to(3);
    EXPECT_EQ(read<std::string>("SELECT text FROM note"), "翎!");
    EXPECT_EQ(read<int>("SELECT COUNT(*) FROM author"), 1);
    if (died) continue;
    EXPECT_GT(statements, 8);
    break;
  }
}

}  // namespace
}  // namespace ling::storage
