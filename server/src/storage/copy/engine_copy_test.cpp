#include "storage/copy/engine_copy.hpp"

#include "storage/copy/shapes.hpp"
#include "storage/migrations.hpp"
#include "tests/both_engines.hpp"

#include <boost/describe/class.hpp>

#include <map>
#include <stdexcept>

namespace ling::storage {
namespace {

struct MessageRow {
  std::int64_t conversation_id = 0, seq = 0;
  std::string client_id, text;
  std::optional<std::int64_t> notice;
};
BOOST_DESCRIBE_STRUCT(MessageRow, (), (conversation_id, seq, client_id, text, notice))

/// The engine of the parameter is copied from, the other one copied into.
class EngineCopyTest : public OnBothEngines {
 protected:
  const Location source = location;
  const Location target = GetParam() == Engine::mariadb ? Location{.file = folder.path() / "copy.db"}
                                                        : Location{.url = MariadbServer::shared().new_database()};
  std::unique_ptr<Connection> from = connect(source, Connection::Mode::read_write);
  std::unique_ptr<Connection> to = connect(target, Connection::Mode::read_write);
  std::map<std::string, std::int64_t> verified;
  std::vector<std::string> repeated;
  int commits = 0, interrupted_after = 0;

  void SetUp() override {
    migrate(*from, 1);
    Tx tx(*from, 1);
    tx.run("INSERT INTO setting (name, value) VALUES (?, ?)", "epoch", "first");
  }

  static void add_messages(Connection& connection, int conversation, int count) {
    Tx tx(connection, 1);
    connection.begin();
    for (int seq = 1; seq <= count; ++seq) {
      const std::string id = std::to_string(conversation) + "-" + std::to_string(seq);
      tx.run(
          "INSERT INTO message (conversation_id, seq, sender_id, client_id, kind, text, notice, sent_at) "
          "VALUES (?, ?, 7, ?, 1, ?, ?, 5)",
          conversation, seq, id, "翎 🪶 '\\ " + id, seq % 3 == 0 ? std::optional(seq) : std::nullopt);
    }
    connection.execute("COMMIT");
  }

  static std::vector<MessageRow> messages(Connection& connection) {
    return Tx(connection, 1)
        .all<MessageRow>(
            "SELECT conversation_id, seq, client_id, text, notice FROM message ORDER BY conversation_id, seq");
  }

  CopyOptions options() {
    CopyOptions options;
    options.source = "first";
    options.now = 2;
    options.batch = 7;
    options.told = [this](CopyStep step, std::string_view table, std::int64_t rows, std::int64_t) {
      if (step == CopyStep::verified) verified[std::string(table)] = rows;
      if (step == CopyStep::repeated) repeated.emplace_back(table);
      if (step == CopyStep::copied && ++commits == interrupted_after) throw std::runtime_error("interrupted");
    };
    options.finish = [](Tx& tx) { tx.run("UPDATE setting SET value = 'second' WHERE name = 'epoch'"); };
    return options;
  }

