#include "features/calls/call_watch.hpp"

#include <algorithm>
#include <utility>

namespace ling {
namespace {

using namespace std::chrono_literals;

constexpr auto when_a_clock_went_back = 1s;

}  // namespace

void CallWatch::heard(CallId call_id, CallParty party) {
  watch_.post([this, call_id, party] {
    const auto known = heard_.find(call_id);
    if (known == heard_.end()) return;
    (party == CallParty::caller ? known->second.caller : known->second.callee) = std::chrono::steady_clock::now();
  });
}

void CallWatch::hear_everybody() {
  const Time now = std::chrono::steady_clock::now();
  for (auto& [call_id, heard] : heard_)
    heard.caller = heard.callee = now;
}

/// Returns when to look again.
Task<CallWatch::Time> CallWatch::end_what_is_due() {
  Milliseconds wall_now = 0;
  auto find = [&](Tx& tx) {
    wall_now = tx.now();
    return call_store::all(tx);
  };
  const std::vector<call_store::CallRow> calls = co_await database_.read(std::move(find));
  watch_.notice();
  const Time now = std::chrono::steady_clock::now();
  forget_ended(calls);
  Time next = Time::max();
  for (const call_store::CallRow& call : calls) {
    const Due due = due_of(call, now, wall_now);
    const auto is_over = [&](std::optional<Time> time) { return time && *time <= now; };
    const bool too_late = is_over(due.time), caller_gone = is_over(due.caller), callee_gone = is_over(due.callee);
    if (!too_late && !caller_gone && !callee_gone) {
      for (const auto& time : {due.time, due.caller, due.callee})
        next = std::min(next, time.value_or(Time::max()));
      continue;
    }
    auto end = [&](Tx& tx) {
      if (too_late) call_acts::run_out(tx, call.call_id);
      if (caller_gone) call_acts::vanish(tx, call.call_id, CallParty::caller, call.state);
      if (callee_gone) call_acts::vanish(tx, call.call_id, CallParty::callee, call.state);
      return true;
    };
    co_await database_.write(std::move(end));
    ended_();
    // Should a clock have gone back, it is not over yet after all.
    next = std::min(next, now + when_a_clock_went_back);
  }
  co_return next;
}

CallWatch::Due CallWatch::due_of(const call_store::CallRow& call, Time now, Milliseconds wall_now) {
  const Heard fresh{.caller = now, .callee = now};
  Heard& heard = heard_.try_emplace(call.call_id, fresh).first->second;
  Due due;
  if (call.due_at != 0) due.time = now + std::chrono::milliseconds(call.due_at - wall_now);
  if (call.state == CallState::ringing) {
    // The caller's window is in another call, which knows whether it is still there.
    if (call.into()) return due;
    due.caller = heard.caller + options_.caller_grace;
    return due;
  }
  if (!std::exchange(heard.answered, true)) heard.callee = now;
  due.caller = heard.caller + options_.grace;
  due.callee = heard.callee + options_.grace;
  return due;
}

void CallWatch::forget_ended(const std::vector<call_store::CallRow>& calls) {
  std::erase_if(heard_, [&](const auto& entry) {
    return std::none_of(calls.begin(), calls.end(),
                        [&](const call_store::CallRow& call) { return call.call_id == entry.first; });
  });
}

}  // namespace ling
