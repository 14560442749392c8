// All SQL on friends. Functions take the transaction they run in.
//
// A friendship is two rows, one for what each side keeps. A row stays for ever: whoever removes a friend only stops
// counting them, so both go on knowing each other through the conversation they had.
#pragma once

#include "ling/protocol/people.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling::friend_store {

/// Both count each other, and neither has blocked the other.
bool are_friends(Tx& tx, UserId a, UserId b);
/// Whether the first counts the second as a friend, whatever the second does.
bool counts(Tx& tx, UserId user_id, UserId friend_id);
/// Whom the user counts, ascending.
std::vector<Friend> friends(Tx& tx, UserId user_id);
std::vector<UserId> friend_ids(Tx& tx, UserId user_id);
/// Those of them with whom `are_friends` holds, ascending.
std::vector<UserId> mutual_ids(Tx& tx, UserId user_id);
/// What `user_id` keeps about a friend; nothing if they do not count them.
std::optional<Friend> one_friend(Tx& tx, UserId user_id, UserId friend_id);
void configure(Tx& tx, UserId user_id, const Friend& changed);

/// What somebody wants to keep about a friend from the first moment on.
struct Wish {
  std::string remark;
  FriendGroupId friend_group_id;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (remark, friend_group_id))

/// `user_id` counts `friend_id` from now on. An empty remark leaves the one that was kept from an earlier time.
Friend count(Tx& tx, UserId user_id, UserId friend_id, const Wish& wish);
/// `user_id` counts `friend_id` no longer.
void remove(Tx& tx, UserId user_id, UserId friend_id);

/// Friends now or once, whom the user blocked, and everybody their listed requests went to or came from, ascending.
std::vector<UserId> named_to(Tx& tx, UserId user_id);
/// The other way round: everybody to whom the user is named, ascending.
std::vector<UserId> naming(Tx& tx, UserId user_id);

}  // namespace ling::friend_store
