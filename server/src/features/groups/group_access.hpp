// Looks up who somebody is in a group and asks group_rights whether they may. Forbidden and unknown are both "nothing".
#pragma once

#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_rights.hpp"
#include "storage/tx.hpp"

#include <optional>

namespace ling::group_access {

constexpr int largest_group = 2000;

/// The user's seat where they may bring people in.
std::optional<GroupSeat> seat_to_bring(Tx& tx, UserId user_id, ConversationId conversation_id);
/// The user's seat where they may do it.
std::optional<GroupSeat> seat_for(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act);
/// The seat of another member to whom the user may do it; nothing when either is not in the group.
std::optional<GroupSeat> target_for(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act, UserId other);

}  // namespace ling::group_access
