// How people come into groups, and who may write there.
#include "foundation/json_codec.hpp"
#include "histories/model.hpp"

#include <algorithm>
#include <tuple>

namespace ling::histories {
namespace {

constexpr Milliseconds minute = 60LL * 1000, day = 24 * 60 * minute;
constexpr auto owner = GroupRole::owner, member = GroupRole::member;

}  // namespace

// ---- rules

Model::Outcome Model::run(UserId me, const ConfigureGroup& command, Done&) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  const GroupRules before = group->rules;
  GroupRules& rules = group->rules;
  rules.joining = command.joining.value_or(rules.joining);
  rules.findable = command.findable.value_or(rules.findable);
  rules.history = command.history.value_or(rules.history);
  rules.inviting = command.inviting.value_or(rules.inviting);
  rules.mentioning = command.mentioning.value_or(rules.mentioning);
  rules.calling = command.calling.value_or(rules.calling);
  rules.muted = command.muted.value_or(rules.muted);
  if (rules.muted != before.muted) {
    say(command.conversation_id, me, rules.muted ? NoticeKind::everybody_muted : NoticeKind::everybody_unmuted);
  }
  GroupRules rest = before;
  rest.muted = rules.muted;
  if (json::encode(rest) != json::encode(rules)) say(command.conversation_id, me, NoticeKind::group_configured);
  return {};
}

Model::Outcome Model::run(UserId me, const MuteMember& command, Done&) {
  ModelConversation* group = group_governed(me, command.conversation_id, command.user_id);
  if (group == nullptr) return ErrorCode::not_found;
  Milliseconds& until = group->members[command.user_id].muted_until;
  if (command.minutes == 0 && until <= now_) return {};
  until = command.minutes == 0 ? 0 : now_ + command.minutes * minute;
  say(command.conversation_id, me, command.minutes == 0 ? NoticeKind::member_unmuted : NoticeKind::member_muted);
  return {};
}

Model::Outcome Model::run(UserId me, const ExemptMember& command, Done&) {
  ModelConversation* group = group_governed(me, command.conversation_id, command.user_id);
  if (group == nullptr) return ErrorCode::not_found;
  bool& exempt = group->members[command.user_id].exempt;
  if (exempt == command.exempt) return {};
  exempt = command.exempt;
  say(command.conversation_id, me, exempt ? NoticeKind::member_exempted : NoticeKind::member_not_exempted);
  return {};
}

bool Model::may_write(UserId me, const ModelConversation& conversation) const {
  if (conversation.kind != ConversationKind::group) return true;
  const ModelMember& mine = conversation.members.at(me);
  if (mine.role == owner) return true;
  const bool silenced = conversation.rules.muted && mine.role == member && !mine.exempt;
  return mine.muted_until <= now_ && !silenced;
}

ModelConversation* Model::group_opened_by(UserId me, ConversationId conversation_id) {
  ModelConversation* group = group_of(me, conversation_id);
  if (group == nullptr || group->members[me].role != member) return group;
  const bool may = group->rules.inviting == GroupWho::everybody && group->rules.joining != GroupJoining::closed;
  return may ? group : nullptr;
}

// ---- coming in

void Model::come_in(ModelConversation& group, UserId user_id) {
  const Seq newest = static_cast<Seq>(group.messages.size());
  ModelMember& mine = group.members[user_id];
  mine.read_seq = mine.delivered_seq = newest;
  if (const auto muted = group.absent_mutes.extract(user_id)) mine.muted_until = muted.mapped();
  // No history here has more than the hundred messages that "recent" shows.
  mine.first_seq = group.rules.history == GroupHistory::none ? newest + 1 : 1;
}

