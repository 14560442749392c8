#include "storage/event_log.hpp"

namespace ling::event_log {

void append(Tx& tx, std::span<const UserId> audience, const FrameBody& body) {
  if (audience.empty()) return;
  const auto event_id = tx.insert("INSERT INTO event (at, body) VALUES (?, ?)", tx.now(), *body);
  for (const UserId user_id : audience) {
    const Pts pts = newest(tx, user_id) + 1;
    tx.run("INSERT INTO user_event (user_id, pts, event_id) VALUES (?, ?, ?)", user_id, pts, event_id);
    tx.deliver({user_id, pts, body});
  }
}

Pts newest(Tx& tx, UserId user_id) {
  return tx.one<Pts>("SELECT pts FROM user_event WHERE user_id = ? ORDER BY pts DESC LIMIT 1", user_id).value_or(0);
}

std::vector<Entry> read(Tx& tx, UserId user_id, Pts after, int limit) {
  return tx.all<Entry>(
      "SELECT u.pts, e.body FROM user_event u JOIN event e ON e.event_id = u.event_id "
      "WHERE u.user_id = ? AND u.pts > ? ORDER BY u.pts LIMIT ?",
      user_id, after, limit);
}

std::int64_t prune(Tx& tx, Milliseconds before, int limit) {
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
            .value_or(newest(tx, *user_id));
    tx.run("DELETE FROM user_event WHERE user_id = ? AND pts < ?", *user_id, first_kept);
    user_id = tx.one<UserId>("SELECT user_id FROM user_event WHERE user_id > ? ORDER BY user_id LIMIT 1", *user_id);
  }
  return tx.run("DELETE FROM event WHERE event_id <= ?", *last);
}

}  // namespace ling::event_log
