#include "features/people/request_store.hpp"

namespace ling::request_store {

RequestId add(Tx& tx, const FriendRequest& request, const friend_store::Wish& wish, bool withheld) {
  return {tx.insert(
      "INSERT INTO friend_request (from_user_id, to_user_id, message, question, state, created_at, expires_at, remark, "
      "friend_group_id, withheld) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      request.from_user_id, request.to_user_id, request.message, request.question, request.state, request.created_at,
      request.expires_at, wish.remark, wish.friend_group_id, withheld)};
}

std::optional<FriendRequest> one(Tx& tx, RequestId request_id) {
  return tx.one<FriendRequest>(
      "SELECT request_id, from_user_id, to_user_id, message, question, state, created_at, expires_at "
      "FROM friend_request WHERE request_id = ? AND withheld = 0",
      request_id);
}

std::optional<FriendRequest> newest(Tx& tx, UserId from, UserId to) {
  return tx.one<FriendRequest>(
      "SELECT request_id, from_user_id, to_user_id, message, question, state, created_at, expires_at "
      "FROM friend_request WHERE from_user_id = ? AND to_user_id = ? ORDER BY request_id DESC LIMIT 1",
      from, to);
}

friend_store::Wish wish_of(Tx& tx, RequestId request_id) {
  return tx
      .one<friend_store::Wish>("SELECT remark, friend_group_id FROM friend_request WHERE request_id = ?", request_id)
      .value();
}

int count_since(Tx& tx, UserId from, Milliseconds since) {
  return tx.one<int>("SELECT COUNT(*) FROM friend_request WHERE from_user_id = ? AND created_at > ?", from, since)
      .value();
}

void decide(Tx& tx, RequestId request_id, RequestState state) {
  tx.run("UPDATE friend_request SET state = ?, withheld = 0 WHERE request_id = ?", state, request_id);
}

void expire(Tx& tx, RequestId request_id) {
  tx.run("UPDATE friend_request SET expires_at = ? WHERE request_id = ? AND expires_at > ?", tx.now(), request_id,
         tx.now());
}

bool is_withheld(Tx& tx, RequestId request_id) {
  return tx.one<int>("SELECT 1 FROM friend_request WHERE request_id = ? AND withheld = 1", request_id).has_value();
}

void hand_over(Tx& tx, RequestId request_id) {
  tx.run("UPDATE friend_request SET withheld = 0 WHERE request_id = ?", request_id);
}

std::vector<FriendRequest> listed(Tx& tx, UserId user_id) {
  return tx.all<FriendRequest>(
      "SELECT request_id, from_user_id, to_user_id, message, question, state, created_at, expires_at "
      "FROM friend_request WHERE from_user_id = ? OR (to_user_id = ? AND withheld = 0) ORDER BY request_id DESC LIMIT ?",
      user_id, user_id, most_listed);
}

}  // namespace ling::request_store