  /// The sentence it is refused with; "" when it was done.
  std::string refusal() {
    try {
      copy_engine(*from, *to, options());
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
};

TEST_P(EngineCopyTest, everything_is_there_afterwards_in_a_database_that_opens) {
  add_messages(*from, 1, 200);
  add_messages(*from, 2, 3);
  const std::string bytes("\0\xff\x1b picture", 11);
  Tx tx(*from, 1);
  tx.run("INSERT INTO avatar (name, type, bytes) VALUES ('a', 'image/webp', ?)", Blob{bytes});
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(verified.at("message"), 203);
  EXPECT_EQ(verified.size(), shapes(*from).size());
  EXPECT_TRUE(repeated.empty());

  const auto before = messages(*from), after = messages(*to);
  ASSERT_EQ(after.size(), 203U);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].text, before[i].text);
    EXPECT_EQ(after[i].notice, before[i].notice);
  }
  Tx copied(*to, 1);
  EXPECT_EQ(copied.one<std::string>("SELECT bytes FROM avatar").value(), bytes);
  EXPECT_EQ(copied.one<std::string>("SELECT value FROM setting WHERE name = 'epoch'").value(), "second");
  EXPECT_EQ(tx.one<std::string>("SELECT value FROM setting WHERE name = 'epoch'").value(), "first");
  EXPECT_NO_THROW(take_into_use(*to));
  EXPECT_NO_THROW(migrate(*to, 3));
}

TEST_P(EngineCopyTest, a_number_that_was_given_once_is_not_given_again) {
  const auto add_event = [](Connection& connection) {
    return Tx(connection, 1).insert("INSERT INTO event (at, body) VALUES (1, '')");
  };
  for (int i = 0; i < 4; ++i)
    add_event(*from);
  Tx(*from, 1).run("DELETE FROM event WHERE event_id > 2");
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(add_event(*to), 5);
  // Of a table without rows, too: it begins where the migration said.
  EXPECT_EQ(
      Tx(*to, 1).insert("INSERT INTO user (account, account_key, nickname, signature, phone, avatar, "
                        "password_hash, is_administrator, hide_presence, hide_read_marks, joined_at, last_seen_at) "
                        "VALUES ('a', 'a', '', '', '', '', '', 0, 0, 0, 0, 0)"),
      10001);
}

TEST_P(EngineCopyTest, interrupted_after_any_commit_it_goes_on_there) {
  add_messages(*from, 1, 40);
  add_messages(*from, 2, 9);
  int interruptions = 0;
  for (interrupted_after = 1;; ++interrupted_after) {
    const std::string problem = refusal();
    if (problem.empty()) break;
    ASSERT_EQ(problem, "interrupted");
    ++interruptions;
    EXPECT_THROW(take_into_use(*to), std::runtime_error);
    to.reset();
    to = connect(target, Connection::Mode::read_write);
  }
  // 7 commits of 7 messages, 2 other rows: had it begun anew each time, there would have been more.
  EXPECT_EQ(interruptions, 9);
  EXPECT_EQ(commits, 9);
  EXPECT_EQ(messages(*to).size(), 49U);
  EXPECT_TRUE(repeated.empty());
}

TEST_P(EngineCopyTest, what_changed_while_it_was_interrupted_is_copied_anew) {
  add_messages(*from, 1, 40);
  interrupted_after = 4;
  ASSERT_EQ(refusal(), "interrupted");
  Tx(*from, 1).run("UPDATE message SET text = 'other' WHERE seq = 1");
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(repeated, std::vector<std::string>{"message"});
  EXPECT_EQ(messages(*to).front().text, "other");
}

TEST_P(EngineCopyTest, copied_again_before_it_is_used_it_has_what_came_since) {
  add_messages(*from, 1, 9);
  ASSERT_EQ(refusal(), "");
  add_messages(*from, 2, 9);
  ASSERT_EQ(refusal(), "");
  EXPECT_EQ(messages(*to).size(), 18U);
  EXPECT_EQ(repeated, std::vector<std::string>{"setting"});  // since the first copy was a new history
  take_into_use(*to);
  EXPECT_NE(refusal().find("not empty"), std::string::npos);
}

TEST_P(EngineCopyTest, a_database_that_has_something_is_left_alone) {
  migrate(*to, 1);
  add_messages(*to, 1, 1);
  EXPECT_NE(refusal().find("not empty"), std::string::npos);
  EXPECT_EQ(messages(*to).size(), 1U);
  EXPECT_NO_THROW(take_into_use(*to));
}

TEST_P(EngineCopyTest, the_unfinished_copy_of_another_database_is_refused) {
  interrupted_after = 1;
  ASSERT_EQ(refusal(), "interrupted");
  auto other = options();
  other.source = "another";
  try {
    copy_engine(*from, *to, other);
    FAIL() << "copied";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("copy of another database"), std::string::npos) << error.what();
  }
}

TEST_P(EngineCopyTest, other_schemas_are_refused_by_name) {
  from->execute("ALTER TABLE setting ADD COLUMN mine BIGINT");
  EXPECT_NE(refusal().find("setting"), std::string::npos);
}

TEST_P(EngineCopyTest, an_older_schema_is_refused_before_anything_is_done) {
  Tx(*from, 1).run("DELETE FROM migration WHERE number = ?", migrations().back().number);
  EXPECT_NE(refusal().find("start this version on it once"), std::string::npos);
  EXPECT_TRUE(table_names(*to).empty());
}

LING_ON_BOTH_ENGINES(EngineCopyTest);

}  // namespace
}  // namespace ling::storage
