#include "histories/model.hpp"

#include <algorithm>
#include <set>

namespace ling::histories {
namespace {

constexpr auto owner = GroupRole::owner, admin = GroupRole::admin, member = GroupRole::member;

/// Over whom: an owner over everybody else, an admin over members.
bool is_above(GroupRole mine, GroupRole theirs) {
  return theirs != owner && (mine == owner || (mine == admin && theirs == member));
}

}  // namespace

ModelConversation* Model::group_of(UserId me, ConversationId conversation_id) {
  ModelConversation* conversation = conversation_of(me, conversation_id);
  return conversation != nullptr && conversation->kind == ConversationKind::group ? conversation : nullptr;
}

Model::Outcome Model::run(UserId me, const CreateGroup& command, Conversation& answer) {
  const std::set<UserId> others(command.user_ids.begin(), command.user_ids.end());
  if (others.empty()) return ErrorCode::bad_request;
  for (const UserId other : others) {
    if (!are_friends(me, other)) return ErrorCode::not_friends;
  }
  std::vector<UserId> members(others.begin(), others.end());
  members.push_back(me);
  const ConversationId conversation_id = add_conversation(ConversationKind::group, command.name, members);
  conversations_[conversation_id].members[me].role = owner;
  say(conversation_id, me, NoticeKind::group_created);
  describe(me, conversation_id, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const ListGroupMembers& command, GroupMemberPage& answer) {
  const ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  answer.members.resize(group->members.size());
  answer.has_more = false;
  std::size_t i = 0;
  for (const auto& [user_id, one] : group->members) {
    answer.members[i].user.user_id = user_id;
    answer.members[i].role = one.role;
    describe(user_id, answer.members[i].user);
    ++i;
  }
  return {};
}

Model::Outcome Model::run(UserId me, const InviteToGroup& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  if (command.user_ids.empty()) return ErrorCode::bad_request;
  bool anybody = false;
  for (const UserId other : command.user_ids) {
    if (!are_friends(me, other)) return ErrorCode::not_friends;
  }
  for (const UserId other : command.user_ids) {
    const auto [newcomer, fresh] = group->members.try_emplace(other);
    if (!fresh) continue;
    newcomer->second.read_seq = newcomer->second.delivered_seq = static_cast<Seq>(group->messages.size());
    newcomer->second.first_seq = newcomer->second.read_seq + 1;
    anybody = true;
  }
  if (anybody) say(command.conversation_id, me, NoticeKind::members_invited);
  return {};
}

Model::Outcome Model::run(UserId me, const LeaveGroup& command, Done&) {
  const ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  if (group->members.at(me).role == owner) return ErrorCode::owner_stays;
  take_out(command.conversation_id, me);
  return {};
}

Model::Outcome Model::run(UserId me, const RemoveFromGroup& command, Done&) {
  const ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || !group->members.contains(command.user_id)) return ErrorCode::not_found;
  if (!is_above(group->members.at(me).role, group->members.at(command.user_id).role)) return ErrorCode::not_found;
  take_out(command.conversation_id, command.user_id);
  say(command.conversation_id, me, NoticeKind::member_removed);
  return {};
}

Model::Outcome Model::run(UserId me, const RenameGroup& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || group->members[me].role == member) return ErrorCode::not_found;
  if (group->name == command.name) return {};
  group->name = command.name;
  say(command.conversation_id, me, NoticeKind::group_renamed);
  return {};
}

Model::Outcome Model::run(UserId me, const SetGroupAdmin& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || group->members[me].role != owner || command.user_id == me) return ErrorCode::not_found;
  if (!group->members.contains(command.user_id)) return ErrorCode::not_found;
  GroupRole& role = group->members[command.user_id].role;
  const GroupRole wanted = command.admin ? admin : member;
  if (role == wanted) return {};
  role = wanted;
  say(command.conversation_id, me, command.admin ? NoticeKind::admin_named : NoticeKind::admin_dismissed);
  return {};
}

Model::Outcome Model::run(UserId me, const TransferGroup& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || group->members[me].role != owner || command.user_id == me) return ErrorCode::not_found;
  if (!group->members.contains(command.user_id)) return ErrorCode::not_found;
  group->members[me].role = member;
  group->members[command.user_id].role = owner;
  say(command.conversation_id, me, NoticeKind::owner_changed);
  return {};
}

Model::Outcome Model::run(UserId me, const DissolveGroup& command, Done&) {
  const ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || group->members.at(me).role != owner) return ErrorCode::not_found;
  while (!group->members.empty())
    take_out(command.conversation_id, group->members.begin()->first);
  return {};
}

void Model::take_out(ConversationId conversation_id, UserId user_id) {
  conversations_.at(conversation_id).members.erase(user_id);
  left_.emplace_back(user_id, conversation_id);
}

}  // namespace ling::histories
