#include "features/people/friend_store.hpp"

namespace ling::friend_store {
namespace {

constexpr int requests_in_snapshot = 100;

}  // namespace

bool are_friends(Tx& tx, UserId a, UserId b) {
  return tx.one<int>("SELECT 1 FROM friend WHERE user_id = ? AND friend_id = ?", a, b).has_value();
}

std::vector<Friend> friends(Tx& tx, UserId user_id) {
  return tx.all<Friend>(
      "SELECT friend_id, since, remark, starred, friend_group_id FROM friend WHERE user_id = ? ORDER BY friend_id",
      user_id);
}

std::vector<UserId> friend_ids(Tx& tx, UserId user_id) {
  return tx.all<UserId>("SELECT friend_id FROM friend WHERE user_id = ?", user_id);
}

std::optional<Friend> one_friend(Tx& tx, UserId user_id, UserId friend_id) {
  return tx.one<Friend>(
      "SELECT friend_id, since, remark, starred, friend_group_id FROM friend WHERE user_id = ? AND friend_id = ?",
      user_id, friend_id);
}

void configure(Tx& tx, UserId user_id, const Friend& changed) {
  tx.run("UPDATE friend SET remark = ?, starred = ? WHERE user_id = ? AND friend_id = ?", changed.remark,
         changed.starred, user_id, changed.user_id);
}

void add_friends(Tx& tx, UserId a, UserId b) {
  tx.run("INSERT INTO friend (user_id, friend_id, since) VALUES (?, ?, ?)", a, b, tx.now());
  tx.run("INSERT INTO friend (user_id, friend_id, since) VALUES (?, ?, ?)", b, a, tx.now());
}

RequestId add_request(Tx& tx, const FriendRequest& request) {
  return {
      tx.insert("INSERT INTO friend_request (from_user_id, to_user_id, message, state, created_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                request.from_user_id, request.to_user_id, request.message, request.state, request.created_at,
                request.expires_at)};
}

std::optional<FriendRequest> request(Tx& tx, RequestId request_id) {
  return tx.one<FriendRequest>(
      "SELECT request_id, from_user_id, to_user_id, message, state, created_at, expires_at FROM friend_request "
      "WHERE request_id = ?",
      request_id);
}

std::optional<FriendRequest> newest_request(Tx& tx, UserId from, UserId to) {
  return tx.one<FriendRequest>(
      "SELECT request_id, from_user_id, to_user_id, message, state, created_at, expires_at FROM friend_request "
      "WHERE from_user_id = ? AND to_user_id = ? ORDER BY request_id DESC LIMIT 1",
      from, to);
}

int requests_since(Tx& tx, UserId from, Milliseconds since) {
  return tx.one<int>("SELECT COUNT(*) FROM friend_request WHERE from_user_id = ? AND created_at > ?", from, since)
      .value();
}

void decide(Tx& tx, RequestId request_id, RequestState state) {
  tx.run("UPDATE friend_request SET state = ? WHERE request_id = ?", state, request_id);
}

std::vector<FriendRequest> requests(Tx& tx, UserId user_id) {
  return tx.all<FriendRequest>(
      "SELECT request_id, from_user_id, to_user_id, message, state, created_at, expires_at FROM friend_request "
      "WHERE from_user_id = ? OR to_user_id = ? ORDER BY request_id DESC LIMIT ?",
      user_id, user_id, requests_in_snapshot);
}

std::vector<UserId> named_to(Tx& tx, UserId user_id) {
  return tx.all<UserId>(
      "SELECT friend_id FROM friend WHERE user_id = ? "
      "UNION SELECT CASE WHEN from_user_id = ? THEN to_user_id ELSE from_user_id END FROM "
      "(SELECT from_user_id, to_user_id FROM friend_request WHERE from_user_id = ? OR to_user_id = ? "
      "ORDER BY request_id DESC LIMIT ?) AS newest ORDER BY 1",
      user_id, user_id, user_id, user_id, requests_in_snapshot);
}

std::vector<UserId> naming(Tx& tx, UserId user_id) {
  return tx.all<UserId>(
      "SELECT friend_id FROM friend WHERE user_id = ? UNION SELECT mine.other_id FROM "
      "(SELECT request_id, CASE WHEN from_user_id = ? THEN to_user_id ELSE from_user_id END AS other_id "
      "FROM friend_request WHERE from_user_id = ? OR to_user_id = ?) AS mine "
      "WHERE (SELECT COUNT(*) FROM friend_request newer WHERE newer.request_id > mine.request_id "
      "AND (newer.from_user_id = mine.other_id OR newer.to_user_id = mine.other_id)) < ? ORDER BY 1",
      user_id, user_id, user_id, user_id, requests_in_snapshot);
}

}  // namespace ling::friend_store
