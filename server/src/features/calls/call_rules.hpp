// How a call goes from one state to the next. Pure.
#pragma once

#include "foundation/result.hpp"
#include "ling/protocol/calls.hpp"

#include <optional>

namespace ling {

enum class CallParty { caller, callee };

/// What may happen to a call.
enum class CallAct {
  accept,
  decline,
  hang_up,
  connect,  ///< They found a way to each other.
  run_out,  ///< The time for its state is over.
  vanish,   ///< The window of the party is gone.
};

struct CallMove {
  CallState state = CallState::ended;
  std::optional<CallOutcome> outcome;  ///< When it ends.
};

/// What the act makes of a call that has not ended. Refuses: not_found (it is not theirs to do, or not now), call_taken
/// (it was answered before).
Result<CallMove> call_move(CallState state, CallParty by, CallAct act);

/// Whoever was called has something to catch up with.
bool is_missed(CallOutcome outcome, bool answered);

/// In Chinese, for clients that do not know what a record is.
std::string call_in_words(const CallRecord& record);

}  // namespace ling
