#include "storage/event_log.hpp"

#include "storage/migrations.hpp"
#include "tests/both_engines.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

class EventLogTest : public OnBothEngines {
 protected:
  const std::unique_ptr<storage::Connection> connection =
      storage::connect(location, storage::Connection::Mode::read_write);
  static constexpr UserId ann{1}, bob{2};

  void SetUp() override { storage::migrate(*connection, 0); }
  Tx at(Milliseconds now) { return Tx(*connection, now); }
  static FrameBody body(const char* text) { return std::make_shared<const std::string>(text); }
  static void append(Tx& tx, std::vector<UserId> audience, const char* text) {
    event_log::append(tx, audience, body(text));
  }
};

TEST_P(EventLogTest, every_stream_counts_from_one_without_gaps) {
  Tx tx = at(0);
  append(tx, {ann, bob}, "x");
  append(tx, {bob}, "y");
  append(tx, {ann, bob}, "z");
  std::vector<std::pair<Pts, std::string>> seen;
  for (const auto& entry : event_log::read(tx, bob, 0, 10))
    seen.emplace_back(entry.pts, entry.body);
  EXPECT_EQ(seen, (std::vector<std::pair<Pts, std::string>>{{1, "x"}, {2, "y"}, {3, "z"}}));
  EXPECT_EQ(event_log::newest(tx, ann), 2);
  EXPECT_EQ(tx.deliveries().size(), 5U);
}

TEST_P(EventLogTest, reading_starts_after_what_is_known_and_stops_at_the_limit) {
  Tx tx = at(0);
  for (int i = 0; i < 5; ++i)
    append(tx, {ann}, "x");
  const auto page = event_log::read(tx, ann, 1, 3);
  ASSERT_EQ(page.size(), 3U);
  EXPECT_EQ(page.front().pts, 2);
}

TEST_P(EventLogTest, pruning_never_lets_a_pts_be_given_twice) {
  Tx old = at(1000);
  append(old, {ann, bob}, "old");
  append(old, {ann}, "old");
  Tx fresh = at(5000);
  append(fresh, {bob}, "new");
  EXPECT_EQ(event_log::prune(fresh, 2000, 100), 2);
  EXPECT_EQ(event_log::newest(fresh, ann), 2);
  append(fresh, {ann}, "after");
  EXPECT_EQ(event_log::newest(fresh, ann), 3);
  // Bob missed only what is still there; Ann's log no longer reaches back to her first event.
  EXPECT_EQ(event_log::read(fresh, bob, 1, 10).front().pts, 2);
  EXPECT_NE(event_log::read(fresh, ann, 0, 10).front().pts, 1);
}

LING_ON_BOTH_ENGINES(EventLogTest);

}  // namespace
}  // namespace ling
