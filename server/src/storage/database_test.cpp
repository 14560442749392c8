#include "storage/database.hpp"

#include "foundation/faults.hpp"
#include "storage/event_log.hpp"
#include "tests/both_engines.hpp"
#include "tests/temporary_folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>

namespace ling {
namespace {

struct Building {
  std::string name;
  std::vector<int> floors;
};
BOOST_DESCRIBE_STRUCT(Building, (), (name, floors))

struct Kept {
  std::string name;
  std::optional<Building> value;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (name, value))

class DatabaseTest : public OnBothEngines {
 protected:
  std::vector<Delivery> published;

  DatabaseOptions options() {
    return {.file = location.file,
            .url = location.url,
            .publish =
                [this](std::vector<Delivery> deliveries) {
                  published.insert(published.end(), deliveries.begin(), deliveries.end());
                },
            .disk_failed = [](const char*) { std::abort(); }};
  }
  static void put(Tx& tx, std::string_view name, std::string_view value) {
    tx.run("INSERT INTO setting (name, value) VALUES (?, ?)", name, value);
  }
  static int count(Database& db) {
    return db.write_now([](Tx& tx) { return tx.one<int>("SELECT COUNT(*) FROM setting").value(); });
  }
};

TEST_P(DatabaseTest, what_was_written_is_there_after_reopening) {
  {
    Database db(options());
    db.write_now([](Tx& tx) {
      put(tx, "a", "翎");
      return true;
    });
  }
  Database db(options());
  EXPECT_EQ(
      db.write_now([](Tx& tx) { return tx.one<std::string>("SELECT value FROM setting WHERE name = ?", "a").value(); }),
      "翎");
}

TEST_P(DatabaseTest, a_described_struct_comes_back_from_a_column) {
  Database db(options());
  const auto kept = db.write_now([](Tx& tx) {
    tx.run("INSERT INTO setting (name, value) VALUES (?, ?)", "a", Building{"\"东门\"", {1, 2}});
    return tx.one<Kept>("SELECT name, value FROM setting WHERE name = ?", "a").value();
  });
  ASSERT_TRUE(kept.value);
  EXPECT_EQ(kept.value->name, "\"东门\"");
  EXPECT_EQ(kept.value->floors, (std::vector<int>{1, 2}));
}

TEST_P(DatabaseTest, a_column_that_holds_no_document_is_a_fault) {
  Database db(options());
  EXPECT_THROW(db.write_now([](Tx& tx) {
    put(tx, "a", "no JSON");
    return tx.one<Kept>("SELECT name, value FROM setting WHERE name = ?", "a").has_value();
  }),
               std::runtime_error);
}

TEST_P(DatabaseTest, a_refusal_leaves_nothing_behind_and_publishes_nothing) {
  Database db(options());
  const auto refused = db.write_now([](Tx& tx) -> Result<int> {
    put(tx, "a", "1");
    tx.deliver({{{{1}, 1}}, std::make_shared<const std::string>("x")});
    return refuse(ErrorCode::not_found);
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(count(db), 0);
  db.stop();
  EXPECT_TRUE(published.empty());
}

TEST_P(DatabaseTest, a_fault_reaches_the_asker_and_leaves_nothing_behind) {
  Database db(options());
  EXPECT_THROW(db.write_now([](Tx& tx) -> bool {
    put(tx, "a", "1");
    throw std::runtime_error("broken");
  }),
               std::runtime_error);
  EXPECT_EQ(count(db), 0);
}

TEST_P(DatabaseTest, writes_of_a_group_are_kept_or_dropped_one_by_one_in_order) {
  asio::io_context loop{1};
  Database db(options());
  int done = 0;
  for (int i = 0; i < 100; ++i) {
    auto work = [](Database& database, int number, int& finished) -> Task<void> {
      auto put_one = [number](Tx& tx) -> Result<int> {
        put(tx, std::to_string(number), "x");
        tx.deliver({{{{1}, number + 1}}, std::make_shared<const std::string>("x")});
        if (number % 3 == 0) return refuse(ErrorCode::not_found);
        return number;
      };
      const auto outcome = co_await database.write(std::move(put_one));
      EXPECT_EQ(outcome.has_value(), number % 3 != 0);
      ++finished;
    };
    asio::co_spawn(loop, work(db, i, done), [](std::exception_ptr fault) { EXPECT_FALSE(fault); });
  }
  loop.run();
  EXPECT_EQ(done, 100);
  EXPECT_EQ(count(db), 66);
  db.stop();
  ASSERT_EQ(published.size(), 66U);
  for (std::size_t i = 1; i < published.size(); ++i)
    EXPECT_LT(published[i - 1].audience[0].pts, published[i].audience[0].pts);
}

TEST_P(DatabaseTest, repeatable_writes_of_a_group_are_kept_or_dropped_one_by_one_too) {
  asio::io_context loop{1};
  Database db(options());
  std::promise<void> blocked, go;
  const auto no_fault = [](std::exception_ptr fault) { EXPECT_FALSE(fault); };
  auto holding = [&]() -> Task<void> {
    co_await db.write([&](Tx&) {
      blocked.set_value();
      go.get_future().wait();
      return true;
    });
  };
  asio::co_spawn(loop, holding(), no_fault);
  loop.poll();
  blocked.get_future().wait();
  std::vector<int> runs(30);
  auto write_one = [](Database& database, int number, int& ran) -> Task<void> {
    auto work = [number, &ran](Tx& tx) -> Result<int> {
      ++ran;
      if (number % 3 == 1) return refuse(ErrorCode::not_found);
      put(tx, std::to_string(number), "x");
      event_log::append(tx, std::vector<UserId>{{1}}, std::make_shared<const std::string>(std::to_string(number)));
      if (number == 20) return refuse(ErrorCode::not_found);
      return number;
    };
    const auto outcome = co_await database.write_repeatably(std::move(work));
    EXPECT_EQ(outcome.has_value(), number % 3 != 1 && number != 20);
  };
  for (int i = 0; i < 30; ++i)
    asio::co_spawn(loop, write_one(db, i, runs[static_cast<std::size_t>(i)]), no_fault);
  loop.poll();
  go.set_value();
  loop.run();
  EXPECT_EQ(count(db), 19);
  db.stop();
  // All of them were one group, which ran without savepoints up to the one that had to be undone.
  EXPECT_EQ(runs[0], 2);
  EXPECT_EQ(runs[29], 1);
  ASSERT_EQ(published.size(), 19U);
  for (std::size_t i = 0; i < published.size(); ++i)
    EXPECT_EQ(published[i].audience, (std::vector<Place>{{{1}, static_cast<Pts>(i + 1)}}));
}

TEST_P(DatabaseTest, a_place_in_a_stream_is_given_again_when_its_write_was_refused_or_failed) {
  Database db(options());
  const UserId ann{1}, bob{2};
  const auto tell = [](Tx& tx, std::vector<UserId> audience) {
    event_log::append(tx, audience, std::make_shared<const std::string>("x"));
  };
  db.write_now([&](Tx& tx) {
    tell(tx, {ann});
    return true;
  });
  const auto refused = db.write_now([&](Tx& tx) -> Result<int> {
    tell(tx, {ann, bob});
    tell(tx, {ann});
    return refuse(ErrorCode::not_found);
  });
  EXPECT_FALSE(refused);
  const auto failing = [&](Tx& tx) -> bool {
    tell(tx, {bob, ann});
    throw std::runtime_error("broken");
  };
  EXPECT_THROW(db.write_now(failing), std::runtime_error);
  db.write_now([&](Tx& tx) {
    tell(tx, {ann, bob});
    return true;
  });
  db.stop();
  ASSERT_EQ(published.size(), 2U);
  EXPECT_EQ(published[1].audience, (std::vector<Place>{{ann, 2}, {bob, 1}}));
}

TEST_P(DatabaseTest, a_place_is_given_again_when_its_event_could_not_be_stored) {
  if (GetParam() != storage::Engine::sqlite) GTEST_SKIP() << "the way to make an insert fail is SQLite's own";
  Database db(options());
  const UserId ann{1};
  const auto telling = [&](const char* body) {
    return [&, body](Tx& tx) {
      event_log::append(tx, std::vector{ann}, std::make_shared<const std::string>(body));
      return true;
    };
  };
  db.write_now([&](Tx& tx) {
    tx.run("CREATE TRIGGER no_bad BEFORE INSERT ON event WHEN new.body = 'bad' BEGIN SELECT RAISE(ABORT, 'bad'); END");
    return true;
  });
  db.write_now(telling("x"));
  EXPECT_ANY_THROW(db.write_now(telling("bad")));
  db.write_now(telling("x"));
  db.stop();
  ASSERT_EQ(published.size(), 2U);
  EXPECT_EQ(published[1].audience, (std::vector<Place>{{ann, 2}}));
}

TEST_P(DatabaseTest, streams_go_on_where_they_ended_after_reopening) {
  const UserId ann{1}, bob{2};
  for (int opened = 0; opened < 3; ++opened) {
    Database db(options());
    // More than one tail.
    for (int i = 0; i < 70; ++i) {
      db.write_now([&](Tx& tx) {
        for (int n = 0; n < 10; ++n)
          event_log::append(tx, std::vector<UserId>{ann, bob}, std::make_shared<const std::string>("x"));
        return true;
      });
    }
  }
  ASSERT_EQ(published.size(), 2100U);
  for (std::size_t i = 0; i < published.size(); ++i) {
    const Pts pts = static_cast<Pts>(i + 1);
    ASSERT_EQ(published[i].audience, (std::vector<Place>{{ann, pts}, {bob, pts}}));
  }
}

TEST_P(DatabaseTest, the_tail_of_the_event_log_stays_short) {
  Database db(options());
  for (int i = 0; i < 200; ++i) {
    db.write_now([&](Tx& tx) {
      for (int n = 0; n < 10; ++n)
        event_log::append(tx, std::vector<UserId>{{1}, {2}}, std::make_shared<const std::string>("x"));
      return true;
    });
  }
  const int tail = db.write_now([](Tx& tx) {
    return tx.one<int>("SELECT COUNT(*) FROM event WHERE event_id > (SELECT event_id FROM event_fold)").value();
  });
  EXPECT_LE(tail, 520);
}

TEST_P(DatabaseTest, readers_cannot_write) {
  asio::io_context loop{1};
  Database db(options());
  auto body = [&]() -> Task<void> {
    co_await db.read([](Tx& tx) {
      put(tx, "a", "1");
      return true;
    });
  };
  std::exception_ptr escaped;
  asio::co_spawn(loop, body(), [&](std::exception_ptr fault) { escaped = fault; });
  loop.run();
  EXPECT_TRUE(escaped);
}

TEST_P(DatabaseTest, a_full_queue_refuses_instead_of_growing) {
  DatabaseOptions small = options();
  small.write_queue = 1;
  asio::io_context loop{1};
  Database db(std::move(small));
  std::promise<void> blocked, go;
  int overloaded = 0;
  auto holding = [&]() -> Task<void> {
    co_await db.write([&](Tx&) {
      blocked.set_value();
      go.get_future().wait();
      return true;
    });
  };
  auto further = [&]() -> Task<void> {
    try {
      co_await db.write([](Tx&) { return true; });
    } catch (const Overloaded&) {
      ++overloaded;
    }
  };
  const auto ignore = [](std::exception_ptr fault) { EXPECT_FALSE(fault); };
  asio::co_spawn(loop, holding(), ignore);
  loop.poll();
  blocked.get_future().wait();
  for (int i = 0; i < 3; ++i)
    asio::co_spawn(loop, further(), ignore);
  loop.poll();
  EXPECT_EQ(overloaded, 2);
  go.set_value();
  loop.run();
}

LING_ON_BOTH_ENGINES(DatabaseTest);

class SqliteDatabaseTest : public testing::Test {};

TEST_F(SqliteDatabaseTest, only_one_handle_can_write) {
  const TemporaryFolder folder;
  Database db({.file = folder.path() / "ling.db", .disk_failed = [](const char*) { std::abort(); }});
  db.write_now([](Tx& tx) { return tx.one<int>("SELECT COUNT(*) FROM setting").value(); });
  int writable = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    if (std::filesystem::read_symlink(entry.path(), gone) != folder.path() / "ling.db") continue;
    const auto permissions = std::filesystem::symlink_status(entry.path()).permissions();
    if ((permissions & std::filesystem::perms::owner_write) != std::filesystem::perms::none) ++writable;
  }
  EXPECT_EQ(writable, 1);
}

}  // namespace
}  // namespace ling
