#include "features/group_calls/group_call_store.hpp"

namespace ling::group_call_store {

CallRow add(Tx& tx, CallRow call) {
  call.group_call_id.value = tx.insert(
      "INSERT INTO group_call (conversation_id, started_by, started_at, locked, may_unmute) VALUES (?, ?, ?, ?, ?)",
      call.conversation_id, call.started_by, call.started_at, call.locked, call.may_unmute);
  return call;
}

void update(Tx& tx, const CallRow& call) {
  tx.run("UPDATE group_call SET locked = ?, may_unmute = ? WHERE group_call_id = ?", call.locked, call.may_unmute,
         call.group_call_id);
}

void remove(Tx& tx, GroupCallId group_call_id) {
  tx.run("DELETE FROM group_call_removed WHERE group_call_id = ?", group_call_id);
  tx.run("DELETE FROM grown_call_guest WHERE group_call_id = ?", group_call_id);
  tx.run("DELETE FROM grown_call WHERE group_call_id = ?", group_call_id);
  tx.run("DELETE FROM group_call WHERE group_call_id = ?", group_call_id);
}

std::optional<CallRow> one(Tx& tx, GroupCallId group_call_id) {
  return tx.one<CallRow>(
      "SELECT group_call_id, conversation_id, started_by, started_at, locked, may_unmute FROM group_call "
      "WHERE group_call_id = ?",
      group_call_id);
}

std::optional<CallRow> of_conversation(Tx& tx, ConversationId conversation_id) {
  return tx.one<CallRow>(
      "SELECT group_call_id, conversation_id, started_by, started_at, locked, may_unmute FROM group_call "
      "WHERE conversation_id = ?",
      conversation_id);
}

std::vector<ConversationId> conversations(Tx& tx) {
  return tx.all<ConversationId>("SELECT conversation_id FROM group_call ORDER BY conversation_id");
}

void take_seat(Tx& tx, const SeatRow& seat) {
  tx.run(
      "INSERT INTO group_call_seat (user_id, group_call_id, device_id, endpoint, joined_at, host, microphone, camera, "
      "screen, hand_raised_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      seat.user_id, seat.group_call_id, seat.device_id, seat.endpoint, seat.joined_at, seat.host, seat.microphone,
      seat.camera, seat.screen, seat.hand_raised_at);
}

void update_seat(Tx& tx, const SeatRow& seat) {
  tx.run(
      "UPDATE group_call_seat SET device_id = ?, endpoint = ?, host = ?, microphone = ?, camera = ?, screen = ?, "
      "hand_raised_at = ? WHERE user_id = ?",
      seat.device_id, seat.endpoint, seat.host, seat.microphone, seat.camera, seat.screen, seat.hand_raised_at,
      seat.user_id);
}

void leave_seat(Tx& tx, UserId user_id) {
  tx.run("DELETE FROM group_call_seat WHERE user_id = ?", user_id);
}

std::optional<SeatRow> seat(Tx& tx, UserId user_id) {
  return tx.one<SeatRow>(
      "SELECT user_id, group_call_id, device_id, endpoint, joined_at, host, microphone, camera, screen, hand_raised_at "
      "FROM group_call_seat WHERE user_id = ?",
      user_id);
}

std::vector<SeatRow> seats(Tx& tx, GroupCallId group_call_id) {
  return tx.all<SeatRow>(
      "SELECT user_id, group_call_id, device_id, endpoint, joined_at, host, microphone, camera, screen, hand_raised_at "
      "FROM group_call_seat WHERE group_call_id = ? ORDER BY joined_at, user_id",
      group_call_id);
}

std::vector<SeatRow> all_seats(Tx& tx) {
  return tx.all<SeatRow>(
      "SELECT user_id, group_call_id, device_id, endpoint, joined_at, host, microphone, camera, screen, hand_raised_at "
      "FROM group_call_seat ORDER BY user_id");
}

void keep_out(Tx& tx, GroupCallId group_call_id, UserId user_id) {
  tx.run("INSERT INTO group_call_removed (group_call_id, user_id) VALUES (?, ?)", group_call_id, user_id);
}

bool is_kept_out(Tx& tx, GroupCallId group_call_id, UserId user_id) {
  return tx.one<int>("SELECT 1 FROM group_call_removed WHERE group_call_id = ? AND user_id = ?", group_call_id, user_id)
      .has_value();
}

void add_origin(Tx& tx, const Origin& origin) {
  tx.run("INSERT INTO grown_call (group_call_id, conversation_id, media) VALUES (?, ?, ?)", origin.group_call_id,
         origin.conversation_id, origin.media);
}

std::optional<Origin> origin(Tx& tx, GroupCallId group_call_id) {
  return tx.one<Origin>("SELECT group_call_id, conversation_id, media FROM grown_call WHERE group_call_id = ?",
                        group_call_id);
}

void add_guest(Tx& tx, GroupCallId group_call_id, UserId user_id) {
  if (is_guest(tx, group_call_id, user_id)) return;
  tx.run("INSERT INTO grown_call_guest (group_call_id, user_id) VALUES (?, ?)", group_call_id, user_id);
}

bool is_guest(Tx& tx, GroupCallId group_call_id, UserId user_id) {
  return tx.one<int>("SELECT 1 FROM grown_call_guest WHERE group_call_id = ? AND user_id = ?", group_call_id, user_id)
      .has_value();
}

int guest_count(Tx& tx, GroupCallId group_call_id) {
  return tx.one<int>("SELECT COUNT(*) FROM grown_call_guest WHERE group_call_id = ?", group_call_id).value_or(0);
}

}  // namespace ling::group_call_store
