// What one keeps about friends, and whom one hears nothing from.
#include "histories/model.hpp"

#include <algorithm>

namespace ling::histories {

Model::Outcome Model::run(UserId me, const GetFriendTerms& command, FriendTerms& answer) {
  if (!people_.contains(command.user_id)) return ErrorCode::not_found;
  answer = terms(me, command.user_id);
  return {};
}

Model::Outcome Model::run(UserId me, const RemoveFriend& command, Done&) {
  if (people_[me].friends.erase(command.user_id) == 0) return ErrorCode::not_found;
  return {};
}

Model::Outcome Model::run(UserId me, const BlockUser& command, Block& answer) {
  const UserId other = command.user_id;
  if (other == me) return ErrorCode::yourself;
  if (!people_.contains(other)) return ErrorCode::not_found;
  if (!has_blocked(me, other)) {
    people_[me].blocked[other] = {other, now_};
    ModelRequest* asked = newest_request(other, me);
    if (asked != nullptr && waits(asked->request)) {
      asked->request.state = RequestState::declined;
      asked->withheld = false;
    }
  }
  answer = people_[me].blocked[other];
  return {};
}

Model::Outcome Model::run(UserId me, const UnblockUser& command, Done&) {
  if (people_[me].blocked.erase(command.user_id) == 0) return ErrorCode::not_found;
  unblocked_.emplace_back(me, command.user_id);
  ModelRequest* asked = newest_request(command.user_id, me);
  if (asked != nullptr && waits(asked->request)) asked->withheld = false;
  return {};
}

Model::Outcome Model::run(UserId me, const ListCommonGroups& command, CommonGroups& answer) {
  answer.conversation_ids.clear();
  for (const auto& [id, conversation] : conversations_) {
    const bool both = conversation.members.contains(me) && conversation.members.contains(command.user_id);
    if (both && conversation.kind == ConversationKind::group) answer.conversation_ids.push_back(id);
  }
  return {};
}

Model::Outcome Model::run(UserId me, const CreateFriendGroup& command, FriendGroup& answer) {
  answer = {{++last_friend_group_.value}, command.name};
  people_[me].friend_groups.push_back(answer);
  return {};
}

Model::Outcome Model::run(UserId me, const RenameFriendGroup& command, FriendGroup& answer) {
  FriendGroup* group = friend_group(me, command.friend_group_id);
  if (group == nullptr) return ErrorCode::not_found;
  group->name = command.name;
  answer = *group;
  return {};
}

Model::Outcome Model::run(UserId me, const PlaceFriendGroup& command, Done&) {
  const FriendGroup* found = friend_group(me, command.friend_group_id);
  if (found == nullptr) return ErrorCode::not_found;
  const FriendGroup moved = *found;
  auto& groups = people_[me].friend_groups;
  std::erase_if(groups, [&](const FriendGroup& one) { return one.friend_group_id == moved.friend_group_id; });
  groups.insert(groups.begin() + std::min<std::ptrdiff_t>(command.place, std::ssize(groups)), moved);
  return {};
}

Model::Outcome Model::run(UserId me, const RemoveFriendGroup& command, Done&) {
  if (friend_group(me, command.friend_group_id) == nullptr) return ErrorCode::not_found;
  const auto is_gone = [&](FriendGroupId id) { return id == command.friend_group_id; };
  std::erase_if(people_[me].friend_groups, [&](const FriendGroup& one) { return is_gone(one.friend_group_id); });
  for (auto& [other, one] : people_[me].friends) {
    if (is_gone(one.friend_group_id)) one.friend_group_id = {};
  }
  for (ModelRequest& one : requests_) {
    if (is_gone(one.friend_group_id)) one.friend_group_id = {};
  }
  return {};
}

Model::Outcome Model::run(UserId me, const MoveFriends& command, Done&) {
  if (const Outcome refused = wish(me, command.friend_group_id)) return refused;
  const auto is_friend = [&](UserId other) { return counts(me, other); };
  if (!std::all_of(command.user_ids.begin(), command.user_ids.end(), is_friend)) return ErrorCode::not_found;
  for (const UserId other : command.user_ids)
    people_[me].friends[other].friend_group_id = command.friend_group_id;
  return {};
}

Model::Outcome Model::wish(UserId me, const std::optional<FriendGroupId>& friend_group_id) const {
  if (!friend_group_id || friend_group_id->value == 0) return {};
  const auto& groups = people_.at(me).friend_groups;
  const bool mine = std::any_of(groups.begin(), groups.end(),
                                [&](const FriendGroup& one) { return one.friend_group_id == *friend_group_id; });
  return mine ? Outcome() : ErrorCode::not_found;
}

FriendGroup* Model::friend_group(UserId me, FriendGroupId friend_group_id) {
  for (FriendGroup& one : people_[me].friend_groups) {
    if (one.friend_group_id == friend_group_id) return &one;
  }
  return nullptr;
}

FriendTerms Model::terms(UserId asker, UserId asked) const {
  const Settings& settings = people_.at(asked).settings;
  FriendTerms terms{settings.friend_policy, {}};
  if (terms.policy == FriendPolicy::with_answer) terms.question = settings.friend_question;
  if (terms.policy == FriendPolicy::anyone && has_blocked(asked, asker)) terms.policy = FriendPolicy::with_message;
  return terms;
}

ModelRequest* Model::newest_request(UserId from, UserId to) {
  const auto found = std::find_if(requests_.rbegin(), requests_.rend(), [&](const ModelRequest& one) {
    return one.request.from_user_id == from && one.request.to_user_id == to;
  });
  return found == requests_.rend() ? nullptr : &*found;
}

bool Model::waits(const FriendRequest& request) const {
  return request.state == RequestState::waiting && request.expires_at > now_;
}

ModelRequest* Model::open_request(UserId me, RequestId request_id) {
  if (request_id.value < 1 || request_id.value > static_cast<std::int64_t>(requests_.size())) return nullptr;
  ModelRequest& one = requests_[static_cast<std::size_t>(request_id.value - 1)];
  return one.request.to_user_id == me && !one.withheld && waits(one.request) ? &one : nullptr;
}

void Model::make_friends(ModelRequest& one, const std::string& remark, FriendGroupId friend_group_id) {
  one.request.state = RequestState::accepted;
  one.withheld = false;
  const UserId asker = one.request.from_user_id, accepter = one.request.to_user_id;
  count(asker, accepter, one.remark, one.friend_group_id);
  count(accepter, asker, remark, friend_group_id);
  ConversationId conversation_id;
  for (const auto& [id, conversation] : conversations_) {
    const bool both = conversation.members.contains(asker) && conversation.members.contains(accepter);
    if (both && conversation.kind == ConversationKind::direct) conversation_id = id;
  }
  if (conversation_id == ConversationId{})
    conversation_id = add_conversation(ConversationKind::direct, "", {asker, accepter});
  if (!one.request.message.empty()) store(conversation_id, asker, {}, one.request.message, {});
  say(conversation_id, accepter, NoticeKind::became_friends);
}

void Model::count(UserId me, UserId other, const std::string& remark, FriendGroupId friend_group_id) {
  if (counts(me, other)) return;
  std::string& kept = people_[me].remarks[other];
  if (!remark.empty()) kept = remark;
  people_[me].friends[other] = {.user_id = other, .since = now_, .remark = kept, .friend_group_id = friend_group_id};
}

}  // namespace ling::histories
