#include "storage/event_log.hpp"

#include "storage/migrations.hpp"
#include "storage/stream_ends.hpp"
#include "tests/both_engines.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

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
  ASSERT_EQ(tx.deliveries().size(), 3U);
  EXPECT_EQ(tx.deliveries()[2].audience, (std::vector<Place>{{ann, 2}, {bob, 3}}));
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

TEST_P(EventLogTest, what_is_folded_reads_as_before) {
  Tx tx = at(0);
  append(tx, {ann, bob}, "x");
  append(tx, {bob}, "y");
  event_log::fold(tx);
  append(tx, {ann, bob}, "z");
  event_log::fold(tx);
  append(tx, {bob}, "tail");
  std::vector<std::pair<Pts, std::string>> seen;
  for (const auto& entry : event_log::read(tx, bob, 1, 10))
    seen.emplace_back(entry.pts, entry.body);
  EXPECT_EQ(seen, (std::vector<std::pair<Pts, std::string>>{{2, "y"}, {3, "z"}, {4, "tail"}}));
  EXPECT_EQ(event_log::newest(tx, ann), 2);
  EXPECT_EQ(event_log::newest(tx, bob), 4);
}

TEST_P(EventLogTest, a_fold_writes_one_row_a_user_however_many_the_events) {
  Tx tx = at(0);
  for (int i = 0; i < 100; ++i)
    append(tx, {ann, bob}, "x");
  event_log::fold(tx);
  EXPECT_EQ(tx.one<int>("SELECT COUNT(*) FROM user_event"), 2);
}

TEST_P(EventLogTest, an_old_event_is_pruned_though_it_was_never_folded) {
  Tx old = at(1000);
  append(old, {ann}, "old");
  append(old, {ann}, "old");
  Tx fresh = at(5000);
  EXPECT_EQ(event_log::prune(fresh, 2000, 100), 2);
  EXPECT_TRUE(event_log::read(fresh, ann, 0, 10).empty());
  append(fresh, {ann}, "new");
  EXPECT_EQ(event_log::newest(fresh, ann), 3);
}

TEST_P(EventLogTest, a_run_that_was_pruned_in_part_shows_where_it_begins) {
  Tx old = at(1000);
  append(old, {ann}, "old");
  Tx fresh = at(5000);
  append(fresh, {ann}, "new");
  event_log::fold(fresh);
  EXPECT_EQ(event_log::prune(fresh, 2000, 100), 1);
  const auto page = event_log::read(fresh, ann, 0, 10);
  ASSERT_EQ(page.size(), 1U);
  EXPECT_EQ(page.front().pts, 2);
}

// Whatever comes in whatever order: every stream is what was appended to it, and its pts have no gap.
TEST_P(EventLogTest, streams_are_what_was_appended_whenever_it_was_folded) {
  constexpr unsigned seed = 20261125;
  std::mt19937 random(seed);
  event_log::StreamEnds ends;
  std::map<UserId, std::vector<std::string>> streams;
  for (int step = 0; step < 2000; ++step) {
    Tx tx(*connection, 0, &ends);
    switch (random() % 8) {
      case 0:
        event_log::fold(tx);
        break;
      case 1:
        ends.forget();
        break;
      default: {
        std::vector<UserId> audience;
        for (std::int64_t user = 1; user <= 6; ++user) {
          if (random() % 3 == 0) audience.push_back({user});
        }
        const std::string text = std::to_string(step);
        append(tx, audience, text.c_str());
        for (const UserId user_id : audience)
          streams[user_id].push_back(text);
      }
    }
    const UserId asked{static_cast<std::int64_t>(1 + random() % 6)};
    const auto& stream = streams[asked];
    Tx reader = at(0);
    ASSERT_EQ(event_log::newest(reader, asked), static_cast<Pts>(stream.size())) << "seed " << seed;
    const Pts after = stream.empty() ? 0 : static_cast<Pts>(random() % stream.size());
    Pts pts = after;
    for (const auto& entry : event_log::read(reader, asked, after, 20)) {
      ASSERT_EQ(entry.pts, ++pts) << "seed " << seed;
      ASSERT_EQ(entry.body, stream[static_cast<std::size_t>(pts - 1)]) << "seed " << seed;
    }
    ASSERT_EQ(pts, std::min<Pts>(after + 20, static_cast<Pts>(stream.size()))) << "seed " << seed;
  }
}

LING_ON_BOTH_ENGINES(EventLogTest);

}  // namespace
}  // namespace ling
