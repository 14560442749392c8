#include "features/people/friend_service.hpp"

#include "binding/bind.hpp"
#include "features/accounts/user_directory.hpp"
#include "features/people/bind_parting.hpp"
#include "features/people/block_store.hpp"
#include "features/people/friend_rules.hpp"
#include "features/people/friend_store.hpp"
#include "features/people/request_news.hpp"
#include "features/people/request_store.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

#include <charconv>

namespace ling {
namespace {

/// An account begins with a letter, so what is a number is an ID.
std::optional<UserId> as_id(std::string_view wanted) {
  UserId user_id;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), user_id.value);
  const bool is_id = error == std::errc() && end == wanted.data() + wanted.size();
  return is_id ? std::optional(user_id) : std::nullopt;
}

}  // namespace

void FriendService::bind(Dispatcher& dispatcher) {
  dispatcher.on<FindUser>(RateClass::social, [this](Request& request, FindUser command) -> Task<Result<User>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return find(tx, user_id, command); };
    co_return co_await database_.read(std::move(work));
  });
  dispatcher.on<ListCommonGroups>(
      RateClass::cheap, [this](Request& request, ListCommonGroups command) -> Task<Result<CommonGroups>> {
        const UserId user_id = request.user();
        auto work = [&](Tx& tx) -> Result<CommonGroups> { return CommonGroups{common_(tx, user_id, command.user_id)}; };
        co_return co_await database_.read(std::move(work));
      });
  bind_write<ConfigureFriend>(dispatcher, database_, RateClass::cheap, configure);
  bind_parting<RemoveFriend>(dispatcher, database_, RateClass::social, remove, parted_);
}

void FriendService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  for (const UserId known : friend_store::named_to(tx, user_id)) {
    if (auto user = user_directory::user(tx, known)) snapshot.users.push_back(std::move(*user));
  }
  snapshot.friends = friend_store::friends(tx, user_id);
  snapshot.blocked = block_store::of_user(tx, user_id);
  for (FriendRequest& request : request_store::listed(tx, user_id)) {
    snapshot.friend_requests.push_back(request_news::seen_by(user_id, std::move(request)));
  }
}

std::vector<UserId> FriendService::acquaintances(Tx& tx, UserId user_id) {
  return friend_store::naming(tx, user_id);
}

bool FriendService::are_friends(Tx& tx, UserId a, UserId b) {
  return friend_store::are_friends(tx, a, b);
}

bool FriendService::may_introduce(Tx& tx, UserId user_id, UserId other) {
  return user_id == other || friend_store::counts(tx, user_id, other);
}

Result<void> FriendService::may_write_to(Tx& tx, UserId writer, UserId reader) {
  if (block_store::one(tx, writer, reader)) return refuse(ErrorCode::you_blocked);
  if (!friend_store::are_friends(tx, writer, reader)) return refuse(ErrorCode::not_friends);
  return {};
}

Result<User> FriendService::find(Tx& tx, UserId user_id, const FindUser& command) {
  const std::string_view wanted = text::trimmed(command.account);
  const auto id = as_id(wanted);
  auto user = id ? user_directory::user(tx, *id) : user_directory::by_account(tx, wanted);
  if (!user) return refuse(ErrorCode::not_found);
  if (id) return *std::move(user);
  const bool known = user->user_id == user_id || friend_store::are_friends(tx, user->user_id, user_id);
  if (!known && user_directory::settings(tx, user->user_id).hide_account) return refuse(ErrorCode::not_found);
  return *std::move(user);
}

Result<Friend> FriendService::configure(Tx& tx, UserId user_id, const ConfigureFriend& command) {
  const auto before = friend_store::one_friend(tx, user_id, command.user_id);
  if (!before) return refuse(ErrorCode::not_found);
  Friend after = *before;
  if (command.remark) {
    auto remark = valid_remark(*command.remark);
    if (!remark) return tl::unexpected(remark.error());
    after.remark = *std::move(remark);
  }
  if (command.starred) after.starred = *command.starred;
  if (after.remark == before->remark && after.starred == before->starred) return after;
  friend_store::configure(tx, user_id, after);
  emit(tx, user_id, FriendChanged{after});
  return after;
}

Result<Done> FriendService::remove(Tx& tx, UserId user_id, const RemoveFriend& command) {
  const UserId friend_id = command.user_id;
  if (!friend_store::counts(tx, user_id, friend_id)) return refuse(ErrorCode::not_found);
  friend_store::remove(tx, user_id, friend_id);
  emit(tx, user_id, FriendRemoved{friend_id});
  return Done{};
}

}  // namespace ling
