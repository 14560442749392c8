#include "features/calls/call_service.hpp"

#include "binding/bind.hpp"
#include "foundation/delivery.hpp"
#include "foundation/text.hpp"

#include <fmt/format.h>

namespace ling {
namespace {

using call_acts::Window;

constexpr std::size_t most_signals = 16;
constexpr std::size_t most_signal_bytes = 64 * 1024;
constexpr Rate signal_rate{60, 10};

template <class Command>
Window window_of(const Request& request, const Command& command) {
  return {request.user(), request.device(), command.endpoint};
}

Result<void> check(const std::vector<CallSignal>& signals) {
  if (signals.empty() || signals.size() > most_signals)
    return refuse(ErrorCode::bad_request, "signals: 1 to 16 expected");
  std::size_t bytes = 0;
  for (const CallSignal& signal : signals) {
    if (!text::is_utf8(signal.text)) return refuse(ErrorCode::bad_request, "text: UTF-8 expected");
    bytes += signal.text.size();
  }
  if (bytes > most_signal_bytes) return refuse(ErrorCode::too_large, "signals");
  return {};
}

}  // namespace

void CallService::bind(Dispatcher& dispatcher) {
  const call_acts::Times times = times_;
  const call_acts::Elsewhere elsewhere = around_.elsewhere;
  const auto act = [&]<class Command>(auto how) {
    bind_write<Command>(dispatcher, database_, RateClass::sending, how,
                        [this](UserId, const Command&, const typename Command::Answer&) {
                          watch_.poke();
                          around_.changed();
                        });
  };
  act.operator()<InviteToCall>([times, elsewhere](Tx& tx, Request& request, const InviteToCall& command) {
    return call_acts::invite(tx, window_of(request, command), command, times, elsewhere);
  });
  act.operator()<AcceptCall>([times](Tx& tx, Request& request, const AcceptCall& command) {
    return call_acts::accept(tx, window_of(request, command), command.call_id, times);
  });
  act.operator()<DeclineCall>([](Tx& tx, UserId user_id, const DeclineCall& command) {
    return call_acts::decline(tx, user_id, command.call_id);
  });
  act.operator()<HangUp>(
      [](Tx& tx, UserId user_id, const HangUp& command) { return call_acts::hang_up(tx, user_id, command.call_id); });
  act.operator()<ConnectCall>([](Tx& tx, Request& request, const ConnectCall& command) {
    return call_acts::connect(tx, window_of(request, command), command.call_id);
  });
  act.operator()<RelayCall>([this, times](Tx& tx, Request& request, const RelayCall& command) -> Result<Done> {
    const Window window = window_of(request, command);
    const auto call = call_store::one(tx, command.call_id);
    if (call && call_acts::party_of(*call, window) && !around_.media_on()) return refuse(ErrorCode::media_off);
    return call_acts::relay(tx, window, command.call_id, times);
  });
  dispatcher.on<KeepCall>(RateClass::cheap, [this](Request& request, KeepCall command) {
    return keep(window_of(request, command), command.call_id);
  });
  dispatcher.on<FindCallRoutes>(RateClass::cheap,
                                [this](Request&, FindCallRoutes) -> Task<Result<CallRoutes>> { co_return routes_; });
  dispatcher.on<SendSignals>(RateClass::cheap, [this](Request& request, SendSignals command) {
    Window window = window_of(request, command);
    return signal(std::move(window), std::move(command));
  });
}

void CallService::start(Executor loop, CallRoutes routes) {
  loop_ = loop;
  routes_ = routes;
  watch_.start(loop);
}

void CallService::part(UserId a, UserId b) {
  act_later([a, b](Tx& tx) { call_acts::part(tx, a, b); });
}

void CallService::signed_out(UserId user_id) {
  act_later([user_id, signed_in = around_.signed_in](Tx& tx) { call_acts::leave_signed_out(tx, user_id, signed_in); });
}

void CallService::act_later(std::function<void(Tx&)> act) {
  if (loop_) spawn(*loop_, "call", act_now(std::move(act)));
}

Task<void> CallService::act_now(std::function<void(Tx&)> act) {
  auto work = [&](Tx& tx) {
    act(tx);
    return true;
  };
  co_await database_.write(std::move(work));
  watch_.poke();
  around_.changed();
}

void CallService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  snapshot.call = call_acts::of_user(tx, user_id);
}

bool CallService::is_in(Tx& tx, UserId user_id) {
  return call_acts::of_user(tx, user_id).has_value();
}

std::vector<Window> CallService::answered_windows(Tx& tx, CallId call_id) {
  return call_acts::answered_windows(tx, call_id);
}

void CallService::leave(Tx& tx, UserId user_id) {
  call_acts::leave_any(tx, user_id);
}

Result<call_growing::Spoken> CallService::spoken(Tx& tx, const Window& window, CallId call_id) {
  return call_growing::spoken(tx, window, call_id);
}

void CallService::hand_over(Tx& tx, CallId call_id) {
  call_growing::hand_over(tx, call_id);
}

Result<void> CallService::may_ring(Tx& tx, UserId user_id, UserId other) {
  return call_growing::may_ring(tx, user_id, other);
}

Call CallService::ring(Tx& tx, const Window& window, const call_growing::Ring& ring, call_acts::Times times) {
  return call_growing::ring(tx, window, ring, times);
}

Call CallService::leave_busy(Tx& tx, const Window& window, const call_growing::Ring& ring) {
  return call_growing::leave_busy(tx, window, ring);
}

bool CallService::rings(Tx& tx, UserId user_id, GroupCallId into) {
  return call_growing::rings(tx, user_id, into);
}

bool CallService::rings_anybody(Tx& tx, GroupCallId into) {
  return call_growing::rings_anybody(tx, into);
}

void CallService::take_ring(Tx& tx, UserId user_id, GroupCallId into) {
  call_growing::take_ring(tx, user_id, into);
}

void CallService::cancel_rings(Tx& tx, GroupCallId into) {
  call_growing::cancel_rings(tx, into);
}

Task<Result<Done>> CallService::keep(Window window, CallId call_id) {
  auto find = [&](Tx& tx) {
    const auto call = call_store::one(tx, call_id);
    return call ? call_acts::party_of(*call, window) : std::nullopt;
  };
  const std::optional<CallParty> party = co_await database_.read(std::move(find));
  if (!party) co_return refuse(ErrorCode::not_found);
  watch_.heard(call_id, *party);
  co_return Done{};
}

Task<Result<Done>> CallService::signal(Window window, SendSignals command) {
  if (auto fine = check(command.signals); !fine) co_return tl::unexpected(fine.error());
  const auto wait =
      limits_.take(signal_rate, fmt::format("call signals:{}", window.user_id.value), std::chrono::steady_clock::now());
  if (wait.count() > 0) co_return refuse(ErrorCode::too_many_requests, "signals", static_cast<int>(wait.count()));
  auto find = [&](Tx& tx) { return call_acts::other_window(tx, window, command.call_id); };
  const Result<Window> other = co_await database_.read(std::move(find));
  if (!other) co_return tl::unexpected(other.error());
  const CallSignalled event{command.call_id, other->endpoint, std::move(command.signals)};
  hub_.whisper_to_device(other->user_id, other->device_id, frame_body(event));
  co_return Done{};
}

}  // namespace ling
