#include "features/chat/group_conversation_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/conversation_store.hpp"
#include "features/chat/message_service.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

namespace ling::group_conversation_service {

ConversationId open(Tx& tx, const std::string& name, UserId owner_id, const std::vector<UserId>& others) {
  const ConversationId conversation_id = conversation_store::add_group(tx, name, owner_id);
  conversation_store::add_member(tx, conversation_id, owner_id, GroupRole::owner);
  for (const UserId user_id : others)
    conversation_store::add_member(tx, conversation_id, user_id, GroupRole::member);
  for (const UserId user_id : conversation_store::member_ids(tx, conversation_id))
    emit(tx, user_id, ConversationChanged{ConversationService::view(tx, conversation_id, user_id)});

  const User owner = user_directory::user(tx, owner_id).value();
  // No client may send a ':', so this client_id is never taken.
  MessageService::store(
      tx, {.conversation_id = conversation_id,
           .sender_id = owner_id,
           .client_id = fmt::format("group:{}", conversation_id.value),
           .kind = MessageKind::notice,
           .text = fmt::format("{} 创建了群聊。", owner.nickname.empty() ? owner.account : owner.nickname),
           .notice = NoticeKind::group_created});
  return conversation_id;
}

std::optional<UserId> owner_seen_by(Tx& tx, ConversationId conversation_id, UserId user_id) {
  if (!conversation_store::member(tx, conversation_id, user_id)) return std::nullopt;
  return conversation_store::conversation(tx, conversation_id).value().owner_id;
}

std::vector<GroupMember> members_after(Tx& tx, ConversationId conversation_id, UserId after, int limit) {
  std::vector<GroupMember> members;
  for (const auto& row : conversation_store::members_after(tx, conversation_id, after, limit))
    members.push_back({user_directory::user(tx, row.user_id).value(), row.role, row.joined_at});
  return members;
}

void remove(Tx& tx, ConversationId conversation_id, UserId user_id) {
  conversation_store::remove_member(tx, conversation_id, user_id);
  emit(tx, user_id, ConversationRemoved{conversation_id});
  const auto row = conversation_store::conversation(tx, conversation_id).value();
  emit(tx, conversation_store::member_ids(tx, conversation_id),
       GroupChanged{conversation_id, Group{row.name, row.owner_id.value(), row.member_count}});
}

void remove_everybody(Tx& tx, ConversationId conversation_id) {
  const std::vector<UserId> members = conversation_store::member_ids(tx, conversation_id);
  conversation_store::remove_members(tx, conversation_id);
  emit(tx, members, ConversationRemoved{conversation_id});
}

}  // namespace ling::group_conversation_service
