// A commit whose answer never comes, or that never arrived: what the Database makes of it.
#include "foundation/faults.hpp"
#include "storage/database.hpp"
#include "storage/event_log.hpp"
#include "tests/mariadb_proxy.hpp"
#include "tests/mariadb_server.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <future>

namespace ling {
namespace {

class LostCommitTest : public testing::Test {
 protected:
  const std::string url = MariadbServer::shared().new_database();
  MariadbProxy proxy{url};
  std::promise<std::vector<Delivery>> first_published;
  int published = 0;

  DatabaseOptions options() {
    return {.url = proxy.url(),
            .publish =
                [this](std::vector<Delivery> deliveries) {
                  if (published++ == 0) first_published.set_value(std::move(deliveries));
                },
            .disk_failed = [](const char*) { std::abort(); }};
  }
  static bool put(Tx& tx, const char* name) {
    tx.run("INSERT INTO setting (name, value) VALUES (?, '')", name);
    event_log::append(tx, std::vector<UserId>{{7}}, std::make_shared<const std::string>(name));
    return true;
  }
  static int count(Database& db) {
    return db.write_now([](Tx& tx) { return tx.one<int>("SELECT COUNT(*) FROM setting").value(); });
  }
};

TEST_F(LostCommitTest, what_was_stored_is_published_once_although_nobody_was_told_so) {
  Database db(options());
  proxy.cut_at_answer([this] { return MariadbServer::ask(url, "SELECT COUNT(*) FROM setting") == "1"; });
  EXPECT_THROW(db.write_now([](Tx& tx) { return put(tx, "a"); }), Unavailable);
  const std::vector<Delivery> deliveries = first_published.get_future().get();
  ASSERT_EQ(deliveries.size(), 1U);
  EXPECT_EQ(deliveries[0].audience, (std::vector<Place>{{{7}, 1}}));
  EXPECT_EQ(*deliveries[0].body, "a");
  EXPECT_EQ(count(db), 1);
  EXPECT_TRUE(db.reachable());
  db.stop();
  EXPECT_EQ(published, 1);
}

TEST_F(LostCommitTest, what_was_not_stored_is_never_published) {
  Database db(options());
  proxy.cut_at_question([](std::string_view bytes) { return bytes.find("COMMIT") != std::string_view::npos; });
  EXPECT_THROW(db.write_now([](Tx& tx) { return put(tx, "a"); }), Unavailable);
  EXPECT_EQ(count(db), 0);
  db.write_now([](Tx& tx) { return put(tx, "b"); });
  const std::vector<Delivery> deliveries = first_published.get_future().get();
  ASSERT_EQ(deliveries.size(), 1U);
  EXPECT_EQ(deliveries[0].audience, (std::vector<Place>{{{7}, 1}}));
  EXPECT_EQ(*deliveries[0].body, "b");
}

}  // namespace
}  // namespace ling
