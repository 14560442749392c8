// The event log: appends events to users' streams inside a transaction and reads them back for clients that were away.
// Owned by whichever transaction is running; holds no state.
//
// An event is one row, with its audience; the newest ones are the tail. From time to time the tail is folded into
// user_event, in which each user finds theirs. Readers look into both.
#pragma once

#include "foundation/delivery.hpp"
#include "storage/tx.hpp"

#include <span>
#include <vector>

namespace ling {

namespace event_log {

/// Appends one encoded event to the stream of each user, once each, and has it delivered after the commit.
void append(Tx& tx, std::span<const UserId> audience, const FrameBody& body);

/// Moves the places of the tail into user_event.
void fold(Tx& tx);

/// Newest pts of a user; 0 = no event yet.
Pts newest(Tx& tx, UserId user_id);
struct Entry {
  Pts pts = 0;
  std::string body;  ///< As in FrameBody.
};
BOOST_DESCRIBE_STRUCT(Entry, (), (pts, body))

/// Events after a pts, ascending, at most `limit`. When the first is not after + 1, the log no longer reaches back that far.
std::vector<Entry> read(Tx& tx, UserId user_id, Pts after, int limit);

/// Folds, then removes events older than `before`, at most `limit` of them. The place of every user's newest event stays, so that
/// no pts is ever given twice. Returns how many went.
std::int64_t prune(Tx& tx, Milliseconds before, int limit);

}  // namespace event_log

/// Tells users of an event, as part of this transaction.
template <class Event>
void emit(Tx& tx, std::span<const UserId> audience, const Event& event) {
  static_assert(Event::event.durability == Durability::durable);
  event_log::append(tx, audience, frame_body(event));
}
template <class Event>
void emit(Tx& tx, UserId user_id, const Event& event) {
  emit(tx, std::span<const UserId>(&user_id, 1), event);
}

}  // namespace ling
