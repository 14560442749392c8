#include "histories/model.hpp"

#include <algorithm>

namespace ling::histories {
namespace {

constexpr Milliseconds day = 24LL * 60 * 60 * 1000;

}  // namespace

Model::Outcome Model::run(UserId me, const FindUser& command, User& answer) {
  for (const auto& [user_id, person] : people_) {
    if (command.account != account_of(user_id)) continue;
    if (person.settings.hide_account && user_id != me && !are_friends(me, user_id)) return ErrorCode::not_found;
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
  if (const Outcome refused = wish(me, command.friend_group_id)) return refused;
  if (has_blocked(me, other)) return ErrorCode::you_blocked;
  if (are_friends(me, other)) return ErrorCode::already_friends;
  const std::string remark = command.remark.value_or("");
  const FriendGroupId group = command.friend_group_id.value_or(FriendGroupId{});
  if (ModelRequest* theirs = newest_request(other, me); theirs != nullptr && waits(theirs->request)) {
    make_friends(*theirs, remark, group);
    describe_request(theirs->request, answer);
    return {};
  }
  const FriendTerms expected = terms(me, other);
  const bool withheld = has_blocked(other, me);
  const bool at_once = !withheld && (expected.policy == FriendPolicy::anyone || counts(other, me));
  ModelRequest* before = newest_request(me, other);
  const bool seems_to_wait =
      before != nullptr && before->request.state != RequestState::accepted && before->request.expires_at > now_;
  if (!at_once) {
    if (expected.policy == FriendPolicy::nobody) return ErrorCode::requests_closed;
    if (seems_to_wait && before->request.created_at > now_ - day) return ErrorCode::already_requested;
    if (command.message.value_or("").empty()) return ErrorCode::message_empty;
  }
  const auto today = std::count_if(requests_.begin(), requests_.end(), [&](const ModelRequest& one) {
    return one.request.from_user_id == me && one.request.created_at > now_ - day;
  });
  if (today >= 20) return ErrorCode::too_many_requests;
  if (seems_to_wait) before->request.expires_at = now_;
  const RequestId request_id{static_cast<std::int64_t>(requests_.size()) + 1};
  const FriendRequest request{.request_id = request_id,
                              .from_user_id = me,
                              .to_user_id = other,
                              .message = command.message.value_or(""),
                              .question = expected.question,
                              .created_at = now_,
                              .expires_at = now_ + 7 * day};
  requests_.push_back({request, remark, group, withheld});
  if (at_once) make_friends(requests_.back(), "", {});
  describe_request(requests_.back().request, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const AcceptFriend& command, FriendRequest& answer) {
  ModelRequest* request = open_request(me, command.request_id);
  if (request == nullptr) return ErrorCode::not_found;
  if (const Outcome refused = wish(me, command.friend_group_id)) return refused;
  make_friends(*request, command.remark.value_or(""), command.friend_group_id.value_or(FriendGroupId{}));
  describe_request(request->request, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const DeclineFriend& command, FriendRequest& answer) {
  ModelRequest* request = open_request(me, command.request_id);
  if (request == nullptr) return ErrorCode::not_found;
  request->request.state = RequestState::declined;
  describe_request(request->request, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const ConfigureFriend& command, Friend& answer) {
  if (!counts(me, command.user_id)) return ErrorCode::not_found;
  Friend& mine = people_[me].friends[command.user_id];
  if (command.remark) mine.remark = people_[me].remarks[command.user_id] = *command.remark;
  if (command.starred) mine.starred = *command.starred;
  describe_friend(mine, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const ListPresence&, PresenceList& answer) {
  // Who is online is fleeting; of whom it is told is not.
  std::erase_if(answer.presences, [&](const Presence& presence) { return !counts(me, presence.user_id); });
  for (Presence& presence : answer.presences) {
    if (!are_friends(me, presence.user_id)) presence = {presence.user_id, false, 0};
  }
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
  const FriendPolicy policy = command.friend_policy.value_or(settings.friend_policy);
  if (policy == FriendPolicy::with_answer && command.friend_question.value_or(settings.friend_question).empty())
    return ErrorCode::bad_request;
  settings.hide_presence = command.hide_presence.value_or(settings.hide_presence);
  settings.hide_read_marks = command.hide_read_marks.value_or(settings.hide_read_marks);
  settings.hide_account = command.hide_account.value_or(settings.hide_account);
  settings.friend_policy = command.friend_policy.value_or(settings.friend_policy);
  settings.friend_question = command.friend_question.value_or(settings.friend_question);
  describe(me, answer);
  return {};
}

void Model::describe_request(const FriendRequest& request, FriendRequest& out) {
  out.request_id = request.request_id;
  out.from_user_id = request.from_user_id;
  out.to_user_id = request.to_user_id;
  out.message = request.message;
  out.question = request.question;
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
  me.settings = people_.at(user_id).settings;
}

FriendRequest Model::seen_by(UserId me, FriendRequest request) const {
  if (request.state == RequestState::declined && request.from_user_id == me) request.state = RequestState::waiting;
  return request;
}

bool Model::knows(UserId user_id, UserId other) const {
  if (people_.at(user_id).remarks.contains(other) || has_blocked(user_id, other)) return true;
  return std::any_of(requests_.begin(), requests_.end(), [&](const ModelRequest& one) {
    const FriendRequest& request = one.request;
    return (request.from_user_id == user_id && request.to_user_id == other) ||
           (request.from_user_id == other && request.to_user_id == user_id && !one.withheld);
  });
}

}  // namespace ling::histories
