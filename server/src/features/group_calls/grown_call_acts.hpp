// Calls of two that take in others: they go on as a call without a group. Each function within the caller's transaction.
#pragma once

#include "features/calls/call_service.hpp"
#include "features/group_calls/group_call_acts.hpp"

namespace ling::grown_call_acts {

struct Means {
  call_acts::Times times;
  bool media_on = true;  ///< There is an engine that carries calls.
};

/// Answers the ring; of whoever is in another call one that has ended as busy, and the two stay as they are. Refuses:
/// not_found, bad_request, you_blocked, not_friends, media_off.
Result<Call> grow(Tx& tx, const group_call_acts::Window& window, const GrowCall& command, const Means& means);
/// Refuses: not_found (also for a window that is not in it, and for the call of a group), bad_request, call_full,
/// you_blocked, not_friends, media_off.
Result<Call> invite(Tx& tx, const group_call_acts::Window& window, const InviteToGroupCall& command,
                    const Means& means);
/// Nobody sits in it any more: rings for it end, and a message tells the first two of it.
void finish(Tx& tx, const group_call_store::CallRow& call);

}  // namespace ling::grown_call_acts