void Model::ask_to_come_in(ModelConversation& group, UserId user_id, std::optional<UserId> inviter,
                           const std::string& reason) {
  for (ModelJoinRequest& request : group.join_requests) {
    if (request.user_id != user_id || request.state != JoinState::waiting || request.expires_at <= now_) continue;
    if (!reason.empty()) request.reason = reason;
    return tell_waiting(group);
  }
  group.join_requests.push_back({.request_id = JoinRequestId{++join_requests_},
                                 .user_id = user_id,
                                 .inviter_id = inviter,
                                 .decider_id = {},
                                 .reason = reason,
                                 .asked_at = now_,
                                 .expires_at = now_ + 7 * day});
  tell_waiting(group);
}

void Model::settle(ModelConversation& group, UserId user_id, UserId decider) {
  for (ModelJoinRequest& request : group.join_requests) {
    if (request.user_id != user_id || request.state != JoinState::waiting || request.expires_at <= now_) continue;
    request.state = JoinState::admitted;
    request.decider_id = decider;
    tell_waiting(group);
  }
}

void Model::tell_waiting(ModelConversation& group) const {
  group.waiting = 0;
  for (ModelJoinRequest& request : group.join_requests) {
    if (request.state == JoinState::waiting && request.expires_at <= now_) request.state = JoinState::expired;
    if (request.state == JoinState::waiting) ++group.waiting;
  }
}

Model::Outcome Model::run(UserId me, const JoinGroup& command, JoinOutcome& answer) {
  ConversationId conversation_id = command.conversation_id.value_or(ConversationId{});
  ModelLink* link = nullptr;
  if (command.code) {
    std::tie(conversation_id, link) = linked(*command.code);
    if (link == nullptr) return ErrorCode::group_link_invalid;
  }
  answer = {conversation_id, true};
  if (group_of(me, conversation_id) != nullptr) return {};
  const auto found = conversations_.find(conversation_id);
  if (found == conversations_.end() || found->second.members.empty()) return ErrorCode::not_found;
  ModelConversation& group = found->second;
  const GroupJoining joining = group.rules.joining;
  if (link == nullptr) {
    if (!group.rules.findable) return ErrorCode::not_found;
    if (joining != GroupJoining::open && joining != GroupJoining::approval) return ErrorCode::not_found;
  }
  const bool asks =
      joining == GroupJoining::approval && (link == nullptr || group.members.at(link->creator_id).role == member);
  if (asks) {
    answer.joined = false;
    const auto inviter = link == nullptr ? std::nullopt : std::optional(link->creator_id);
    ask_to_come_in(group, me, inviter, command.reason);
    return {};
  }
  come_in(group, me);
  settle(group, me, me);
  say(conversation_id, me, NoticeKind::member_joined);
  if (link != nullptr) --link->uses_left;
  return {};
}

Model::Outcome Model::run(UserId me, const ListJoinRequests& command, JoinRequests& answer) {
  const ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  answer.requests.resize(group->join_requests.size());
  std::size_t i = group->join_requests.size();
  for (const ModelJoinRequest& request : group->join_requests) {
    JoinRequest& out = answer.requests[--i];  // the newest first
    const bool over = request.state == JoinState::waiting && request.expires_at <= now_;
    out.request_id = request.request_id;
    out.user.user_id = request.user_id;
    describe(request.user_id, out.user);
    out.reason = request.reason;
    out.state = over ? JoinState::expired : request.state;
    out.asked_at = request.asked_at;
    out.expires_at = request.expires_at;
    if (out.inviter.has_value() != request.inviter_id.has_value()) out.inviter.reset();
    if (out.inviter) out.inviter->user_id = *request.inviter_id;
    if (out.decided_by.has_value() != request.decider_id.has_value()) out.decided_by.reset();
    if (out.decided_by) out.decided_by->user_id = *request.decider_id;
  }
  return {};
}

