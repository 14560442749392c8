// What people do to calls, and what happens to them, each inside a transaction: the rows, the events to both sides and,
// at the end, the message that tells of it.
#pragma once

#include "features/calls/call_rules.hpp"
#include "features/calls/call_store.hpp"
#include "foundation/result.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling::call_acts {

/// In milliseconds.
struct Times {
  int ring = 45'000;
  int connect = 30'000;  ///< From the answer until they hear each other.
};

/// Whether somebody is in a call of another kind, which is the business of another feature.
using Elsewhere = bool (*)(Tx&, UserId);

/// Whether a device still is: the business of another feature too.
using SignedIn = bool (*)(Tx&, DeviceId);

/// Where somebody speaks.
struct Window {
  UserId user_id;
  DeviceId device_id;
  std::string endpoint;
};

/// Refuses: yourself, bad_request, in_call, you_blocked, not_friends (or nobody).
Result<Call> invite(Tx& tx, const Window& window, const InviteToCall& command, Times times,
                    Elsewhere elsewhere = nullptr);
/// Refuses: not_found (no call of mine that rings), call_taken. The window that has it already gets it again.
Result<Call> accept(Tx& tx, const Window& window, CallId call_id, Times times);
/// Refuses: not_found, call_taken.
Result<Done> decline(Tx& tx, UserId user_id, CallId call_id);
/// Refuses: not_found.
Result<Done> hang_up(Tx& tx, UserId user_id, CallId call_id);
/// Refuses: not_found (also for a window that is not in it).
Result<Done> connect(Tx& tx, const Window& window, CallId call_id);
/// Refuses: not_found (also for a window that is not in it, and while it rings).
Result<Done> relay(Tx& tx, const Window& window, CallId call_id, Times times);

/// Ends it if its time is over.
void run_out(Tx& tx, CallId call_id);
/// Ends it because the party's window is gone, if it is still in the state in which that was seen.
void vanish(Tx& tx, CallId call_id, CallParty party, CallState seen);
/// Ends it if the user's window in it stands on a device that is no longer signed in.
void leave_signed_out(Tx& tx, UserId user_id, SignedIn signed_in);
/// Ends whichever call the user is in, or declines the one that rings. false: none.
bool leave_any(Tx& tx, UserId user_id);
/// Two who can no longer reach each other do not go on speaking.
void part(Tx& tx, UserId a, UserId b);

/// The side of a window in a call; nullopt when the window is not in it.
std::optional<CallParty> party_of(const call_store::CallRow& call, const Window& window);
/// The other window of an answered call. Refuses not_found.
Result<Window> other_window(Tx& tx, const Window& window, CallId call_id);
/// Both windows of an answered call, which may go over the server; none while it rings.
std::vector<Window> answered_windows(Tx& tx, CallId call_id);
/// The call the user is in, or that rings for them.
std::optional<Call> of_user(Tx& tx, UserId user_id);

}  // namespace ling::call_acts
