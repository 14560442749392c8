#include "storage/mariadb/mariadb_connection.hpp"

#include "foundation/faults.hpp"
#include "storage/migrations.hpp"
#include "storage/tx.hpp"
#include "tests/mariadb_server.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <memory>
#include <stdexcept>

namespace ling::storage {
namespace {

using Mode = Connection::Mode;

std::unique_ptr<MariadbConnection> connect_to(const std::string& url, Mode mode = Mode::read_write) {
  return std::make_unique<MariadbConnection>(parse_mariadb_url(url), mode);
}

std::string complaint_of(const std::string& url) {
  try {
    connect_to(url);
  } catch (const std::runtime_error& refusal) {
    return refusal.what();
  }
  return "";
}

class MariadbConnectionTest : public testing::Test {
 protected:
  const std::string url = MariadbServer::shared().new_database();
  const std::unique_ptr<MariadbConnection> connection = connect_to(url);
  Tx tx{*connection, 0};

  void SetUp() override {
    connection->execute(
        "CREATE TABLE note (name VARCHAR(64) PRIMARY KEY, text MEDIUMTEXT, bytes MEDIUMBLOB, number BIGINT) "
        "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin");
  }
};

TEST_F(MariadbConnectionTest, values_of_every_kind_and_size_come_back_as_they_were) {
  const std::string medium(300, 'm'), big(100000, 'b'), bytes("\0\xff\\'\0", 5);
  tx.run("INSERT INTO note (name, text, bytes, number) VALUES (?, ?, ?, ?)", "1", "翎🪶\\'", Blob{bytes}, INT64_MIN);
  tx.run("INSERT INTO note (name, text) VALUES (?, ?)", "2", big);
  tx.run("INSERT INTO note (name, text) VALUES (?, ?)", "3", medium);
  tx.run("INSERT INTO note (name, text) VALUES (?, ?)", "4", "");
  tx.run("INSERT INTO note (name, text) VALUES (?, ?)", "5", std::optional<std::string>());
  EXPECT_EQ(tx.all<std::optional<std::string>>("SELECT text FROM note ORDER BY name"),
            (std::vector<std::optional<std::string>>{"翎🪶\\'", big, medium, "", std::nullopt}));
  EXPECT_EQ(tx.one<std::string>("SELECT bytes FROM note WHERE name = ?", "1"), bytes);
  EXPECT_EQ(tx.one<std::int64_t>("SELECT number FROM note WHERE name = ?", "1"), INT64_MIN);
  EXPECT_EQ(tx.one<std::int64_t>("SELECT SUM(7) FROM note"), 35);
}

TEST_F(MariadbConnectionTest, text_is_compared_byte_by_byte_as_sqlite_does) {
  for (const char* name : {"a", "A", "a ", "ä", "ａ"})
    tx.run("INSERT INTO note (name) VALUES (?)", name);
  EXPECT_EQ(tx.all<std::string>("SELECT name FROM note WHERE name = ?", "a"), std::vector<std::string>{"a"});
  EXPECT_EQ(tx.all<std::string>("SELECT name FROM note ORDER BY name"),
            (std::vector<std::string>{"A", "a", "a ", "ä", "ａ"}));
}

TEST_F(MariadbConnectionTest, what_does_not_fit_is_refused_and_not_cut) {
  EXPECT_THROW(tx.run("INSERT INTO note (name) VALUES (?)", std::string(65, 'x')), std::runtime_error);
  EXPECT_EQ(tx.one<int>("SELECT COUNT(*) FROM note"), 0);
}

TEST_F(MariadbConnectionTest, an_update_counts_the_rows_it_found) {
  tx.run("INSERT INTO note (name, number) VALUES ('a', 1)");
  EXPECT_EQ(tx.run("UPDATE note SET number = 1 WHERE name = 'a'"), 1);
}

TEST_F(MariadbConnectionTest, a_second_writer_is_refused_and_readers_are_not) {
  EXPECT_NE(complaint_of(url).find("another server is running on mariadb://root@"), std::string::npos);
  const auto reader = connect_to(url, Mode::read_only);
  EXPECT_THROW(Tx(*reader, 0).run("INSERT INTO note (name) VALUES ('a')"), std::runtime_error);
}

TEST_F(MariadbConnectionTest, a_reader_sees_one_state_until_it_begins_anew) {
  const auto reader = connect_to(url, Mode::read_only);
  reader->begin();
  tx.run("INSERT INTO note (name) VALUES ('a')");
  EXPECT_EQ(Tx(*reader, 0).one<int>("SELECT COUNT(*) FROM note"), 0);
  reader->execute("COMMIT");
  reader->begin();
  EXPECT_EQ(Tx(*reader, 0).one<int>("SELECT COUNT(*) FROM note"), 1);
}

TEST_F(MariadbConnectionTest, a_writer_that_lost_its_connection_gets_its_place_back) {
  const auto number = tx.one<std::int64_t>("SELECT CONNECTION_ID()").value();
  connection->begin();
  tx.run("INSERT INTO note (name) VALUES ('a')");
  MariadbServer::run(url, "KILL CONNECTION " + std::to_string(number));
  EXPECT_THROW(tx.run("INSERT INTO note (name) VALUES ('b')"), Unavailable);
  EXPECT_TRUE(connection->lost());
  EXPECT_FALSE(connection->in_transaction());
  connection->reopen();
  EXPECT_FALSE(connection->lost());
  EXPECT_EQ(tx.one<int>("SELECT COUNT(*) FROM note"), 0);
  EXPECT_NE(complaint_of(url), "");
}

TEST(MariadbPromisesTest, a_server_that_may_lose_what_it_confirmed_is_refused) {
  const std::string url = MariadbServer::shared().new_database();
  MariadbServer::run(url, "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
  const std::string complaint = complaint_of(url);
  MariadbServer::run(url, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
  EXPECT_NE(complaint.find("set innodb_flush_log_at_trx_commit = 1"), std::string::npos) << complaint;
  EXPECT_EQ(complaint_of(url), "");
}

TEST(MariadbPromisesTest, a_server_that_is_not_there_is_unavailable_and_a_refusal_is_not) {
  EXPECT_THROW(connect_to("mariadb://root@/x?socket=/nonexistent/socket"), Unavailable);
  const std::string url = MariadbServer::shared().url("no_such_database");
  EXPECT_NE(complaint_of(url).find("refused the connection"), std::string::npos);
}

class MariadbMigrationTest : public testing::Test {
 protected:
  const std::string url = MariadbServer::shared().new_database();
  const std::unique_ptr<MariadbConnection> connection = connect_to(url);
};

TEST_F(MariadbMigrationTest, the_schema_of_this_program_is_made_and_made_once) {
  migrate(*connection, 0);
  migrate(*connection, 0);
  Tx tx(*connection, 0);
  EXPECT_EQ(tx.one<int>("SELECT MAX(number) FROM migration"), migrations().back().number);
  EXPECT_EQ(tx.one<int>("SELECT COUNT(*) FROM migration_statement"), 0);
  EXPECT_EQ(tx.insert("INSERT INTO event (at, body) VALUES (1, 'x')"), 1);
}

TEST_F(MariadbMigrationTest, a_user_with_rights_on_this_database_alone_is_enough) {
  const std::size_t slash = url.find('/', url.find('@')), question = url.find('?');
  const std::string database = url.substr(slash + 1, question - slash - 1);
  MariadbServer::run(url, "CREATE USER IF NOT EXISTS ling@localhost IDENTIFIED BY 'a long: p@ss/word'");
  MariadbServer::run(url, "GRANT ALL ON " + database + ".* TO ling@localhost");
  connection->execute("DO RELEASE_ALL_LOCKS()");
  const std::string as_ling = "mariadb://ling:a%20long%3a%20p%40ss%2fword@" + url.substr(url.find('@') + 1);
  const auto writer = connect_to(as_ling);
  migrate(*writer, 0);
  MariadbServer::run(url, "KILL CONNECTION " + Tx(*writer, 0).one<std::string>("SELECT CONNECTION_ID()").value());
  EXPECT_THROW(writer->begin(), Unavailable);
  writer->reopen();
  EXPECT_EQ(Tx(*writer, 0).one<int>("SELECT MAX(number) FROM migration"), migrations().back().number);
}

TEST_F(MariadbMigrationTest, a_twin_takes_the_place_of_what_is_said_differently) {
  constexpr std::array steps{Migration{.number = 1,
                                       .name = "note",
                                       .sql = "CREATE TABLE note (a TEXT); SELECT sqlite_version();",
                                       .mariadb = "CREATE TABLE note (b TEXT);"}};
  migrate(*connection, 0, steps);
  Tx(*connection, 0).run("INSERT INTO note (b) VALUES ('x')");
}

TEST_F(MariadbMigrationTest, interrupted_at_any_statement_it_goes_on_there_and_changes_rows_once) {
  constexpr const char* good =
      "CREATE TABLE note (note_id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, copies INTEGER NOT NULL);"
      "INSERT INTO note (text, copies) VALUES ('a', 1);"
      "ALTER TABLE note ADD COLUMN extra TEXT;"
      "UPDATE note SET copies = copies + 1;"
      "CREATE INDEX note_copies ON note (copies);";
  const std::array steps{Migration{.number = 1, .name = "note", .sql = good}};
  for (int allowed = 1;; ++allowed) {
    // The connection dies by the hand of the server, at the n-th question that it answers.
    const std::string fresh = MariadbServer::shared().new_database();
    bool died = false;
    {
      auto dying = connect_to(fresh);
      const auto number = Tx(*dying, 0).one<std::int64_t>("SELECT CONNECTION_ID()").value();
      struct Watching : Connection {
        Watching(Connection& connection, int questions, std::function<void()> end)
            : real(connection), left(questions), kill(std::move(end)) {}
        void spend() {
          if (left-- == 0) kill();
        }
        [[nodiscard]] Engine engine() const override { return real.engine(); }
        void begin() override { real.begin(); }
        Statement& prepare(std::string_view sql) override {
          spend();
          return real.prepare(sql);
        }
        void execute(std::string_view sql) override {
          spend();
          real.execute(sql);
        }
        std::int64_t last_insert_id() override { return real.last_insert_id(); }
        std::int64_t changes() override { return real.changes(); }
        bool in_transaction() override { return real.in_transaction(); }
        [[nodiscard]] bool lost() const override { return real.lost(); }
        void reopen() override { real.reopen(); }
        Connection& real;
        int left;
        std::function<void()> kill;
      } watching(*dying, allowed, [&] { MariadbServer::run(fresh, "KILL CONNECTION " + std::to_string(number)); });
      try {
        migrate(watching, 0, steps);
      } catch (const Unavailable&) {
        died = true;
      }
    }
    SCOPED_TRACE("died at question " + std::to_string(allowed));
    const auto next = connect_to(fresh);
    migrate(*next, 0, steps);
    Tx tx(*next, 0);
    EXPECT_EQ(tx.all<int>("SELECT copies FROM note"), std::vector<int>{2});
    EXPECT_EQ(tx.one<int>("SELECT COUNT(*) FROM migration"), 1);
    if (died) continue;
    EXPECT_GT(allowed, 10);
    break;
  }
}

}  // namespace
}  // namespace ling::storage
