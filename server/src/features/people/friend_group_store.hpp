// All SQL on friend groups. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/people.hpp"
#include "storage/tx.hpp"

#include <string_view>
#include <vector>

namespace ling::friend_group_store {

/// In the user's order.
std::vector<FriendGroup> of_user(Tx& tx, UserId user_id);
bool is_of(Tx& tx, FriendGroupId friend_group_id, UserId user_id);
/// Behind the others.
FriendGroupId add(Tx& tx, UserId user_id, std::string_view name);
void rename(Tx& tx, FriendGroupId friend_group_id, std::string_view name);
void set_place(Tx& tx, FriendGroupId friend_group_id, int place);
void remove(Tx& tx, FriendGroupId friend_group_id);

/// Friends of the user in this friend group, ascending.
std::vector<UserId> friends_in(Tx& tx, UserId user_id, FriendGroupId friend_group_id);
void put_friend(Tx& tx, UserId user_id, UserId friend_id, FriendGroupId friend_group_id);
/// Everybody in it returns to the default one, and so does who is still to come.
void empty(Tx& tx, UserId user_id, FriendGroupId friend_group_id);

}  // namespace ling::friend_group_store
