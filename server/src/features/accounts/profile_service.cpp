#include "features/accounts/profile_service.hpp"

#include "features/accounts/account_rules.hpp"
#include "features/accounts/avatar_store.hpp"
#include "features/accounts/user_store.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

namespace ling {
namespace {

/// Whether others see any difference.
bool looks_the_same(const User& a, const User& b) {
  return a.nickname == b.nickname && a.signature == b.signature && a.avatar == b.avatar;
}

}  // namespace

void ProfileService::bind(Dispatcher& dispatcher) {
  dispatcher.on<UpdateProfile>(RateClass::social, [this](Request& request, UpdateProfile command) {
    return update_profile(request.user(), std::move(command));
  });
  dispatcher.on<SetAvatar>(RateClass::social, [this](Request& request, SetAvatar command) {
    return set_avatar(request.user(), std::move(command));
  });
  dispatcher.on<UpdateSettings>(RateClass::social, [this](Request& request, UpdateSettings command) {
    return update_settings(request.user(), command);
  });
}

void ProfileService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  const auto row = user_store::by_id(tx, user_id);
  if (row) snapshot.me = user_store::me(tx, *row);
}

Me ProfileService::announce(Tx& tx, const User& before) {
  const UserId user_id = before.user_id;
  const Me me = user_store::me(tx, user_store::by_id(tx, user_id).value());
  emit(tx, user_id, MeChanged{me});
  if (!looks_the_same(before, me.user)) emit(tx, acquaintances_(tx, user_id), UserChanged{me.user});
  return me;
}

Task<Result<Me>> ProfileService::update_profile(UserId user_id, UpdateProfile command) {
  if (command.nickname) command.nickname = std::string(text::trimmed(*command.nickname));
  if (command.signature) command.signature = std::string(text::trimmed(*command.signature));
  if (command.phone) command.phone = std::string(text::trimmed(*command.phone));
  if (command.nickname && !is_valid_nickname(*command.nickname)) co_return refuse(ErrorCode::nickname_invalid);
  if (command.signature && !is_valid_signature(*command.signature))
    co_return refuse(ErrorCode::bad_request, "signature: at most 100 characters expected");
  if (command.phone && !is_valid_phone(*command.phone))
    co_return refuse(ErrorCode::bad_request, "phone: at most 20 digits expected");
  auto work = [&](Tx& tx) -> Result<Me> {
    auto row = user_store::by_id(tx, user_id);
    if (!row) return refuse(ErrorCode::unauthenticated);
    const User before = user_store::me(tx, *row).user;
    if (command.nickname) row->nickname = *command.nickname;
    if (command.signature) row->signature = *command.signature;
    if (command.phone) row->phone = *command.phone;
    user_store::set_profile(tx, *row);
    return announce(tx, before);
  };
  co_return co_await database_.write(std::move(work));
}

Task<Result<Me>> ProfileService::set_avatar(UserId user_id, SetAvatar command) {
  const auto picture = co_await avatars_.take(user_id, std::move(command.image));
  if (!picture) co_return tl::unexpected(picture.error());
  auto work = [&](Tx& tx) -> Result<Me> {
    const auto row = user_store::by_id(tx, user_id);
    if (!row) return refuse(ErrorCode::unauthenticated);
    if (avatar_store::exchange(tx, row->avatar, *picture)) user_store::set_avatar(tx, user_id, picture->name);
    return announce(tx, user_store::me(tx, *row).user);
  };
  co_return co_await database_.write(std::move(work));
}

Task<Result<Me>> ProfileService::update_settings(UserId user_id, UpdateSettings command) {
  if (command.friend_question) command.friend_question = std::string(text::trimmed(*command.friend_question));
  // A signature is a line of 100 characters as well.
  if (command.friend_question && !is_valid_signature(*command.friend_question))
    co_return refuse(ErrorCode::bad_request, "friend_question: one line of at most 100 characters expected");
  auto work = [&](Tx& tx) -> Result<Me> {
    const auto row = user_store::by_id(tx, user_id);
    if (!row) return refuse(ErrorCode::unauthenticated);
    const Settings before = user_store::settings_of(*row);
    const Settings after{
        command.hide_presence.value_or(before.hide_presence), command.hide_read_marks.value_or(before.hide_read_marks),
        command.hide_account.value_or(before.hide_account), command.friend_policy.value_or(before.friend_policy),
        command.friend_question.value_or(before.friend_question)};
    if (after.friend_policy == FriendPolicy::with_answer && !text::has_visible(after.friend_question))
      return refuse(ErrorCode::bad_request, "friend_question: a question expected");
    user_store::set_settings(tx, user_id, after);
    const Me me = user_store::me(tx, user_store::by_id(tx, user_id).value());
    emit(tx, user_id, MeChanged{me});
    for (const SettingsListener& listener : settings_listeners_)
      listener(tx, user_id, before, after);
    return me;
  };
  Result<Me> me = co_await database_.write(std::move(work));
  if (me) {
    for (const auto& follower : settings_followers_)
      follower(user_id);
  }
  co_return me;
}

}  // namespace ling
