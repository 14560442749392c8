#include "features/group_calls/grown_call_acts.hpp"

#include "features/chat/message_service.hpp"
#include "features/group_calls/group_call_rules.hpp"
#include "features/group_calls/group_call_views.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ling::grown_call_acts {
namespace {

namespace store = group_call_store;
using group_call_acts::Window;
using store::CallRow;

call_acts::Window caller_at(const Window& window) {
  return {window.user_id, window.device_id, window.endpoint};
}

bool is_elsewhere(Tx& tx, UserId user_id, GroupCallId into) {
  return store::seat(tx, user_id) || (CallService::is_in(tx, user_id) && !CallService::rings(tx, user_id, into));
}

Result<void> may_ring(Tx& tx, const Window& window, UserId user_id, const Means& means) {
  if (auto allowed = CallService::may_ring(tx, window.user_id, user_id); !allowed) return allowed;
  if (!means.media_on) return refuse(ErrorCode::media_off);
  return {};
}

/// The two sit down in it. What each shows they say when they are there; until then nobody sees what they do not mean to
/// show.
CallRow open(Tx& tx, const call_growing::Spoken& two) {
  const CallRow call = store::add(tx, {.conversation_id = ConversationId{-two.call_id.value},
                                       .started_by = two.started_by,
                                       .started_at = two.active_at});
  store::add_origin(tx, {call.group_call_id, two.conversation_id, two.media});
  for (const call_acts::Window& one : two.windows) {
    store::add_guest(tx, call.group_call_id, one.user_id);
    store::take_seat(tx, {.user_id = one.user_id,
                          .group_call_id = call.group_call_id,
                          .device_id = one.device_id,
                          .endpoint = one.endpoint,
                          .joined_at = tx.now(),
                          .microphone = true});
  }
  const auto room = group_call_views::room(tx, call, store::seats(tx, call.group_call_id));
  for (const call_acts::Window& one : two.windows)
    emit(tx, one.user_id, GroupCallEntered{room});
  return call;
}

}  // namespace

Result<Call> grow(Tx& tx, const Window& window, const GrowCall& command, const Means& means) {
  const auto two = CallService::spoken(tx, caller_at(window), command.call_id);
  if (!two) return tl::unexpected(two.error());
  const auto is_meant = [&](const call_acts::Window& one) { return one.user_id == command.user_id; };
  if (std::ranges::any_of(two->windows, is_meant)) return refuse(ErrorCode::bad_request, "user_id: in it already");
  if (auto fine = may_ring(tx, window, command.user_id, means); !fine) return tl::unexpected(fine.error());
  call_growing::Ring ring{.user_id = command.user_id, .media = two->media};
  if (is_elsewhere(tx, command.user_id, {})) return CallService::leave_busy(tx, caller_at(window), ring);
  // In this order: whoever learns that the call of two is over knows already where it goes on.
  ring.into = open(tx, *two).group_call_id;
  CallService::hand_over(tx, command.call_id);
  return CallService::ring(tx, caller_at(window), ring, means.times);
}

Result<Call> invite(Tx& tx, const Window& window, const InviteToGroupCall& command, const Means& means) {
  const auto call = store::one(tx, command.group_call_id);
  if (!call || call->has_group() || !group_call_acts::sits(tx, window, command.group_call_id))
    return refuse(ErrorCode::not_found);
  const auto seats = store::seats(tx, call->group_call_id);
  const auto is_meant = [&](const store::SeatRow& seat) { return seat.user_id == command.user_id; };
  if (std::ranges::any_of(seats, is_meant)) return refuse(ErrorCode::bad_request, "user_id: in it already");
  if (auto fine = may_ring(tx, window, command.user_id, means); !fine) return tl::unexpected(fine.error());
  if (auto fine = may_enter(group_call_views::bar(*call, seats), {}, false); !fine) return tl::unexpected(fine.error());
  const store::Origin origin = store::origin(tx, call->group_call_id).value();
  const call_growing::Ring ring{command.user_id, call->group_call_id, origin.media};
  if (is_elsewhere(tx, command.user_id, call->group_call_id))
    return CallService::leave_busy(tx, caller_at(window), ring);
  return CallService::ring(tx, caller_at(window), ring, means.times);
}

void finish(Tx& tx, const CallRow& call) {
  const store::Origin origin = store::origin(tx, call.group_call_id).value();
  const int people = store::guest_count(tx, call.group_call_id);
  store::remove(tx, call.group_call_id);
  CallService::cancel_rings(tx, call.group_call_id);
  const Milliseconds length = std::max<Milliseconds>(0, tx.now() - call.started_at);
  const CallRecord record{origin.media, CallOutcome::completed, length,
                          people > 2 ? std::optional(people) : std::nullopt};
  // No client may send a ':', so these client_ids are never taken.
  MessageService::store(tx, {.conversation_id = origin.conversation_id,
                             .sender_id = call.started_by,
                             .client_id = fmt::format("grown_call:{}", call.group_call_id.value),
                             .kind = MessageKind::call,
                             .text = call_in_words(record),
                             .call = record,
                             .silent = true});
}

}  // namespace ling::grown_call_acts
