// Calls as both sides are told of them, and the message that stays of one. Each function within the caller's transaction.
#pragma once

#include "features/calls/call_store.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/tx.hpp"

namespace ling::call_telling {

Call view(const call_store::CallRow& call);
Call ended(const call_store::CallRow& call, CallOutcome outcome);
/// On all devices of both.
void tell(Tx& tx, const Call& call);
/// The message that stays of it.
void record(Tx& tx, const call_store::CallRow& call, CallOutcome outcome);

}  // namespace ling::call_telling
