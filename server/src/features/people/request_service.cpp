#include "features/people/request_service.hpp"

#include "binding/bind.hpp"
#include "features/accounts/user_directory.hpp"
#include "features/people/block_store.hpp"
#include "features/people/friend_group_service.hpp"
#include "features/people/friend_rules.hpp"
#include "features/people/friend_store.hpp"
#include "features/people/request_news.hpp"
#include "features/people/request_store.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

namespace ling {
namespace {

constexpr Milliseconds hour = 60LL * 60 * 1000;
constexpr Milliseconds day = 24 * hour;
constexpr Milliseconds request_valid_for = 7 * day;
constexpr int requests_a_day = 20;
constexpr int requests_on_the_first_day = 5;
constexpr std::size_t longest_request = 100;

using friend_store::Wish;

/// What a new friend shall be called and where they shall be kept, checked.
Result<Wish> valid_wish(Tx& tx, UserId user_id, const std::optional<std::string>& remark,
                        const std::optional<FriendGroupId>& friend_group_id) {
  auto checked = valid_remark(remark.value_or(""));
  if (!checked) return tl::unexpected(checked.error());
  Wish wish{*std::move(checked), friend_group_id.value_or(FriendGroupId{})};
  if (!FriendGroupService::may_hold(tx, user_id, wish.friend_group_id)) return refuse(ErrorCode::not_found);
  return wish;
}

/// Whether this asker has asked enough for today.
Result<void> may_ask_more(Tx& tx, UserId user_id) {
  const bool is_new = user_directory::joined_at(tx, user_id) > tx.now() - day;
  const int most = is_new ? requests_on_the_first_day : requests_a_day;
  if (request_store::count_since(tx, user_id, tx.now() - day) >= most)
    return refuse(ErrorCode::too_many_requests, "friend requests a day", static_cast<int>(hour));
  return {};
}

/// A request that still waits, or seems to since its refusal is not told, may be followed by another after a day.
Result<void> may_ask_again(Tx& tx, const std::optional<FriendRequest>& before) {
  const bool seems_to_wait = before && before->state != RequestState::accepted && before->expires_at > tx.now();
  if (seems_to_wait && before->created_at > tx.now() - day) return refuse(ErrorCode::already_requested);
  return {};
}

/// The next one takes its place.
void let_expire(Tx& tx, FriendRequest before) {
  if (before.state == RequestState::accepted || before.expires_at <= tx.now()) return;
  before.expires_at = tx.now();
  request_store::expire(tx, before.request_id);
  request_news::tell(tx, before.from_user_id, before);
  if (!request_store::is_withheld(tx, before.request_id)) request_news::tell(tx, before.to_user_id, before);
}

}  // namespace

void RequestService::bind(Dispatcher& dispatcher) {
  dispatcher.on<GetFriendTerms>(RateClass::social,
                                [this](Request& request, GetFriendTerms command) -> Task<Result<FriendTerms>> {
                                  const UserId user_id = request.user();
                                  auto work = [&](Tx& tx) { return terms(tx, user_id, command.user_id); };
                                  co_return co_await database_.read(std::move(work));
                                });
  const auto tell_met = [this](UserId, const auto&, const FriendRequest& request) {
    if (request.state == RequestState::accepted) met_(request.from_user_id, request.to_user_id);
  };
  bind_write<RequestFriend>(
      dispatcher, database_, RateClass::social,
      [this](Tx& tx, UserId me, const RequestFriend& command) { return request(tx, me, command); }, tell_met);
  bind_write<AcceptFriend>(
      dispatcher, database_, RateClass::social,
      [this](Tx& tx, UserId me, const AcceptFriend& command) { return accept(tx, me, command); }, tell_met);
  bind_write<DeclineFriend>(dispatcher, database_, RateClass::social, decline);
}

Result<FriendTerms> RequestService::terms(Tx& tx, UserId asker, UserId asked) {
  if (!user_directory::user(tx, asked)) return refuse(ErrorCode::not_found);
  const Settings settings = user_directory::settings(tx, asked);
  FriendTerms terms{.policy = settings.friend_policy, .question = {}};
  if (terms.policy == FriendPolicy::with_answer) terms.question = settings.friend_question;
  if (terms.policy == FriendPolicy::anyone && block_store::one(tx, asked, asker))
    terms.policy = FriendPolicy::with_message;
  return terms;
}

Result<FriendRequest> RequestService::request(Tx& tx, UserId user_id, const RequestFriend& command) {
  const UserId asked = command.user_id;
  const std::string message(text::trimmed(command.message.value_or("")));
  if (!text::is_utf8(message) || text::characters(message) > longest_request)
    return refuse(ErrorCode::too_large, "message");
  if (asked == user_id) return refuse(ErrorCode::yourself);
  const auto terms = RequestService::terms(tx, user_id, asked);
  if (!terms) return tl::unexpected(terms.error());
  const auto wish = valid_wish(tx, user_id, command.remark, command.friend_group_id);
  if (!wish) return tl::unexpected(wish.error());
  if (block_store::one(tx, user_id, asked)) return refuse(ErrorCode::you_blocked);
  if (friend_store::are_friends(tx, user_id, asked)) return refuse(ErrorCode::already_friends);

  // From here on whoever is blocked must see what they would see if they had only been removed.
  const bool withheld = block_store::one(tx, asked, user_id).has_value();
  const auto theirs = request_store::newest(tx, asked, user_id);
  const bool both_asked = theirs && theirs->state == RequestState::waiting && theirs->expires_at > tx.now();
  if (both_asked) return make_friends(tx, *theirs, *wish);

  const bool at_once = !withheld && (terms->policy == FriendPolicy::anyone || friend_store::counts(tx, asked, user_id));
  const auto before = request_store::newest(tx, user_id, asked);
  if (!at_once) {
    if (terms->policy == FriendPolicy::nobody) return refuse(ErrorCode::requests_closed);
    if (auto again = may_ask_again(tx, before); !again) return tl::unexpected(again.error());
    if (!text::has_visible(message)) return refuse(ErrorCode::message_empty);
  }
  if (auto more = may_ask_more(tx, user_id); !more) return tl::unexpected(more.error());

  if (before) let_expire(tx, *before);
  FriendRequest request{.request_id = {},
                        .from_user_id = user_id,
                        .to_user_id = asked,
                        .message = message,
                        .question = terms->question,
                        .created_at = tx.now(),
                        .expires_at = tx.now() + request_valid_for};
  request.request_id = request_store::add(tx, request, *wish, withheld);
  if (at_once) return make_friends(tx, request, {});
  request_news::introduce(tx, user_id, asked);
  request_news::tell(tx, user_id, request);
  if (withheld) return request;
  request_news::introduce(tx, asked, user_id);
  request_news::tell(tx, asked, request);
  return request;
}

Result<FriendRequest> RequestService::open_request(Tx& tx, UserId to, RequestId request_id) {
  auto request = request_store::one(tx, request_id);
  const bool open =
      request && request->to_user_id == to && request->state == RequestState::waiting && request->expires_at > tx.now();
  if (!open) return refuse(ErrorCode::not_found);
  return *std::move(request);
}

Result<FriendRequest> RequestService::accept(Tx& tx, UserId user_id, const AcceptFriend& command) {
  auto request = open_request(tx, user_id, command.request_id);
  if (!request) return request;
  const auto wish = valid_wish(tx, user_id, command.remark, command.friend_group_id);
  if (!wish) return tl::unexpected(wish.error());
  return make_friends(tx, *std::move(request), *wish);
}

FriendRequest RequestService::make_friends(Tx& tx, FriendRequest request, const Wish& accepter_wish) {
  request.state = RequestState::accepted;
  request_store::decide(tx, request.request_id, request.state);
  const UserId asker = request.from_user_id;
  const UserId accepter = request.to_user_id;
  const auto begin_counting = [&](UserId user_id, UserId other, const Wish& wish) {
    // An old request may have fallen off the snapshot, and its user with it.
    request_news::introduce(tx, user_id, other);
    if (friend_store::counts(tx, user_id, other)) return;
    emit(tx, user_id, FriendAdded{friend_store::count(tx, user_id, other, wish)});
  };
  begin_counting(asker, accepter, request_store::wish_of(tx, request.request_id));
  begin_counting(accepter, asker, accepter_wish);
  listener_.became_friends(tx, asker, accepter, request.message);
  request_news::tell(tx, asker, request);
  request_news::tell(tx, accepter, request);
  return request;
}

Result<FriendRequest> RequestService::decline(Tx& tx, UserId user_id, const DeclineFriend& command) {
  auto request = open_request(tx, user_id, command.request_id);
  if (!request) return request;
  request->state = RequestState::declined;
  request_store::decide(tx, request->request_id, request->state);
  request_news::tell(tx, user_id, *request);
  return request;
}

}  // namespace ling
