// What calls between two have to do with calls of more, which are the business of another feature: one goes on as such a
// call, and somebody is rung to come into one. Each function within the caller's transaction.
#pragma once

#include "features/calls/call_acts.hpp"

#include <vector>

namespace ling::call_growing {

/// A call in which two hear each other.
struct Spoken {
  CallId call_id;
  ConversationId conversation_id;
  CallMedia media = CallMedia::voice;
  UserId started_by;
  Milliseconds active_at = 0;
  std::vector<call_acts::Window> windows;  ///< Both.
};
/// The one in which this window is. Refuses: not_found.
Result<Spoken> spoken(Tx& tx, const call_acts::Window& window, CallId call_id);
/// It goes on as another call: both are told that it ended as `grown`, and no message is left of it.
void hand_over(Tx& tx, CallId call_id);

struct Ring {
  UserId user_id;
  GroupCallId into;
  CallMedia media = CallMedia::voice;
};
/// Whether one may ring the other. Refuses: you_blocked, not_friends (or nobody).
Result<void> may_ring(Tx& tx, UserId user_id, UserId other);
/// Rings a friend on all their devices, who must not be in any call; whoever already rings for this call goes on.
Call ring(Tx& tx, const call_acts::Window& window, const Ring& ring, call_acts::Times times);
/// They are in another call: a message tells them of the try.
Call leave_busy(Tx& tx, const call_acts::Window& window, const Ring& ring);
/// Whether the user is being rung to come into it.
bool rings(Tx& tx, UserId user_id, GroupCallId into);
/// Whether anybody is.
bool rings_anybody(Tx& tx, GroupCallId into);
/// Answers that ring, if there is one: they come in.
void take_ring(Tx& tx, UserId user_id, GroupCallId into);
/// The call is over: whoever was being rung missed it.
void cancel_rings(Tx& tx, GroupCallId into);

}  // namespace ling::call_growing
