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

ModelConversation* Model::group_led_by(UserId me, ConversationId conversation_id) {
  ModelConversation* group = group_of(me, conversation_id);
  return group != nullptr && group->members[me].role != member ? group : nullptr;
}

ModelConversation* Model::group_governed(UserId me, ConversationId conversation_id, UserId other) {
  ModelConversation* group = group_of(me, conversation_id);
  if (group == nullptr || !group->members.contains(other)) return nullptr;
  return is_above(group->members[me].role, group->members[other].role) ? group : nullptr;
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
  for (const auto& [user_id, one] : group->members)
    describe_member(user_id, one, answer.members[i++]);
  return {};
}

Model::Outcome Model::run(UserId me, const InviteToGroup& command, Done&) {
  ModelConversation* group = group_opened_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  if (command.user_ids.empty()) return ErrorCode::bad_request;
  std::set<UserId> newcomers;
  for (const UserId other : command.user_ids) {
    if (!are_friends(me, other)) return ErrorCode::not_friends;
    if (!group->members.contains(other)) newcomers.insert(other);
  }
  const bool asks = group->members[me].role == member && group->rules.joining == GroupJoining::approval;
  for (const UserId newcomer : newcomers) {
    if (asks) {
      ask_to_come_in(*group, newcomer, me, {});
    } else {
      come_in(*group, newcomer);
      settle(*group, newcomer, me);
    }
  }
  if (!newcomers.empty() && !asks) say(command.conversation_id, me, NoticeKind::members_invited);
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
  if (group_governed(me, command.conversation_id, command.user_id) == nullptr) return ErrorCode::not_found;
  take_out(command.conversation_id, command.user_id);
  say(command.conversation_id, me, NoticeKind::member_removed);
  return {};
}

Model::Outcome Model::run(UserId me, const RenameGroup& command, Done&) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
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

Model::Outcome Model::run(UserId me, const DescribeGroup& command, Done&) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  if (group->description == command.description) return {};
  group->description = command.description;
  say(command.conversation_id, me, NoticeKind::group_described);
  return {};
}

Model::Outcome Model::run(UserId me, const SetGroupNickname& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  group->members[me].nickname = command.nickname;
  return {};
}

void Model::take_out(ConversationId conversation_id, UserId user_id) {
  ModelConversation& group = conversations_.at(conversation_id);
  const Milliseconds until = group.members[user_id].muted_until;
  if (until > now_) group.absent_mutes[user_id] = until;
  group.members.erase(user_id);
  left_.emplace_back(user_id, conversation_id);
}

}  // namespace ling::histories
