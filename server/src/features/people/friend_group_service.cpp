#include "features/people/friend_group_service.hpp"

#include "binding/bind.hpp"
#include "features/people/friend_group_store.hpp"
#include "features/people/friend_rules.hpp"
#include "features/people/friend_store.hpp"
#include "storage/event_log.hpp"

#include <algorithm>

namespace ling {
namespace {

constexpr std::size_t most_groups = 50;
constexpr std::size_t most_moved = 1000;

void tell(Tx& tx, UserId user_id) {
  emit(tx, user_id, FriendGroupsChanged{friend_group_store::of_user(tx, user_id)});
}

}  // namespace

void FriendGroupService::bind(Dispatcher& dispatcher) {
  bind_write<CreateFriendGroup>(dispatcher, database_, RateClass::cheap, create);
  bind_write<RenameFriendGroup>(dispatcher, database_, RateClass::cheap, rename);
  bind_write<PlaceFriendGroup>(dispatcher, database_, RateClass::cheap, place);
  bind_write<RemoveFriendGroup>(dispatcher, database_, RateClass::cheap, remove);
  bind_write<MoveFriends>(dispatcher, database_, RateClass::cheap, move);
}

void FriendGroupService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  snapshot.friend_groups = friend_group_store::of_user(tx, user_id);
}

bool FriendGroupService::may_hold(Tx& tx, UserId user_id, FriendGroupId friend_group_id) {
  return friend_group_id == FriendGroupId{} || friend_group_store::is_of(tx, friend_group_id, user_id);
}

Result<FriendGroup> FriendGroupService::create(Tx& tx, UserId user_id, const CreateFriendGroup& command) {
  const auto name = valid_friend_group_name(command.name);
  if (!name) return tl::unexpected(name.error());
  if (friend_group_store::of_user(tx, user_id).size() >= most_groups)
    return refuse(ErrorCode::too_large, "friend groups");
  const FriendGroupId added = friend_group_store::add(tx, user_id, *name);
  tell(tx, user_id);
  return FriendGroup{added, *name};
}

Result<FriendGroup> FriendGroupService::rename(Tx& tx, UserId user_id, const RenameFriendGroup& command) {
  if (!friend_group_store::is_of(tx, command.friend_group_id, user_id)) return refuse(ErrorCode::not_found);
  const auto name = valid_friend_group_name(command.name);
  if (!name) return tl::unexpected(name.error());
  friend_group_store::rename(tx, command.friend_group_id, *name);
  tell(tx, user_id);
  return FriendGroup{command.friend_group_id, *name};
}

Result<Done> FriendGroupService::place(Tx& tx, UserId user_id, const PlaceFriendGroup& command) {
  std::vector<FriendGroup> order = friend_group_store::of_user(tx, user_id);
  const auto found = std::find_if(order.begin(), order.end(), [&](const FriendGroup& one) {
    return one.friend_group_id == command.friend_group_id;
  });
  if (found == order.end()) return refuse(ErrorCode::not_found);
  if (command.place < 0) return refuse(ErrorCode::bad_request, "place: not negative expected");
  const auto target = order.begin() + std::min<std::ptrdiff_t>(command.place, std::ssize(order) - 1);
  if (target == found) return Done{};
  if (target < found) {
    std::rotate(target, found, found + 1);
  } else {
    std::rotate(found, found + 1, target + 1);
  }
  for (std::size_t place = 0; place < order.size(); ++place)
    friend_group_store::set_place(tx, order[place].friend_group_id, static_cast<int>(place));
  tell(tx, user_id);
  return Done{};
}

Result<Done> FriendGroupService::remove(Tx& tx, UserId user_id, const RemoveFriendGroup& command) {
  if (!friend_group_store::is_of(tx, command.friend_group_id, user_id)) return refuse(ErrorCode::not_found);
  std::vector<UserId> homeless = friend_group_store::friends_in(tx, user_id, command.friend_group_id);
  friend_group_store::empty(tx, user_id, command.friend_group_id);
  friend_group_store::remove(tx, command.friend_group_id);
  if (!homeless.empty()) emit(tx, user_id, FriendsMoved{std::move(homeless), {}});
  tell(tx, user_id);
  return Done{};
}

Result<Done> FriendGroupService::move(Tx& tx, UserId user_id, const MoveFriends& command) {
  if (command.user_ids.size() > most_moved) return refuse(ErrorCode::too_large, "user_ids");
  if (!may_hold(tx, user_id, command.friend_group_id)) return refuse(ErrorCode::not_found);
  std::vector<UserId> moved;
  for (const UserId friend_id : command.user_ids) {
    const auto before = friend_store::one_friend(tx, user_id, friend_id);
    if (!before) return refuse(ErrorCode::not_found);
    if (before->friend_group_id != command.friend_group_id) moved.push_back(friend_id);
  }
  std::sort(moved.begin(), moved.end());
  moved.erase(std::unique(moved.begin(), moved.end()), moved.end());
  if (moved.empty()) return Done{};
  for (const UserId friend_id : moved)
    friend_group_store::put_friend(tx, user_id, friend_id, command.friend_group_id);
  emit(tx, user_id, FriendsMoved{std::move(moved), command.friend_group_id});
  return Done{};
}

}  // namespace ling
