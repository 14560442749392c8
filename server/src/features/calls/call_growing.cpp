#include "features/calls/call_growing.hpp"

#include "features/calls/call_telling.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/people/friend_service.hpp"

#include <algorithm>

namespace ling::call_growing {
namespace {

using call_acts::Window;
using call_store::CallRow;

/// The ring of the user, whether for this call or for another.
std::optional<CallRow> ring_of(Tx& tx, UserId user_id, GroupCallId into) {
  auto call = call_store::of_user(tx, user_id);
  if (call && call->into() != into) call.reset();
  return call;
}

CallRow row_of(Tx& tx, const Window& window, const Ring& ring) {
  return {.conversation_id = ConversationService::direct(tx, window.user_id, ring.user_id).value(),
          .media = ring.media,
          .caller_id = window.user_id,
          .caller_device_id = window.device_id,
          .caller_endpoint = window.endpoint,
          .callee_id = ring.user_id,
          .started_at = tx.now(),
          .into_group_call_id = ring.into};
}

void end(Tx& tx, const CallRow& call, CallOutcome outcome) {
  call_store::remove(tx, call.call_id);
  call_telling::tell(tx, call_telling::ended(call, outcome));
  call_telling::record(tx, call, outcome);
}

}  // namespace

Result<Spoken> spoken(Tx& tx, const Window& window, CallId call_id) {
  const auto call = call_store::one(tx, call_id);
  if (!call || !call_acts::party_of(*call, window) || call->state != CallState::active)
    return refuse(ErrorCode::not_found);
  return Spoken{call_id,
                call->conversation_id,
                call->media,
                call->caller_id,
                call->active_at,
                {{call->caller_id, call->caller_device_id, call->caller_endpoint},
                 {call->callee_id, call->callee_device_id, call->callee_endpoint}}};
}

void hand_over(Tx& tx, CallId call_id) {
  const CallRow call = call_store::one(tx, call_id).value();
  call_store::remove(tx, call_id);
  call_telling::tell(tx, call_telling::ended(call, CallOutcome::grown));
}

Result<void> may_ring(Tx& tx, UserId user_id, UserId other) {
  if (auto allowed = FriendService::may_write_to(tx, user_id, other); !allowed) return allowed;
  if (!ConversationService::direct(tx, user_id, other)) return refuse(ErrorCode::not_friends);
  return {};
}

Call ring(Tx& tx, const Window& window, const Ring& ring, call_acts::Times times) {
  if (const auto rung = ring_of(tx, ring.user_id, ring.into)) return call_telling::view(*rung);
  CallRow call = row_of(tx, window, ring);
  call.due_at = tx.now() + times.ring;
  call = call_store::add(tx, call);
  // The caller sits elsewhere: in the call that it rings for.
  call_store::take_seat(tx, call.callee_id, call.call_id);
  call_telling::tell(tx, call_telling::view(call));
  return call_telling::view(call);
}

Call leave_busy(Tx& tx, const Window& window, const Ring& ring) {
  const CallRow call = call_store::add(tx, row_of(tx, window, ring));
  call_store::remove(tx, call.call_id);
  call_telling::record(tx, call, CallOutcome::busy);
  return call_telling::ended(call, CallOutcome::busy);
}

bool rings(Tx& tx, UserId user_id, GroupCallId into) {
  return ring_of(tx, user_id, into).has_value();
}

bool rings_anybody(Tx& tx, GroupCallId into) {
  return std::ranges::any_of(call_store::all(tx), [&](const CallRow& call) { return call.into() == into; });
}

void take_ring(Tx& tx, UserId user_id, GroupCallId into) {
  if (const auto call = ring_of(tx, user_id, into)) end(tx, *call, CallOutcome::grown);
}

void cancel_rings(Tx& tx, GroupCallId into) {
  for (const CallRow& call : call_store::all(tx))
    if (call.into() == into) end(tx, call, CallOutcome::cancelled);
}

}  // namespace ling::call_growing
