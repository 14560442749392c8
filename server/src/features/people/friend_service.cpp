#include "features/people/friend_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/people/friend_store.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

#include <charconv>

namespace ling {
namespace {

constexpr Milliseconds day = 24LL * 60 * 60 * 1000;
constexpr Milliseconds request_valid_for = 7 * day;
constexpr int requests_a_day = 20;
constexpr std::size_t longest_request = 100;
constexpr std::size_t longest_remark = 32;

/// What one of the two sees of a request: a refusal stays with the one who refused.
FriendRequest seen_by(UserId user_id, FriendRequest request) {
  if (request.state == RequestState::declined && request.from_user_id == user_id) request.state = RequestState::waiting;
  return request;
}

void emit_request(Tx& tx, UserId user_id, const FriendRequest& request) {
  emit(tx, user_id, RequestChanged{seen_by(user_id, request)});
}

/// An account begins with a letter, so what is a number is an ID.
std::optional<User> find_user(Tx& tx, std::string_view wanted) {
  UserId user_id;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), user_id.value);
  const bool is_id = error == std::errc() && end == wanted.data() + wanted.size();
  return is_id ? user_directory::user(tx, user_id) : user_directory::by_account(tx, wanted);
}

/// Two users come to know each other: each one's snapshot now names the other.
void introduce(Tx& tx, UserId a, UserId b) {
  emit(tx, a, UserChanged{user_directory::user(tx, b).value()});
  emit(tx, b, UserChanged{user_directory::user(tx, a).value()});
}

}  // namespace

void FriendService::bind(Dispatcher& dispatcher) {
  dispatcher.on<FindUser>(RateClass::social, [this](Request&, FindUser command) -> Task<Result<User>> {
    auto work = [&](Tx& tx) -> Result<User> {
      auto user = find_user(tx, text::trimmed(command.account));
      if (!user) return refuse(ErrorCode::not_found);
      return *std::move(user);
    };
    co_return co_await database_.read(std::move(work));
  });
  dispatcher.on<RequestFriend>(RateClass::social,
                               [this](Request& request, RequestFriend command) -> Task<Result<FriendRequest>> {
                                 const UserId user_id = request.user();
                                 auto work = [&](Tx& tx) { return this->request(tx, user_id, command); };
                                 co_return co_await database_.write(std::move(work));
                               });
  dispatcher.on<AcceptFriend>(RateClass::social,
                              [this](Request& request, AcceptFriend command) -> Task<Result<FriendRequest>> {
                                const UserId user_id = request.user();
                                auto work = [&](Tx& tx) { return accept(tx, user_id, command); };
                                co_return co_await database_.write(std::move(work));
                              });
  dispatcher.on<DeclineFriend>(RateClass::social,
                               [this](Request& request, DeclineFriend command) -> Task<Result<FriendRequest>> {
                                 const UserId user_id = request.user();
                                 auto work = [&](Tx& tx) { return decline(tx, user_id, command); };
                                 co_return co_await database_.write(std::move(work));
                               });
  dispatcher.on<ConfigureFriend>(RateClass::cheap,
                                 [this](Request& request, ConfigureFriend command) -> Task<Result<Friend>> {
                                   const UserId user_id = request.user();
                                   auto work = [&](Tx& tx) { return configure(tx, user_id, command); };
                                   co_return co_await database_.write(std::move(work));
                                 });
}

void FriendService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  for (const UserId known : friend_store::named_to(tx, user_id)) {
    if (auto user = user_directory::user(tx, known)) snapshot.users.push_back(std::move(*user));
  }
  snapshot.friends = friend_store::friends(tx, user_id);
  for (FriendRequest& request : friend_store::requests(tx, user_id)) {
    snapshot.friend_requests.push_back(seen_by(user_id, std::move(request)));
  }
}

std::vector<UserId> FriendService::acquaintances(Tx& tx, UserId user_id) {
  return friend_store::naming(tx, user_id);
}

bool FriendService::are_friends(Tx& tx, UserId a, UserId b) {
  return friend_store::are_friends(tx, a, b);
}

