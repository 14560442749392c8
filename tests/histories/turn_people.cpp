#include "histories/play_commands.hpp"
#include "histories/turn.hpp"

#include <algorithm>

namespace ling::histories {

void Turn::find_user() {
  const UserId wanted = anybody();
  const FindUser find{.account = chance(2) ? account_of(wanted) : std::to_string(wanted.value)};
  play_.command(device(), find);
}

void Turn::request_friend() {
  Play::Device& asker = device();
  RequestFriend request{.user_id = anybody()};
  // Rather not somebody who is one.
  if (play_.model_.person(asker.user_id).friends.contains(request.user_id)) request.user_id = anybody();
  if (chance(2)) request.message = word();
  play_.command(asker, request);
}

void Turn::accept_friend() {
  AcceptFriend accept{.request_id = request()};
  for (const FriendRequest& one : play_.model_.requests()) {
    if (one.state == RequestState::waiting && chance(2)) accept.request_id = one.request_id;
  }
  play_.command(decider(accept.request_id), accept);
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
  const UpdateSettings update{.hide_presence = maybe(), .hide_read_marks = maybe()};
  play_.command(device(), update);
}

Play::Device& Turn::decider(RequestId request_id) {
  const auto& requests = play_.model_.requests();
  const auto index = static_cast<std::size_t>(request_id.value - 1);
  Play::Device& any = device();
  if (index >= requests.size() || chance(8)) return any;
  return device_of(requests[index].to_user_id);
}

Play::Device& Turn::device_of(UserId user_id) {
  return *std::find_if(play_.devices_.begin(), play_.devices_.end(),
                       [&](const Play::Device& one) { return one.user_id == user_id; });
}

// ---- friend groups

void Turn::make_friend_group() {
  const CreateFriendGroup create{.name = word()};
  play_.command(device(), create);
}

void Turn::rename_friend_group() {
  Play::Device& mine = device();
  const RenameFriendGroup rename{friend_group(mine.user_id), word()};
  play_.command(mine, rename);
}

void Turn::place_friend_group() {
  Play::Device& mine = device();
  const PlaceFriendGroup place{friend_group(mine.user_id), static_cast<int>(random_.below(4))};
  play_.command(mine, place);
}

void Turn::remove_friend_group() {
  Play::Device& mine = device();
  const RemoveFriendGroup remove{friend_group(mine.user_id)};
  play_.command(mine, remove);
}

void Turn::move_friends() {
  Play::Device& mine = device();
  const MoveFriends move{some_friends(mine.user_id), chance(4) ? FriendGroupId{} : friend_group(mine.user_id)};
  play_.command(mine, move);
}

FriendGroupId Turn::friend_group(UserId user_id) {
  const auto& groups = play_.model_.person(user_id).friend_groups;
  if (groups.empty() || chance(8)) return {static_cast<std::int64_t>(random_.below(6)) + 1};
  return groups[random_.below(groups.size())].friend_group_id;
}

}  // namespace ling::histories
