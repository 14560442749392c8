#include "features/calls/call_acts.hpp"

#include "features/calls/call_telling.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/people/friend_service.hpp"

#include <algorithm>
#include <utility>

namespace ling::call_acts {
namespace {

using call_store::CallRow;
using call_telling::ended;
using call_telling::record;
using call_telling::tell;
using call_telling::view;

bool is_name(std::string_view name) {
  if (name.size() < 8 || name.size() > 64) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

Result<void> check_endpoint(std::string_view endpoint) {
  if (!is_name(endpoint)) return refuse(ErrorCode::bad_request, "endpoint: 8 to 64 letters, digits, '-', '_' expected");
  return {};
}

bool is_in(const CallRow& call, UserId user_id) {
  return user_id == call.caller_id || user_id == call.callee_id;
}

CallParty side_of(const CallRow& call, UserId user_id) {
  return user_id == call.caller_id ? CallParty::caller : CallParty::callee;
}

std::optional<CallRow> call_of(Tx& tx, UserId user_id, CallId call_id) {
  auto call = call_store::one(tx, call_id);
  if (call && !is_in(*call, user_id)) call.reset();
  return call;
}

void apply(Tx& tx, CallRow call, const CallMove& move) {
  if (move.state == CallState::ended) {
    const CallOutcome outcome = move.outcome.value();
    call_store::remove(tx, call.call_id);
    tell(tx, ended(call, outcome));
    return record(tx, call, outcome);
  }
  call.state = move.state;
  call_store::update(tx, call);
  tell(tx, view(call));
}

/// The callee is in another call: the caller is told so, and the callee later, by the message.
Call leave_busy(Tx& tx, const CallRow& call) {
  call_store::remove(tx, call.call_id);
  record(tx, call, CallOutcome::busy);
  return ended(call, CallOutcome::busy);
}

Result<Call> answer(Tx& tx, CallRow call, const Window& window, Times times) {
  call.callee_device_id = window.device_id;
  call.callee_endpoint = window.endpoint;
  call.due_at = tx.now() + times.connect;
  const CallMove move = call_move(call.state, CallParty::callee, CallAct::accept).value();
  apply(tx, call, move);
  call.state = move.state;
  return view(call);
}

}  // namespace

Result<Call> invite(Tx& tx, const Window& window, const InviteToCall& command, Times times, Elsewhere elsewhere) {
  if (command.user_id == window.user_id) return refuse(ErrorCode::yourself);
  if (!is_name(command.client_id))
    return refuse(ErrorCode::bad_request, "client_id: 8 to 64 letters, digits, '-', '_' expected");
  if (auto fine = check_endpoint(window.endpoint); !fine) return tl::unexpected(fine.error());
  if (auto allowed = FriendService::may_write_to(tx, window.user_id, command.user_id); !allowed)
    return tl::unexpected(allowed.error());
  const auto conversation_id = ConversationService::direct(tx, window.user_id, command.user_id);
  if (!conversation_id) return refuse(ErrorCode::not_friends);

  if (const auto mine = call_store::of_user(tx, window.user_id)) {
    const bool same_try = mine->caller_id == window.user_id && mine->client_id == command.client_id;
    if (same_try && mine->callee_id == command.user_id) return view(*mine);
    // Both called each other: the one who was first is answered.
    const bool rung_by_them = mine->caller_id == command.user_id && mine->state == CallState::ringing && !mine->into();
    if (rung_by_them) return answer(tx, *mine, window, times);
    return refuse(ErrorCode::in_call);
  }
  const auto is_elsewhere = [&](UserId user_id) { return elsewhere != nullptr && elsewhere(tx, user_id); };
  if (is_elsewhere(window.user_id)) return refuse(ErrorCode::in_call);
  const CallRow call = call_store::add(tx, {.conversation_id = *conversation_id,
                                            .media = command.media,
                                            .caller_id = window.user_id,
                                            .caller_device_id = window.device_id,
                                            .caller_endpoint = window.endpoint,
                                            .client_id = command.client_id,
                                            .callee_id = command.user_id,
                                            .started_at = tx.now(),
                                            .due_at = tx.now() + times.ring});
  if (call_store::of_user(tx, command.user_id) || is_elsewhere(command.user_id)) return leave_busy(tx, call);
  call_store::take_seat(tx, call.caller_id, call.call_id);
  call_store::take_seat(tx, call.callee_id, call.call_id);
  tell(tx, view(call));
  return view(call);
}

Result<Call> accept(Tx& tx, const Window& window, CallId call_id, Times times) {
  if (auto fine = check_endpoint(window.endpoint); !fine) return tl::unexpected(fine.error());
  const auto call = call_of(tx, window.user_id, call_id);
  if (!call || call->into()) return refuse(ErrorCode::not_found);
  if (party_of(*call, window) == CallParty::callee) return view(*call);
  const auto move = call_move(call->state, side_of(*call, window.user_id), CallAct::accept);
  if (!move) return tl::unexpected(move.error());
  return answer(tx, *call, window, times);
}

Result<Done> decline(Tx& tx, UserId user_id, CallId call_id) {
  const auto call = call_of(tx, user_id, call_id);
  if (!call) return refuse(ErrorCode::not_found);
  const auto move = call_move(call->state, side_of(*call, user_id), CallAct::decline);
  if (!move) return tl::unexpected(move.error());
  apply(tx, *call, *move);
  return Done{};
}

Result<Done> hang_up(Tx& tx, UserId user_id, CallId call_id) {
  const auto call = call_of(tx, user_id, call_id);
  if (!call) return refuse(ErrorCode::not_found);
  const auto move = call_move(call->state, side_of(*call, user_id), CallAct::hang_up);
  if (!move) return tl::unexpected(move.error());
  apply(tx, *call, *move);
  return Done{};
}

Result<Done> connect(Tx& tx, const Window& window, CallId call_id) {
  auto call = call_of(tx, window.user_id, call_id);
  const auto party = call ? party_of(*call, window) : std::nullopt;
  if (!party) return refuse(ErrorCode::not_found);
  const auto move = call_move(call->state, *party, CallAct::connect);
  if (!move) return tl::unexpected(move.error());
  if (call->state == move->state) return Done{};
  call->active_at = tx.now();
  call->due_at = 0;
  apply(tx, *call, *move);
  return Done{};
}

Result<Done> relay(Tx& tx, const Window& window, CallId call_id, Times times) {
  auto call = call_store::one(tx, call_id);
  if (!call || !party_of(*call, window) || call->state == CallState::ringing) return refuse(ErrorCode::not_found);
  if (call->relayed) return Done{};
  call->relayed = true;
  if (call->state == CallState::connecting) call->due_at = tx.now() + times.connect;
  call_store::update(tx, *call);
  tell(tx, view(*call));
  return Done{};
}

void run_out(Tx& tx, CallId call_id) {
  const auto call = call_store::one(tx, call_id);
  if (!call || call->due_at == 0 || call->due_at > tx.now()) return;
  if (const auto move = call_move(call->state, CallParty::caller, CallAct::run_out)) apply(tx, *call, *move);
}

void vanish(Tx& tx, CallId call_id, CallParty party, CallState seen) {
  const auto call = call_store::one(tx, call_id);
  if (!call || call->state != seen) return;
  if (const auto move = call_move(call->state, party, CallAct::vanish)) apply(tx, *call, *move);
}

void leave_signed_out(Tx& tx, UserId user_id, SignedIn signed_in) {
  const auto call = call_store::of_user(tx, user_id);
  if (!call) return;
  const CallParty party = side_of(*call, user_id);
  const DeviceId device_id = party == CallParty::caller ? call->caller_device_id : call->callee_device_id;
  // While it rings for them they have no window in it.
  if (device_id.value == 0 || signed_in(tx, device_id)) return;
  if (const auto move = call_move(call->state, party, CallAct::vanish)) apply(tx, *call, *move);
}

bool leave_any(Tx& tx, UserId user_id) {
  const auto call = call_store::of_user(tx, user_id);
  if (!call) return false;
  if (const auto move = call_move(call->state, side_of(*call, user_id), CallAct::hang_up)) apply(tx, *call, *move);
  return true;
}

void part(Tx& tx, UserId a, UserId b) {
  // Who rings somebody to come into a call of more has no seat in that ring.
  for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
    const auto call = call_store::of_user(tx, one);
    if (!call || !is_in(*call, other)) continue;
    if (const auto move = call_move(call->state, CallParty::caller, CallAct::hang_up)) apply(tx, *call, *move);
  }
}

std::optional<CallParty> party_of(const CallRow& call, const Window& window) {
  if (window.endpoint.empty()) return std::nullopt;
  const auto matches = [&](UserId user_id, DeviceId device_id, const std::string& endpoint) {
    return user_id == window.user_id && device_id == window.device_id && endpoint == window.endpoint;
  };
  if (matches(call.caller_id, call.caller_device_id, call.caller_endpoint)) return CallParty::caller;
  if (matches(call.callee_id, call.callee_device_id, call.callee_endpoint)) return CallParty::callee;
  return std::nullopt;
}

Result<Window> other_window(Tx& tx, const Window& window, CallId call_id) {
  const auto call = call_store::one(tx, call_id);
  const auto party = call ? party_of(*call, window) : std::nullopt;
  if (!party || call->callee_device_id.value == 0) return refuse(ErrorCode::not_found);
  if (*party == CallParty::callee) return Window{call->caller_id, call->caller_device_id, call->caller_endpoint};
  return Window{call->callee_id, call->callee_device_id, call->callee_endpoint};
}

std::vector<Window> answered_windows(Tx& tx, CallId call_id) {
  const auto call = call_store::one(tx, call_id);
  if (!call || call->state == CallState::ringing) return {};
  return {{call->caller_id, call->caller_device_id, call->caller_endpoint},
          {call->callee_id, call->callee_device_id, call->callee_endpoint}};
}

std::optional<Call> of_user(Tx& tx, UserId user_id) {
  const auto call = call_store::of_user(tx, user_id);
  return call ? std::optional(view(*call)) : std::nullopt;
}

}  // namespace ling::call_acts
