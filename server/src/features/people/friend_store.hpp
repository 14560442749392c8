// All SQL on friends and friend requests.
#pragma once

#include "ling/protocol/people.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <vector>

namespace ling::friend_store {

bool are_friends(Tx& tx, UserId a, UserId b);
std::vector<Friend> friends(Tx& tx, UserId user_id);
std::vector<UserId> friend_ids(Tx& tx, UserId user_id);
/// What `user_id` keeps about a friend; nothing if they are none.
std::optional<Friend> one_friend(Tx& tx, UserId user_id, UserId friend_id);
void configure(Tx& tx, UserId user_id, const Friend& changed);
/// Both directions.
void add_friends(Tx& tx, UserId a, UserId b);

RequestId add_request(Tx& tx, const FriendRequest& request);
std::optional<FriendRequest> request(Tx& tx, RequestId request_id);
/// The newest request from one user to another.
std::optional<FriendRequest> newest_request(Tx& tx, UserId from, UserId to);
int requests_since(Tx& tx, UserId from, Milliseconds since);
void decide(Tx& tx, RequestId request_id, RequestState state);
/// From or to the user, newest first, as many as a snapshot holds.
std::vector<FriendRequest> requests(Tx& tx, UserId user_id);

/// Friends, and everybody those requests went to or came from, ascending.
std::vector<UserId> named_to(Tx& tx, UserId user_id);
/// The other way round: everybody to whom the user is named, ascending.
std::vector<UserId> naming(Tx& tx, UserId user_id);

}  // namespace ling::friend_store
