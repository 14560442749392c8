#include "histories/model.hpp"

#include <algorithm>

namespace ling::histories {
namespace {

constexpr Milliseconds day = 24LL * 60 * 60 * 1000;

}  // namespace

Model::Outcome Model::run(UserId, const FindUser& command, User& answer) {
  for (const auto& [user_id, person] : people_) {
    if (command.account != account_of(user_id) && command.account != std::to_string(user_id.value)) continue;
    answer.user_id = user_id;
    describe(user_id, answer);
    return {};
  }
  return ErrorCode::not_found;
}

Model::Outcome Model::run(UserId me, const RequestFriend& command, FriendRequest& answer) {
  const UserId other = command.user_id;
  if (other == me) return ErrorCode::yourself;
  if (!people_.contains(other)) return ErrorCode::not_found;
  if (are_friends(me, other)) return ErrorCode::already_friends;
  const FriendRequest* theirs = newest_request(other, me);
  if (theirs != nullptr && theirs->state == RequestState::waiting && theirs->expires_at > now_) {
    FriendRequest& both_asked = requests_[static_cast<std::size_t>(theirs->request_id.value - 1)];
    make_friends(both_asked);
    describe_request(both_asked, answer);
    return {};
  }
  const FriendRequest* mine = newest_request(me, other);
  if (mine != nullptr && mine->expires_at > now_) {
    const bool recent = mine->created_at > now_ - day;
    if (mine->state == RequestState::waiting || recent) return ErrorCode::already_requested;
  }
  const RequestId request_id{static_cast<std::int64_t>(requests_.size()) + 1};
  FriendRequest request;
  request.request_id = request_id;
  request.from_user_id = me;
  request.to_user_id = other;
  request.message = command.message.value_or("");
  request.created_at = now_;
  request.expires_at = now_ + 7 * day;
  requests_.push_back(std::move(request));
  describe_request(requests_.back(), answer);
  return {};
}

Model::Outcome Model::run(UserId me, const AcceptFriend& command, FriendRequest& answer) {
  FriendRequest* request = open_request(me, command.request_id);
  if (request == nullptr) return ErrorCode::not_found;
  make_friends(*request);
  describe_request(*request, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const DeclineFriend& command, FriendRequest& answer) {
  FriendRequest* request = open_request(me, command.request_id);
  if (request == nullptr) return ErrorCode::not_found;
  request->state = RequestState::declined;
  describe_request(*request, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const ConfigureFriend& command, Friend& answer) {
  if (!people_.contains(command.user_id) || !are_friends(me, command.user_id)) return ErrorCode::not_found;
  Friend& mine = people_[me].friends[command.user_id];
  if (command.remark) mine.remark = *command.remark;
  if (command.starred) mine.starred = *command.starred;
  describe_friend(mine, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const ListPresence&, PresenceList& answer) {
  // Who is online is fleeting; of whom it is told is not.
  std::erase_if(answer.presences, [&](const Presence& presence) { return !are_friends(me, presence.user_id); });
  return {};
}

Model::Outcome Model::run(UserId me, const UpdateProfile& command, Me& answer) {
  if (command.nickname) people_[me].nickname = *command.nickname;
  if (command.signature) people_[me].signature = *command.signature;
  describe(me, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const UpdateSettings& command, Me& answer) {
  Settings& settings = people_[me].settings;
  settings.hide_presence = command.hide_presence.value_or(settings.hide_presence);
  settings.hide_read_marks = command.hide_read_marks.value_or(settings.hide_read_marks);
  describe(me, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const CreateFriendGroup& command, FriendGroup& answer) {
  auto& mine = people_[me].friend_groups;
  mine.push_back({FriendGroupId{++friend_groups_}, command.name});
  answer = mine.back();
  return {};
}

Model::Outcome Model::run(UserId me, const RenameFriendGroup& command, FriendGroup& answer) {
  const auto group = friend_group_of(me, command.friend_group_id);
  if (group == people_[me].friend_groups.end()) return ErrorCode::not_found;
  group->name = command.name;
  answer = *group;
  return {};
}

Model::Outcome Model::run(UserId me, const PlaceFriendGroup& command, Done&) {
  auto& mine = people_[me].friend_groups;
  const auto group = friend_group_of(me, command.friend_group_id);
  if (group == mine.end()) return ErrorCode::not_found;
  const FriendGroup moved = *group;
  mine.erase(group);
  mine.insert(mine.begin() + std::min<std::ptrdiff_t>(command.place, std::ssize(mine)), moved);
  return {};
}

Model::Outcome Model::run(UserId me, const RemoveFriendGroup& command, Done&) {
  const auto group = friend_group_of(me, command.friend_group_id);
  if (group == people_[me].friend_groups.end()) return ErrorCode::not_found;
  people_[me].friend_groups.erase(group);
  for (auto& [other, one] : people_[me].friends) {
    if (one.friend_group_id == command.friend_group_id) one.friend_group_id = {};
  }
  return {};
}

Model::Outcome Model::run(UserId me, const MoveFriends& command, Done&) {
  const bool is_default = command.friend_group_id == FriendGroupId{};
  if (!is_default && friend_group_of(me, command.friend_group_id) == people_[me].friend_groups.end())
    return ErrorCode::not_found;
  for (const UserId other : command.user_ids) {
    if (!people_[me].friends.contains(other)) return ErrorCode::not_found;
  }
  for (const UserId other : command.user_ids)
    people_[me].friends[other].friend_group_id = command.friend_group_id;
  return {};
}

std::vector<FriendGroup>::iterator Model::friend_group_of(UserId me, FriendGroupId friend_group_id) {
  auto& mine = people_[me].friend_groups;
  return std::find_if(mine.begin(), mine.end(),
                      [&](const FriendGroup& group) { return group.friend_group_id == friend_group_id; });
}

const FriendRequest* Model::newest_request(UserId from, UserId to) const {
  const auto found = std::find_if(requests_.rbegin(), requests_.rend(), [&](const FriendRequest& request) {
    return request.from_user_id == from && request.to_user_id == to;
  });
  return found == requests_.rend() ? nullptr : &*found;
}

FriendRequest* Model::open_request(UserId me, RequestId request_id) {
  if (request_id.value < 1 || request_id.value > static_cast<std::int64_t>(requests_.size())) return nullptr;
  FriendRequest& request = requests_[static_cast<std::size_t>(request_id.value - 1)];
  const bool open = request.to_user_id == me && request.state == RequestState::waiting && request.expires_at > now_;
  return open ? &request : nullptr;
}

void Model::make_friends(FriendRequest& request) {
  request.state = RequestState::accepted;
  const UserId asker = request.from_user_id, accepter = request.to_user_id;
  if (are_friends(asker, accepter)) return;
  people_[asker].friends[accepter] = {.user_id = accepter, .since = now_};
  people_[accepter].friends[asker] = {.user_id = asker, .since = now_};
  const ConversationId conversation_id = add_conversation(ConversationKind::direct, "", {asker, accepter});
  if (!request.message.empty()) store(conversation_id, asker, {}, request.message, {});
  say(conversation_id, accepter, NoticeKind::became_friends);
}

void Model::describe_request(const FriendRequest& request, FriendRequest& out) {
  out.request_id = request.request_id;
  out.from_user_id = request.from_user_id;
  out.to_user_id = request.to_user_id;
  out.message = request.message;
  out.state = request.state;
  out.created_at = request.created_at;
  out.expires_at = request.expires_at;
}

void Model::describe_friend(const Friend& one, Friend& out) {
  out.user_id = one.user_id;
  out.since = one.since;
  out.remark = one.remark;
  out.starred = one.starred;
  out.friend_group_id = one.friend_group_id;
}

void Model::describe(UserId user_id, User& user) const {
  const ModelPerson& person = people_.at(user_id);
  user.nickname = person.nickname;
  user.signature = person.signature;
}

void Model::describe(UserId user_id, Me& me) const {
  me.user.user_id = user_id;
  describe(user_id, me.user);
  me.settings.hide_presence = people_.at(user_id).settings.hide_presence;
  me.settings.hide_read_marks = people_.at(user_id).settings.hide_read_marks;
}

FriendRequest Model::seen_by(UserId me, FriendRequest request) const {
  if (request.state == RequestState::declined && request.from_user_id == me) request.state = RequestState::waiting;
  return request;
}

bool Model::knows(UserId user_id, UserId other) const {
  return are_friends(user_id, other) || newest_request(user_id, other) != nullptr ||
         newest_request(other, user_id) != nullptr;
}

}  // namespace ling::histories
