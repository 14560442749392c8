// What people are told of friend requests and of each other. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/people.hpp"
#include "storage/tx.hpp"

namespace ling::request_news {

/// What one of the two sees of a request: a refusal stays with the one who refused.
FriendRequest seen_by(UserId user_id, FriendRequest request);
void tell(Tx& tx, UserId user_id, const FriendRequest& request);
/// The user's snapshot now names the other.
void introduce(Tx& tx, UserId user_id, UserId other);

}  // namespace ling::request_news
