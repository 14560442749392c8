#include "features/groups/join_request_store.hpp"

namespace ling::join_request_store {

void add(Tx& tx, const Row& row) {
  tx.run(
      "INSERT INTO group_join_request (conversation_id, user_id, inviter_id, reason, state, asked_at, expires_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      row.conversation_id, row.user_id, row.inviter_id, row.reason, JoinState::waiting, tx.now(), row.expires_at);
}

std::optional<Row> waiting(Tx& tx, ConversationId conversation_id, UserId user_id) {
  return tx.one<Row>(
      "SELECT request_id, conversation_id, user_id, inviter_id, reason, state, decider_id, asked_at, expires_at "
      "FROM group_join_request WHERE conversation_id = ? AND user_id = ? AND state = ? AND expires_at > ?",
      conversation_id, user_id, JoinState::waiting, tx.now());
}

std::optional<Row> one(Tx& tx, ConversationId conversation_id, JoinRequestId request_id) {
  return tx.one<Row>(
      "SELECT request_id, conversation_id, user_id, inviter_id, reason, state, decider_id, asked_at, expires_at "
      "FROM group_join_request WHERE request_id = ? AND conversation_id = ?",
      request_id, conversation_id);
}

std::vector<Row> of_group(Tx& tx, ConversationId conversation_id, int limit) {
  return tx.all<Row>(
      "SELECT request_id, conversation_id, user_id, inviter_id, reason, state, decider_id, asked_at, expires_at "
      "FROM group_join_request WHERE conversation_id = ? ORDER BY request_id DESC LIMIT ?",
      conversation_id, limit);
}

int count_waiting(Tx& tx, ConversationId conversation_id) {
  return tx
      .one<int>("SELECT COUNT(*) FROM group_join_request WHERE conversation_id = ? AND state = ?", conversation_id,
                JoinState::waiting)
      .value();
}

std::vector<ConversationId> with_expired(Tx& tx, int limit) {
  return tx.all<ConversationId>(
      "SELECT DISTINCT conversation_id FROM group_join_request WHERE state = ? AND expires_at <= ? LIMIT ?",
      JoinState::waiting, tx.now(), limit);
}

void expire(Tx& tx, ConversationId conversation_id) {
  tx.run("UPDATE group_join_request SET state = ? WHERE conversation_id = ? AND state = ? AND expires_at <= ?",
         JoinState::expired, conversation_id, JoinState::waiting, tx.now());
}

void set_reason(Tx& tx, JoinRequestId request_id, std::string_view reason) {
  tx.run("UPDATE group_join_request SET reason = ? WHERE request_id = ?", reason, request_id);
}

void decide(Tx& tx, JoinRequestId request_id, JoinState state, UserId decider_id) {
  tx.run("UPDATE group_join_request SET state = ?, decider_id = ? WHERE request_id = ?", state, decider_id, request_id);
}

}  // namespace ling::join_request_store