Result<FriendRequest> FriendService::request(Tx& tx, UserId user_id, const RequestFriend& command) {
  const std::string message(text::trimmed(command.message.value_or("")));
  if (!text::is_utf8(message) || text::characters(message) > longest_request)
    return refuse(ErrorCode::too_large, "message");
  if (command.user_id == user_id) return refuse(ErrorCode::yourself);
  if (!user_directory::user(tx, command.user_id)) return refuse(ErrorCode::not_found);
  if (friend_store::are_friends(tx, user_id, command.user_id)) return refuse(ErrorCode::already_friends);

  const auto theirs = friend_store::newest_request(tx, command.user_id, user_id);
  if (theirs && theirs->state == RequestState::waiting && theirs->expires_at > tx.now()) {
    return make_friends(tx, *theirs);  // both asked
  }
  // A declined request still looks waiting to the asker, so it is treated as one: for a day.
  const auto mine = friend_store::newest_request(tx, user_id, command.user_id);
  if (mine && mine->expires_at > tx.now()) {
    const bool recent = mine->created_at > tx.now() - day;
    if (mine->state == RequestState::waiting || recent) return refuse(ErrorCode::already_requested);
  }
  if (friend_store::requests_since(tx, user_id, tx.now() - day) >= requests_a_day) {
    return refuse(ErrorCode::too_many_requests, "friend requests a day", 60 * 60 * 1000);
  }
  FriendRequest request{.from_user_id = user_id,
                        .to_user_id = command.user_id,
                        .message = message,
                        .created_at = tx.now(),
                        .expires_at = tx.now() + request_valid_for};
  request.request_id = friend_store::add_request(tx, request);
  introduce(tx, user_id, command.user_id);
  emit_request(tx, user_id, request);
  emit_request(tx, command.user_id, request);
  return request;
}

Result<FriendRequest> FriendService::open_request(Tx& tx, UserId to, RequestId request_id) {
  auto request = friend_store::request(tx, request_id);
  const bool open =
      request && request->to_user_id == to && request->state == RequestState::waiting && request->expires_at > tx.now();
  if (!open) return refuse(ErrorCode::not_found);
  return *std::move(request);
}

Result<FriendRequest> FriendService::accept(Tx& tx, UserId user_id, const AcceptFriend& command) {
  auto request = open_request(tx, user_id, command.request_id);
  if (!request) return request;
  return make_friends(tx, *std::move(request));
}

FriendRequest FriendService::make_friends(Tx& tx, FriendRequest request) {
  request.state = RequestState::accepted;
  friend_store::decide(tx, request.request_id, request.state);
  const UserId asker = request.from_user_id;
  const UserId accepter = request.to_user_id;
  if (!friend_store::are_friends(tx, asker, accepter)) {
    friend_store::add_friends(tx, asker, accepter);
    // An old request may have fallen off the snapshot, and its user with it.
    introduce(tx, asker, accepter);
    emit(tx, asker, FriendAdded{{accepter, tx.now()}});
    emit(tx, accepter, FriendAdded{{asker, tx.now()}});
    listener_.became_friends(tx, asker, accepter, request.message);
  }
  emit_request(tx, asker, request);
  emit_request(tx, accepter, request);
  return request;
}

Result<FriendRequest> FriendService::decline(Tx& tx, UserId user_id, const DeclineFriend& command) {
  auto request = open_request(tx, user_id, command.request_id);
  if (!request) return request;
  request->state = RequestState::declined;
  friend_store::decide(tx, request->request_id, request->state);
  emit_request(tx, user_id, *request);
  return request;
}

Result<Friend> FriendService::configure(Tx& tx, UserId user_id, const ConfigureFriend& command) {
  const auto before = friend_store::one_friend(tx, user_id, command.user_id);
  if (!before) return refuse(ErrorCode::not_found);
  Friend after = *before;
  if (command.remark) {
    const std::string_view remark = text::trimmed(*command.remark);
    if (!text::is_utf8(remark) || text::has_control(remark)) return refuse(ErrorCode::bad_request, "remark");
    if (text::characters(remark) > longest_remark) return refuse(ErrorCode::too_large, "remark");
    // What cannot be seen would leave the friend without a name.
    after.remark = text::has_visible(remark) ? std::string(remark) : std::string();
  }
  if (command.starred) after.starred = *command.starred;
  if (after.remark == before->remark && after.starred == before->starred) return after;
  friend_store::configure(tx, user_id, after);
  emit(tx, user_id, FriendChanged{after});
  return after;
}

}  // namespace ling
