#include "histories/play_commands.hpp"
#include "histories/turn.hpp"

#include <algorithm>

namespace ling::histories {

void Turn::find_user() {
  const FindUser find{.account = account_of(anybody())};
  play_.command(device(), find);
}

void Turn::request_friend() {
  Play::Device& asker = device();
  RequestFriend request{.user_id = anybody()};
  // Rather not somebody who is one.
  if (play_.model_.person(asker.user_id).friends.contains(request.user_id)) request.user_id = anybody();
  if (!chance(4)) request.message = word();
  if (chance(4)) request.remark = word();
  if (chance(4)) request.friend_group_id = friend_group(asker.user_id);
  play_.command(asker, request);
}

void Turn::accept_friend() {
  AcceptFriend accept{.request_id = request()};
  for (const ModelRequest& one : play_.model_.requests()) {
    if (one.request.state == RequestState::waiting && chance(2)) accept.request_id = one.request.request_id;
  }
  Play::Device& accepter = decider(accept.request_id);
  if (chance(4)) accept.remark = word();
  if (chance(4)) accept.friend_group_id = friend_group(accepter.user_id);
  play_.command(accepter, accept);
}

void Turn::decline_friend() {
  const DeclineFriend decline{.request_id = request()};
  play_.command(decider(decline.request_id), decline);
}

void Turn::configure_friend() {
  Play::Device& mine = device();
  ConfigureFriend configure{.user_id = some_friends(mine.user_id).front()};
  if (chance(2)) configure.remark = chance(3) ? "" : word();
  configure.starred = maybe();
  play_.command(mine, configure);
}

void Turn::get_terms() {
  const GetFriendTerms terms{.user_id = anybody()};
  play_.command(device(), terms);
}

void Turn::remove_friend() {
  Play::Device& one = device();
  const RemoveFriend remove{.user_id = some_friends(one.user_id).front()};
  play_.command(one, remove);
}

void Turn::block() {
  const BlockUser block{.user_id = anybody()};
  play_.command(device(), block);
}

void Turn::unblock() {
  Play::Device& one = device();
  UnblockUser unblock{.user_id = anybody()};
  const auto& blocked = play_.model_.person(one.user_id).blocked;
  if (!blocked.empty() && !chance(4)) unblock.user_id = blocked.begin()->first;
  play_.command(one, unblock);
}

void Turn::list_common_groups() {
  const ListCommonGroups list{.user_id = anybody()};
  play_.command(device(), list);
}

void Turn::create_friend_group() {
  const CreateFriendGroup create{.name = word()};
  play_.command(device(), create);
}

void Turn::rename_friend_group() {
  Play::Device& one = device();
  const RenameFriendGroup rename{friend_group(one.user_id), word()};
  play_.command(one, rename);
}

void Turn::place_friend_group() {
  Play::Device& one = device();
  const PlaceFriendGroup place{friend_group(one.user_id), static_cast<int>(random_.below(4))};
  play_.command(one, place);
}

void Turn::remove_friend_group() {
  Play::Device& one = device();
  const RemoveFriendGroup remove{friend_group(one.user_id)};
  play_.command(one, remove);
}

void Turn::move_friends() {
  Play::Device& one = device();
  const MoveFriends move{some_friends(one.user_id), friend_group(one.user_id)};
  play_.command(one, move);
}

FriendGroupId Turn::friend_group(UserId user_id) {
  const auto& groups = play_.model_.person(user_id).friend_groups;
  if (groups.empty() || chance(6)) return {static_cast<std::int64_t>(random_.below(4))};
  return groups[random_.below(groups.size())].friend_group_id;
}

void Turn::list_presence() {
  play_.command(device(), ListPresence{});
}

void Turn::update_profile() {
  UpdateProfile update;
  if (chance(2)) update.nickname = word();
  if (chance(2)) update.signature = word();
  play_.command(device(), update);
}

void Turn::update_settings() {
  UpdateSettings update{.hide_presence = maybe(), .hide_read_marks = maybe(), .hide_account = maybe()};
  if (chance(2)) update.friend_policy = static_cast<FriendPolicy>(random_.below(4));
  if (chance(3)) update.friend_question = word();
  play_.command(device(), update);
}

Play::Device& Turn::decider(RequestId request_id) {
  const auto& requests = play_.model_.requests();
  const auto index = static_cast<std::size_t>(request_id.value - 1);
  Play::Device& any = device();
  if (index >= requests.size() || chance(8)) return any;
  return device_of(requests[index].request.to_user_id);
}

Play::Device& Turn::device_of(UserId user_id) {
  return *std::find_if(play_.devices_.begin(), play_.devices_.end(),
                       [&](const Play::Device& one) { return one.user_id == user_id; });
}

std::optional<bool> Turn::maybe() {
  const auto drawn = random_.below(3);
  if (drawn == 2) return std::nullopt;
  return drawn == 1;
}

}  // namespace ling::histories
