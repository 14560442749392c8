// Conversations of kind group, for the feature that rules over groups. Functions run inside the caller's transaction and
// check no rights; each tells the members what changed for them.
#pragma once

#include "ling/protocol/protocol.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling::group_conversation_service {

/// Opens a group; its first line says who did.
ConversationId open(Tx& tx, const std::string& name, UserId owner_id, const std::vector<UserId>& others);

/// The owner of a group the user is in; nothing for any other conversation.
std::optional<UserId> owner_seen_by(Tx& tx, ConversationId conversation_id, UserId user_id);

/// Members with a greater user_id than `after`, ascending.
std::vector<GroupMember> members_after(Tx& tx, ConversationId conversation_id, UserId after, int limit);

/// From then on the user is told nothing of it and reads nothing.
void remove(Tx& tx, ConversationId conversation_id, UserId user_id);
void remove_everybody(Tx& tx, ConversationId conversation_id);

}  // namespace ling::group_conversation_service