Model::Outcome Model::run(UserId me, const DecideJoinRequest& command, Done&) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  for (ModelJoinRequest& request : group->join_requests) {
    if (request.request_id != command.request_id) continue;
    if (request.state != JoinState::waiting || request.expires_at <= now_) return ErrorCode::not_found;
    request.state = command.admit ? JoinState::admitted : JoinState::declined;
    request.decider_id = me;
    if (command.admit) come_in(*group, request.user_id);
    tell_waiting(*group);
    if (command.admit) say(command.conversation_id, me, NoticeKind::member_admitted);
    return {};
  }
  return ErrorCode::not_found;
}

// ---- finding the way in

Model::Outcome Model::run(UserId me, const FindGroups& command, GroupCards& answer) {
  std::vector<std::pair<int, ConversationId>> found;
  for (const auto& [id, group] : conversations_) {
    if (!group.rules.findable || group.members.empty()) continue;
    const bool is_number = command.words == std::to_string(id.value);
    if (!is_number && group.name.find(command.words) == std::string::npos) continue;
    // The number first, then the largest.
    found.emplace_back(is_number ? -1000 : -static_cast<int>(group.members.size()), id);
  }
  std::sort(found.begin(), found.end());
  answer.groups.resize(found.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    describe_card(me, found[i].second, answer.groups[i]);
  return {};
}

Model::Outcome Model::run(UserId me, const CreateGroupLink& command, GroupLink& answer) {
  ModelConversation* group = group_opened_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  const GroupLinkId link_id{++links_};
  // The code is random: it is as it was answered.
  group->links[link_id] = {answer.code, me, now_, now_ + command.days.value_or(7) * day, command.uses.value_or(50)};
  describe_link(link_id, group->links[link_id], answer);
  return {};
}

Model::Outcome Model::run(UserId me, const ListGroupLinks& command, GroupLinks& answer) {
  const ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  std::size_t count = 0;
  for (auto link = group->links.rbegin(); link != group->links.rend(); ++link) {  // the newest first
    const bool mine = link->second.creator_id == me || group->members.at(me).role != member;
    if (!mine || link->second.expires_at <= now_ || link->second.uses_left == 0) continue;
    if (answer.links.size() <= count) answer.links.emplace_back();
    describe_link(link->first, link->second, answer.links[count++]);
  }
  answer.links.resize(count);
  return {};
}

Model::Outcome Model::run(UserId me, const RevokeGroupLink& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || !group->links.contains(command.link_id)) return ErrorCode::not_found;
  if (group->links[command.link_id].creator_id != me && group->members[me].role == member) return ErrorCode::not_found;
  group->links.erase(command.link_id);
  return {};
}

Model::Outcome Model::run(UserId me, const ReadGroupLink& command, GroupCard& answer) {
  const auto [conversation_id, link] = linked(command.code);
  if (link == nullptr) return ErrorCode::group_link_invalid;
  describe_card(me, conversation_id, answer);
  return {};
}

std::pair<ConversationId, ModelLink*> Model::linked(const std::string& code) {
  for (auto& [conversation_id, group] : conversations_) {
    for (auto& [link_id, link] : group.links) {
      if (link.code != code || link.expires_at <= now_ || link.uses_left == 0) continue;
      if (group_opened_by(link.creator_id, conversation_id) != nullptr) return {conversation_id, &link};
    }
  }
  return {};
}

void Model::describe_card(UserId me, ConversationId conversation_id, GroupCard& out) const {
  const ModelConversation& group = conversations_.at(conversation_id);
  out.conversation_id = conversation_id;
  out.name = group.name;
  out.description = group.description;
  out.member_count = static_cast<int>(group.members.size());
  out.joining = group.rules.joining;
  out.mine = group.members.contains(me);
}

void Model::describe_link(GroupLinkId link_id, const ModelLink& link, GroupLink& out) const {
  out.link_id = link_id;
  out.code = link.code;
  out.creator.user_id = link.creator_id;
  describe(link.creator_id, out.creator);
  out.created_at = link.created_at;
  out.expires_at = link.expires_at;
  out.uses_left = link.uses_left;
}

}  // namespace ling::histories
