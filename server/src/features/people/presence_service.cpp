#include "features/people/presence_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/people/friend_store.hpp"
#include "foundation/delivery.hpp"
#include "foundation/log.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <exception>

namespace ling {
namespace {

Presence seen(Tx& tx, UserId user_id, bool connected) {
  if (user_directory::settings(tx, user_id).hide_presence) return {user_id, false, 0};
  return {user_id, connected, user_directory::last_seen_at(tx, user_id)};
}

bool is_in(const std::vector<UserId>& users, UserId user_id) {
  return std::find(users.begin(), users.end(), user_id) != users.end();
}

}  // namespace

void PresenceService::bind(Dispatcher& dispatcher) {
  dispatcher.on<ListPresence>(RateClass::cheap,
                              [this](Request& request, ListPresence) { return list(request.user()); });
}

void PresenceService::start(Executor loop) {
  loop_ = loop;
  hub_.set_presence_listener(
      [this, loop](UserId user_id, bool online) { spawn(loop, "presence", online ? came(user_id) : went(user_id)); });
}

void PresenceService::refresh(UserId user_id) {
  if (loop_) spawn(*loop_, "presence", tell_at_last(user_id, /*even_if_hidden=*/true));
}

void PresenceService::part(UserId a, UserId b) {
  if (!loop_) return;
  spawn(*loop_, "presence", look_gone(a, b));
  spawn(*loop_, "presence", look_gone(b, a));
}

void PresenceService::meet(UserId a, UserId b) {
  if (!loop_) return;
  spawn(*loop_, "presence", look_here(a, b));
  spawn(*loop_, "presence", look_here(b, a));
}

Task<Result<PresenceList>> PresenceService::list(UserId user_id) {
  auto ids = [&](Tx& tx) { return friend_store::friend_ids(tx, user_id); };
  std::vector<UserId> friends = co_await database_.read(std::move(ids));
  const Hub::Online online = co_await hub_.who_is_online(friends);
  auto work = [&](Tx& tx) -> Result<PresenceList> {
    PresenceList list;
    // Some may have been removed since.
    const std::vector<UserId> counted = friend_store::friend_ids(tx, user_id);
    const std::vector<UserId> mutual = friend_store::mutual_ids(tx, user_id);
    for (const UserId friend_id : friends) {
      if (!std::binary_search(counted.begin(), counted.end(), friend_id)) continue;
      const bool reachable = std::binary_search(mutual.begin(), mutual.end(), friend_id);
      list.presences.push_back(reachable ? seen(tx, friend_id, is_in(online.users, friend_id))
                                         : Presence{friend_id, false, 0});
    }
    return list;
  };
  co_return co_await database_.read(std::move(work));
}

Task<void> PresenceService::came(UserId user_id) {
  return tell_at_last(user_id, /*even_if_hidden=*/false);
}

Task<void> PresenceService::went(UserId user_id) {
  try {
    auto now_seen = [&](Tx& tx) {
      user_directory::seen_now(tx, user_id);
      return true;
    };
    co_await database_.write_repeatably(std::move(now_seen));
  } catch (const std::exception& fault) {
    // That they are gone is news even where it cannot be kept when.
    log::warning("presence.not_kept", {{"user_id", user_id.value}, {"fault", fault.what()}});
  }
  asio::steady_timer timer(co_await asio::this_coro::executor, options_.grace);
  co_await timer.async_wait(use_task);
  co_await tell_at_last(user_id, /*even_if_hidden=*/false);
}

Task<void> PresenceService::tell_at_last(UserId user_id, bool even_if_hidden) {
  constexpr int most_tries = 100;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (int tries = 1;; ++tries) {
    try {
      co_await tell(user_id, even_if_hidden);
      co_return;
    } catch (const std::exception& fault) {
      // Nothing else would say later what nobody heard now.
      log::warning("presence.not_told", {{"user_id", user_id.value}, {"fault", fault.what()}});
    }
    if (tries == most_tries) co_return;
    timer.expires_after(options_.grace);
    co_await timer.async_wait(use_task);
  }
}

Task<void> PresenceService::tell(UserId user_id, bool even_if_hidden) {
  // Asked now, not when the news came: two quick changes end in the same, true state.
  std::vector<UserId> just_this{user_id};
  const Hub::Online online = co_await hub_.who_is_online(std::move(just_this));
  PresenceChanged event;
  auto find = [&](Tx& tx) {
    event.presence = seen(tx, user_id, is_in(online.users, user_id));
    const bool silent = !even_if_hidden && user_directory::settings(tx, user_id).hide_presence;
    return silent ? std::vector<UserId>{} : friend_store::mutual_ids(tx, user_id);
  };
  std::vector<UserId> friends = co_await database_.read(std::move(find));
  hub_.whisper(std::move(friends), frame_body(event));
}

Task<void> PresenceService::look_here(UserId user_id, UserId to) {
  std::vector<UserId> just_this{user_id};
  const Hub::Online online = co_await hub_.who_is_online(std::move(just_this));
  PresenceChanged event;
  auto find = [&](Tx& tx) {
    event.presence = seen(tx, user_id, is_in(online.users, user_id));
    return friend_store::are_friends(tx, user_id, to) ? std::vector<UserId>{to} : std::vector<UserId>{};
  };
  std::vector<UserId> audience = co_await database_.read(std::move(find));
  hub_.whisper(std::move(audience), frame_body(event));
}

Task<void> PresenceService::look_gone(UserId user_id, UserId to) {
  std::vector<UserId> just_this{user_id};
  const Hub::Online online = co_await hub_.who_is_online(std::move(just_this));
  auto find = [&](Tx& tx) {
    // Who was not seen online cannot be seen to go; news of it would tell more than silence.
    const bool was_seen = is_in(online.users, user_id) && !user_directory::settings(tx, user_id).hide_presence;
    return was_seen ? std::vector<UserId>{to} : std::vector<UserId>{};
  };
  std::vector<UserId> audience = co_await database_.read(std::move(find));
  const PresenceChanged event{{user_id, false, 0}};
  hub_.whisper(std::move(audience), frame_body(event));
}

}  // namespace ling
