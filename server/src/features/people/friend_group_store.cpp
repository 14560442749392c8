#include "features/people/friend_group_store.hpp"

namespace ling::friend_group_store {

std::vector<FriendGroup> of_user(Tx& tx, UserId user_id) {
  return tx.all<FriendGroup>(
      "SELECT friend_group_id, name FROM friend_group WHERE user_id = ? ORDER BY place, friend_group_id", user_id);
}

bool is_of(Tx& tx, FriendGroupId friend_group_id, UserId user_id) {
  return tx.one<int>("SELECT 1 FROM friend_group WHERE friend_group_id = ? AND user_id = ?", friend_group_id, user_id)
      .has_value();
}

FriendGroupId add(Tx& tx, UserId user_id, std::string_view name) {
  return {
      tx.insert("INSERT INTO friend_group (user_id, name, place) "
                "SELECT ?, ?, COALESCE(MAX(place) + 1, 0) FROM friend_group WHERE user_id = ?",
                user_id, name, user_id)};
}

void rename(Tx& tx, FriendGroupId friend_group_id, std::string_view name) {
  tx.run("UPDATE friend_group SET name = ? WHERE friend_group_id = ?", name, friend_group_id);
}

void set_place(Tx& tx, FriendGroupId friend_group_id, int place) {
  tx.run("UPDATE friend_group SET place = ? WHERE friend_group_id = ?", place, friend_group_id);
}

void remove(Tx& tx, FriendGroupId friend_group_id) {
  tx.run("DELETE FROM friend_group WHERE friend_group_id = ?", friend_group_id);
}

std::vector<UserId> friends_in(Tx& tx, UserId user_id, FriendGroupId friend_group_id) {
  return tx.all<UserId>(
      "SELECT friend_id FROM friend WHERE user_id = ? AND friend_group_id = ? AND removed = 0 ORDER BY friend_id",
      user_id, friend_group_id);
}

void put_friend(Tx& tx, UserId user_id, UserId friend_id, FriendGroupId friend_group_id) {
  tx.run("UPDATE friend SET friend_group_id = ? WHERE user_id = ? AND friend_id = ?", friend_group_id, user_id,
         friend_id);
}

void empty(Tx& tx, UserId user_id, FriendGroupId friend_group_id) {
  tx.run("UPDATE friend SET friend_group_id = 0 WHERE user_id = ? AND friend_group_id = ?", user_id, friend_group_id);
  tx.run("UPDATE friend_request SET friend_group_id = 0 WHERE from_user_id = ? AND friend_group_id = ?", user_id,
         friend_group_id);
}

}  // namespace ling::friend_group_store
