#include "features/people/friend_store.hpp"

#include "features/people/request_store.hpp"

namespace ling::friend_store {

bool are_friends(Tx& tx, UserId a, UserId b) {
  return tx
      .one<int>(
          "SELECT 1 FROM friend WHERE user_id = ? AND friend_id = ? AND removed = 0 "
          "AND EXISTS (SELECT 1 FROM friend theirs WHERE theirs.user_id = ? AND theirs.friend_id = ? "
          "AND theirs.removed = 0) "
          "AND NOT EXISTS (SELECT 1 FROM block WHERE block.user_id = ? AND block.blocked_id = ?) "
          "AND NOT EXISTS (SELECT 1 FROM block WHERE block.user_id = ? AND block.blocked_id = ?)",
          a, b, b, a, a, b, b, a)
      .has_value();
}

bool counts(Tx& tx, UserId user_id, UserId friend_id) {
  return tx.one<int>("SELECT 1 FROM friend WHERE user_id = ? AND friend_id = ? AND removed = 0", user_id, friend_id)
      .has_value();
}

std::vector<Friend> friends(Tx& tx, UserId user_id) {
  return tx.all<Friend>(
      "SELECT friend_id, since, remark, starred, friend_group_id FROM friend WHERE user_id = ? AND removed = 0 "
      "ORDER BY friend_id",
      user_id);
}

std::vector<UserId> friend_ids(Tx& tx, UserId user_id) {
  return tx.all<UserId>("SELECT friend_id FROM friend WHERE user_id = ? AND removed = 0 ORDER BY friend_id", user_id);
}

std::vector<UserId> mutual_ids(Tx& tx, UserId user_id) {
  return tx.all<UserId>(
      "SELECT mine.friend_id FROM friend mine "
      "JOIN friend theirs ON theirs.user_id = mine.friend_id AND theirs.friend_id = mine.user_id "
      "WHERE mine.user_id = ? AND mine.removed = 0 AND theirs.removed = 0 "
      "AND NOT EXISTS (SELECT 1 FROM block WHERE block.user_id = mine.user_id AND block.blocked_id = mine.friend_id) "
      "AND NOT EXISTS (SELECT 1 FROM block WHERE block.user_id = mine.friend_id AND block.blocked_id = mine.user_id) "
      "ORDER BY mine.friend_id",
      user_id);
}

std::optional<Friend> one_friend(Tx& tx, UserId user_id, UserId friend_id) {
  return tx.one<Friend>(
      "SELECT friend_id, since, remark, starred, friend_group_id FROM friend "
      "WHERE user_id = ? AND friend_id = ? AND removed = 0",
      user_id, friend_id);
}

void configure(Tx& tx, UserId user_id, const Friend& changed) {
  tx.run("UPDATE friend SET remark = ?, starred = ? WHERE user_id = ? AND friend_id = ?", changed.remark,
         changed.starred, user_id, changed.user_id);
}

Friend count(Tx& tx, UserId user_id, UserId friend_id, const Wish& wish) {
  const auto again = tx.run(
      "UPDATE friend SET removed = 0, since = ?, starred = 0, friend_group_id = ?, "
      "remark = CASE WHEN ? = '' THEN remark ELSE ? END WHERE user_id = ? AND friend_id = ?",
      tx.now(), wish.friend_group_id, wish.remark, wish.remark, user_id, friend_id);
  if (again == 0) {
    tx.run("INSERT INTO friend (user_id, friend_id, since, remark, friend_group_id) VALUES (?, ?, ?, ?, ?)", user_id,
           friend_id, tx.now(), wish.remark, wish.friend_group_id);
  }
  return one_friend(tx, user_id, friend_id).value();
}

void remove(Tx& tx, UserId user_id, UserId friend_id) {
  tx.run("UPDATE friend SET removed = 1, starred = 0, friend_group_id = 0 WHERE user_id = ? AND friend_id = ?", user_id,
         friend_id);
}

std::vector<UserId> named_to(Tx& tx, UserId user_id) {
  return tx.all<UserId>(
      "SELECT friend_id FROM friend WHERE user_id = ? UNION SELECT blocked_id FROM block WHERE user_id = ? "
      "UNION SELECT CASE WHEN from_user_id = ? THEN to_user_id ELSE from_user_id END FROM "
      "(SELECT from_user_id, to_user_id FROM friend_request WHERE from_user_id = ? OR (to_user_id = ? AND withheld = 0) "
      "ORDER BY request_id DESC LIMIT ?) AS newest ORDER BY 1",
      user_id, user_id, user_id, user_id, user_id, request_store::most_listed);
}

std::vector<UserId> naming(Tx& tx, UserId user_id) {
  return tx.all<UserId>(
      "SELECT friend_id FROM friend WHERE user_id = ? UNION SELECT user_id FROM block WHERE blocked_id = ? "
      "UNION SELECT mine.other_id FROM "
      "(SELECT request_id, to_user_id AS other_id FROM friend_request WHERE from_user_id = ? AND withheld = 0 "
      "UNION ALL SELECT request_id, from_user_id FROM friend_request WHERE to_user_id = ?) AS mine "
      "WHERE (SELECT COUNT(*) FROM friend_request newer WHERE newer.request_id > mine.request_id "
      "AND (newer.from_user_id = mine.other_id OR (newer.to_user_id = mine.other_id AND newer.withheld = 0))) < ? "
      "ORDER BY 1",
      user_id, user_id, user_id, user_id, request_store::most_listed);
}

}  // namespace ling::friend_store
