#include "features/calls/call_rules.hpp"

#include <fmt/format.h>

namespace ling {
namespace {

CallMove end(CallOutcome outcome) {
  return {CallState::ended, outcome};
}

Result<CallMove> while_ringing(CallParty by, CallAct act) {
  const bool caller = by == CallParty::caller;
  switch (act) {
    case CallAct::accept:
      if (caller) return refuse(ErrorCode::not_found);
      return CallMove{CallState::connecting, std::nullopt};
    case CallAct::decline:
      if (caller) return refuse(ErrorCode::not_found);
      return end(CallOutcome::declined);
    case CallAct::hang_up:
      return end(caller ? CallOutcome::cancelled : CallOutcome::declined);
    case CallAct::connect:
      return refuse(ErrorCode::not_found);
    case CallAct::run_out:
      return end(CallOutcome::missed);
    case CallAct::vanish:
      // Who is called has no window in it yet.
      if (!caller) return refuse(ErrorCode::not_found);
      return end(CallOutcome::cancelled);
  }
  return refuse(ErrorCode::not_found);
}

Result<CallMove> once_answered(CallState state, CallAct act) {
  const bool active = state == CallState::active;
  switch (act) {
    case CallAct::accept:
    case CallAct::decline:
      return refuse(ErrorCode::call_taken);
    case CallAct::hang_up:
      return end(active ? CallOutcome::completed : CallOutcome::cancelled);
    case CallAct::connect:
      return CallMove{CallState::active, std::nullopt};
    case CallAct::run_out:
      if (active) return refuse(ErrorCode::not_found);
      return end(CallOutcome::failed);
    case CallAct::vanish:
      return end(active ? CallOutcome::lost : CallOutcome::failed);
  }
  return refuse(ErrorCode::not_found);
}

std::string length(Milliseconds duration_ms) {
  const Milliseconds seconds = duration_ms / 1000;
  if (seconds < 3600) return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
  return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string outcome_in_words(const CallRecord& record) {
  switch (record.outcome) {
    case CallOutcome::completed:
      return length(record.duration_ms);
    case CallOutcome::declined:
      return "已拒绝";
    case CallOutcome::cancelled:
      return "已取消";
    case CallOutcome::missed:
      return "无人接听";
    case CallOutcome::busy:
      return "忙线未接";
    case CallOutcome::failed:
      return "未能接通";
    case CallOutcome::lost:
      return length(record.duration_ms) + "，已中断";
    case CallOutcome::grown:
      return "已加入多人通话";
  }
  return {};
}

}  // namespace

Result<CallMove> call_move(CallState state, CallParty by, CallAct act) {
  switch (state) {
    case CallState::ringing:
      return while_ringing(by, act);
    case CallState::connecting:
    case CallState::active:
      return once_answered(state, act);
    case CallState::ended:
      return refuse(ErrorCode::not_found);
  }
  return refuse(ErrorCode::not_found);
}

bool is_missed(CallOutcome outcome, bool answered) {
  if (answered) return false;
  switch (outcome) {
    case CallOutcome::cancelled:
    case CallOutcome::missed:
    case CallOutcome::busy:
      return true;
    case CallOutcome::completed:
    case CallOutcome::declined:
    case CallOutcome::failed:
    case CallOutcome::lost:
    case CallOutcome::grown:
      return false;
  }
  return false;
}

std::string call_in_words(const CallRecord& record) {
  const char* media = record.media == CallMedia::video ? "视频通话" : "语音通话";
  if (record.people) return fmt::format("[{}] {}，共 {} 人", media, outcome_in_words(record), *record.people);
  return fmt::format("[{}] {}", media, outcome_in_words(record));
}

}  // namespace ling
