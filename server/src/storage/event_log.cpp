#include "storage/event_log.hpp"

#include "storage/places.hpp"
#include "storage/stream_ends.hpp"

#include <algorithm>
#include <unordered_map>

namespace ling::event_log {
namespace {

struct TailRow {
  std::int64_t event_id = 0;
  std::string audience;
};
BOOST_DESCRIBE_STRUCT(TailRow, (), (event_id, audience))

std::vector<TailRow> tail(Tx& tx) {
  return tx.all<TailRow>(
      "SELECT event_id, audience FROM event WHERE event_id > (SELECT event_id FROM event_fold) ORDER BY event_id");
}

/// Newest pts of a user before the tail.
Pts newest_folded(Tx& tx, UserId user_id) {
  return tx.one<Pts>("SELECT pts FROM user_event WHERE user_id = ? ORDER BY pts DESC LIMIT 1", user_id).value_or(0);
}

void read_tail(Tx& tx, StreamEnds& ends) {
  for (const TailRow& row : tail(tx)) {
    for (const Place& place : places::unpack(row.audience))
      ends.set(place);
    ends.count_in_tail(row.audience.size());
  }
  ends.tail_was_read();
}

Place next_place(Tx& tx, StreamEnds& ends, UserId user_id) {
  const auto known = ends.find(user_id);
  const Place place{user_id, (known ? *known : newest_folded(tx, user_id)) + 1};
  ends.set(place);
  return place;
}

struct RunRow {
  Pts pts = 0;
  std::int64_t event_id = 0;
  std::string earlier;
};
BOOST_DESCRIBE_STRUCT(RunRow, (), (pts, event_id, earlier))

/// Where the events after a pts are, ascending, at most `limit`.
std::vector<places::Spot> spots_after(Tx& tx, UserId user_id, Pts after, std::size_t limit) {
  std::vector<places::Spot> spots;
  const auto add = [&](places::Spot spot) {
    if (spot.pts > after && spots.size() < limit) spots.push_back(spot);
  };
  // A run is filed under its last pts, so the first one found is the one that `after` lies in.
  for (const RunRow& run : tx.all<RunRow>(
           "SELECT pts, event_id, earlier FROM user_event WHERE user_id = ? AND pts > ? ORDER BY pts LIMIT ?", user_id,
           after, limit)) {
    for (const places::Spot& spot : places::unpack({run.pts, run.event_id}, run.earlier))
      add(spot);
    if (spots.size() == limit) return spots;
  }
  for (const TailRow& row : tail(tx)) {
    for (const Place& place : places::unpack(row.audience)) {
      if (place.user_id == user_id) add({place.pts, row.event_id});
    }
  }
  return spots;
}

}  // namespace

void append(Tx& tx, std::span<const UserId> audience, const FrameBody& body) {
  if (audience.empty()) return;
  StreamEnds looked_up;
  StreamEnds& ends = tx.stream_ends() != nullptr ? *tx.stream_ends() : looked_up;
  if (!ends.know_the_tail()) read_tail(tx, ends);
  std::vector<Place> given;
  given.reserve(audience.size());
  for (const UserId user_id : audience)
    given.push_back(next_place(tx, ends, user_id));
  const std::string packed = places::pack(given);
  tx.run("INSERT INTO event (at, body, audience) VALUES (?, ?, ?)", tx.now(), *body, Blob{packed});
  ends.count_in_tail(packed.size());
  tx.deliver({std::move(given), body});
}

Pts newest(Tx& tx, UserId user_id) {
  if (StreamEnds* ends = tx.stream_ends(); ends != nullptr && ends->know_the_tail()) {
    if (const auto known = ends->find(user_id)) return *known;
    return newest_folded(tx, user_id);
  }
  const auto rows = tail(tx);
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (const auto found = places::find(row->audience, user_id)) return *found;
  }
  return newest_folded(tx, user_id);
}

std::vector<Entry> read(Tx& tx, UserId user_id, Pts after, int limit) {
  std::vector<Entry> entries;
  for (const places::Spot& spot : spots_after(tx, user_id, after, static_cast<std::size_t>(limit))) {
    // A run may begin with events that were pruned.
    if (auto body = tx.one<std::string>("SELECT body FROM event WHERE event_id = ?", spot.event_id))
      entries.push_back({spot.pts, std::move(*body)});
  }
  return entries;
}

void fold(Tx& tx) {
  std::unordered_map<UserId, places::Run> runs;
  const auto rows = tail(tx);
  for (const TailRow& row : rows) {
    for (const Place& place : places::unpack(row.audience))
      runs[place.user_id].add({place.pts, row.event_id});
  }
  if (rows.empty()) return;
  // Along the primary key, so that users whose rows lie side by side share a page.
  std::vector<UserId> users;
  for (const auto& [user_id, run] : runs)
    users.push_back(user_id);
  std::sort(users.begin(), users.end());
  for (const UserId user_id : users) {
    const places::Run& run = runs[user_id];
    tx.run("INSERT INTO user_event (user_id, pts, event_id, earlier) VALUES (?, ?, ?, ?)", user_id, run.last.pts,
           run.last.event_id, Blob{run.earlier});
  }
  tx.run("UPDATE event_fold SET event_id = ?", rows.back().event_id);
  if (tx.stream_ends() != nullptr) tx.stream_ends()->tail_was_folded();
}

std::int64_t prune(Tx& tx, Milliseconds before, int limit) {
  fold(tx);  // so that what is removed below has no place in the tail
  const auto last =
      tx.one<std::optional<std::int64_t>>(
            "SELECT MAX(event_id) FROM (SELECT event_id FROM event WHERE at < ? ORDER BY event_id LIMIT ?) AS old",
            before, limit)
          .value();
  if (!last) return 0;
  // User by user along the primary key; a plain DISTINCT would read the whole table.
  auto user_id = tx.one<UserId>("SELECT user_id FROM user_event ORDER BY user_id LIMIT 1");
  while (user_id) {
    const Pts first_kept =
        tx.one<Pts>("SELECT pts FROM user_event WHERE user_id = ? AND event_id > ? ORDER BY pts LIMIT 1", *user_id,
                    *last)
            .value_or(newest_folded(tx, *user_id));
    tx.run("DELETE FROM user_event WHERE user_id = ? AND pts < ?", *user_id, first_kept);
    user_id = tx.one<UserId>("SELECT user_id FROM user_event WHERE user_id > ? ORDER BY user_id LIMIT 1", *user_id);
  }
  return tx.run("DELETE FROM event WHERE event_id <= ?", *last);
}

}  // namespace ling::event_log
