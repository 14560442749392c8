#include "features/chat/group_conversation_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/conversation_store.hpp"
#include "features/chat/message_service.hpp"
#include "features/chat/message_store.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

namespace ling::group_conversation_service {
namespace {

void tell_changed(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& members) {
  const auto row = conversation_store::conversation(tx, conversation_id).value();
  emit(tx, members, GroupChanged{conversation_id, Group{row.name, row.owner_id.value(), row.member_count}});
}

}  // namespace

ConversationId open(Tx& tx, const std::string& name, UserId owner_id, const std::vector<UserId>& others) {
  const ConversationId conversation_id = conversation_store::add_group(tx, name, owner_id);
  conversation_store::add_member(tx, conversation_id, owner_id, GroupRole::owner);
  for (const UserId user_id : others)
    conversation_store::add_member(tx, conversation_id, user_id, GroupRole::member);
  for (const UserId user_id : conversation_store::member_ids(tx, conversation_id))
    emit(tx, user_id, ConversationChanged{ConversationService::view(tx, conversation_id, user_id)});

  say(tx, conversation_id, owner_id, NoticeKind::group_created, fmt::format("{} 创建了群聊。", name_of(tx, owner_id)));
  return conversation_id;
}

std::optional<UserId> owner_seen_by(Tx& tx, ConversationId conversation_id, UserId user_id) {
  if (!conversation_store::member(tx, conversation_id, user_id)) return std::nullopt;
  return conversation_store::conversation(tx, conversation_id).value().owner_id;
}

std::optional<GroupRole> role_of(Tx& tx, ConversationId conversation_id, UserId user_id) {
  if (!owner_seen_by(tx, conversation_id, user_id)) return std::nullopt;
  return conversation_store::group_member(tx, conversation_id, user_id).value().role;
}

int member_count(Tx& tx, ConversationId conversation_id) {
  return conversation_store::conversation(tx, conversation_id).value().member_count;
}

int admin_count(Tx& tx, ConversationId conversation_id) {
  return conversation_store::count_role(tx, conversation_id, GroupRole::admin);
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
  tell_changed(tx, conversation_id, conversation_store::member_ids(tx, conversation_id));
}

void remove_everybody(Tx& tx, ConversationId conversation_id) {
  const std::vector<UserId> members = conversation_store::member_ids(tx, conversation_id);
  conversation_store::remove_members(tx, conversation_id);
  emit(tx, members, ConversationRemoved{conversation_id});
}

void rename(Tx& tx, ConversationId conversation_id, const std::string& name) {
  conversation_store::set_name(tx, conversation_id, name);
  tell_changed(tx, conversation_id, conversation_store::member_ids(tx, conversation_id));
}

void add(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& newcomers) {
  const std::vector<UserId> before = conversation_store::member_ids(tx, conversation_id);
  const Seq newest = message_store::newest_seq(tx, conversation_id);
  for (const UserId user_id : newcomers) {
    conversation_store::add_member(tx, conversation_id, user_id, GroupRole::member);
    conversation_store::set_marks(tx, conversation_id, user_id, newest, newest, /*marked_unread=*/false);
  }
  for (const UserId user_id : newcomers)
    emit(tx, user_id, ConversationChanged{ConversationService::view(tx, conversation_id, user_id)});
  tell_changed(tx, conversation_id, before);
}

void set_role(Tx& tx, ConversationId conversation_id, UserId user_id, GroupRole role) {
  conversation_store::set_role(tx, conversation_id, user_id, role);
}

void set_owner(Tx& tx, ConversationId conversation_id, UserId owner_id) {
  const UserId before = conversation_store::conversation(tx, conversation_id).value().owner_id.value();
  conversation_store::set_role(tx, conversation_id, before, GroupRole::member);
  conversation_store::set_role(tx, conversation_id, owner_id, GroupRole::owner);
  conversation_store::set_owner(tx, conversation_id, owner_id);
  tell_changed(tx, conversation_id, conversation_store::member_ids(tx, conversation_id));
}

void say(Tx& tx, ConversationId conversation_id, UserId user_id, NoticeKind kind, const std::string& text) {
  // No client may send a ':', so this client_id is never taken; the seq makes it new for every line.
  const Seq seq = message_store::newest_seq(tx, conversation_id) + 1;
  MessageService::store(tx, {.conversation_id = conversation_id,
                             .sender_id = user_id,
                             .client_id = fmt::format("group:{}:{}", conversation_id.value, seq),
                             .kind = MessageKind::notice,
                             .text = text,
                             .notice = kind});
}

std::string name_of(Tx& tx, UserId user_id) {
  const User user = user_directory::user(tx, user_id).value();
  return user.nickname.empty() ? user.account : user.nickname;
}

}  // namespace ling::group_conversation_service
