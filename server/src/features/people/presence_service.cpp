#include "features/people/presence_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/people/friend_store.hpp"
#include "foundation/delivery.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace ling {
namespace {

Presence visible_presence(Tx& tx, UserId user_id, bool connected) {
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
  if (loop_) spawn(*loop_, "presence", tell(user_id));
}

Task<Result<PresenceList>> PresenceService::list(UserId user_id) {
  auto ids = [&](Tx& tx) { return friend_store::friend_ids(tx, user_id); };
  std::vector<UserId> friends = co_await database_.read(std::move(ids));
  const Hub::Online online = co_await hub_.who_is_online(friends);
  auto work = [&](Tx& tx) -> Result<PresenceList> {
    PresenceList list;
    for (const UserId friend_id : friends) {
      list.presences.push_back(visible_presence(tx, friend_id, is_in(online.users, friend_id)));
    }
    return list;
  };
  co_return co_await database_.read(std::move(work));
}

Task<void> PresenceService::came(UserId user_id) {
  return tell(user_id);
}

Task<void> PresenceService::went(UserId user_id) {
  auto now_seen = [&](Tx& tx) {
    user_directory::seen_now(tx, user_id);
    return true;
  };
  co_await database_.write(std::move(now_seen));
  asio::steady_timer timer(co_await asio::this_coro::executor, options_.grace);
  co_await timer.async_wait(use_task);
  co_await tell(user_id);
}

Task<void> PresenceService::tell(UserId user_id) {
  // Asked now, not when the news came: two quick changes end in the same, true state.
  std::vector<UserId> just_this{user_id};
  const Hub::Online online = co_await hub_.who_is_online(std::move(just_this));
  PresenceChanged event;
  auto find = [&](Tx& tx) {
    event.presence = visible_presence(tx, user_id, is_in(online.users, user_id));
    return friend_store::friend_ids(tx, user_id);
  };
  std::vector<UserId> friends = co_await database_.read(std::move(find));
  hub_.whisper(std::move(friends), frame_body(event));
}

}  // namespace ling
