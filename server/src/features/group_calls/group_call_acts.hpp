// What people do to calls of groups, and what happens to them, each inside a transaction: the rows, the events to those
// in the call and to the group and, at the end, the message that tells of it.
#pragma once

#include "features/group_calls/group_call_store.hpp"
#include "foundation/result.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling::group_call_acts {

/// Whether a device still is, which is the business of another feature.
using SignedIn = bool (*)(Tx&, DeviceId);

/// Where somebody speaks.
struct Window {
  UserId user_id;
  DeviceId device_id;
  std::string endpoint;
};

/// Refuses: bad_request, not_found, in_call, leaders_call, call_locked, call_full, removed_from_call.
Result<GroupCallEntry> join(Tx& tx, const Window& window, const JoinGroupCall& command);
/// Refuses: not_found (also for a call that I am not in).
Result<Done> leave(Tx& tx, UserId user_id, GroupCallId group_call_id);
/// Refuses: not_found (also for a window that is not in it), muted.
Result<Done> show(Tx& tx, const Window& window, const ShowInGroupCall& command);
/// Refuses: not_found.
Result<Done> mute(Tx& tx, UserId user_id, const MuteInGroupCall& command);
/// Refuses: not_found.
Result<Done> configure(Tx& tx, UserId user_id, const ConfigureGroupCall& command);
/// Refuses: not_found.
Result<Done> remove(Tx& tx, UserId user_id, const RemoveFromGroupCall& command);
/// Refuses: not_found.
Result<Done> end(Tx& tx, UserId user_id, GroupCallId group_call_id);

/// Leaves whichever call the user is in. false: none.
bool leave_any(Tx& tx, UserId user_id);
/// Leaves it if their window stands on a device that is no longer signed in.
void leave_signed_out(Tx& tx, UserId user_id, SignedIn signed_in);
/// Their window is gone, if they still sit in it.
void vanish(Tx& tx, const group_call_store::SeatRow& seen);
/// Whoever is no longer in the group is no longer in its call.
void expel(Tx& tx, ConversationId conversation_id);

/// Whether this window has a seat in it.
bool sits(Tx& tx, const Window& window, GroupCallId group_call_id);
/// The call that the user is in.
std::optional<GroupCallRoom> room_of(Tx& tx, UserId user_id);
/// Those in the call, if the user is one of them.
std::vector<UserId> company_of(Tx& tx, UserId user_id, GroupCallId group_call_id);

}  // namespace ling::group_call_acts
