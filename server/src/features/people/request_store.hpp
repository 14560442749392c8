// All SQL on friend requests. Functions take the transaction they run in.
//
// A withheld request came from somebody whom the asked one has blocked: the asker sees it wait, the asked one never
// sees it, unless they unblock the asker in time.
#pragma once

#include "features/people/friend_store.hpp"
#include "ling/protocol/people.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <vector>

namespace ling::request_store {

/// As many as a snapshot holds.
inline constexpr int most_listed = 100;

RequestId add(Tx& tx, const FriendRequest& request, const friend_store::Wish& wish, bool withheld);
/// One that is not withheld.
std::optional<FriendRequest> one(Tx& tx, RequestId request_id);
/// The newest request from one user to another, withheld or not.
std::optional<FriendRequest> newest(Tx& tx, UserId from, UserId to);
/// What the asker wants to keep about the new friend.
friend_store::Wish wish_of(Tx& tx, RequestId request_id);
int count_since(Tx& tx, UserId from, Milliseconds since);
/// A decided request is no longer withheld.
void decide(Tx& tx, RequestId request_id, RequestState state);
void expire(Tx& tx, RequestId request_id);
bool is_withheld(Tx& tx, RequestId request_id);
void hand_over(Tx& tx, RequestId request_id);
/// From the user, or to the user and not withheld; newest first, as many as a snapshot holds.
std::vector<FriendRequest> listed(Tx& tx, UserId user_id);

}  // namespace ling::request_store
