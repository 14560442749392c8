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

/// The role of a member in a group; nothing for whoever is not in it and for any other conversation.
std::optional<GroupRole> role_of(Tx& tx, ConversationId conversation_id, UserId user_id);
int member_count(Tx& tx, ConversationId conversation_id);
int admin_count(Tx& tx, ConversationId conversation_id);

/// Members with a greater user_id than `after`, ascending.
std::vector<GroupMember> members_after(Tx& tx, ConversationId conversation_id, UserId after, int limit);

/// From then on the user is told nothing of it and reads nothing.
void remove(Tx& tx, ConversationId conversation_id, UserId user_id);
void remove_everybody(Tx& tx, ConversationId conversation_id);

void rename(Tx& tx, ConversationId conversation_id, const std::string& name);
/// Those who are not in it yet; what was written before does not count as unread for them.
void add(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& newcomers);
/// Tells nobody: roles are read with the members.
void set_role(Tx& tx, ConversationId conversation_id, UserId user_id, GroupRole role);
/// The owner until now is a member from then on.
void set_owner(Tx& tx, ConversationId conversation_id, UserId owner_id);

/// A grey line by a member who did something, which `text` says in words.
void say(Tx& tx, ConversationId conversation_id, UserId user_id, NoticeKind kind, const std::string& text);
/// What a user is called in the plain-text form of a line.
std::string name_of(Tx& tx, UserId user_id);

}  // namespace ling::group_conversation_service
