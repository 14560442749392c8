// Calls of groups as they are told.
#pragma once

#include "features/group_calls/group_call_store.hpp"
#include "ling/protocol/group_calls.hpp"

#include <vector>

namespace ling::group_call_views {

/// What all members of the group see.
GroupCall bar(const group_call_store::CallRow& call, const std::vector<group_call_store::SeatRow>& seats);
GroupCallSeat view(const group_call_store::SeatRow& seat);
/// As told to those in it.
GroupCallRoom room(Tx& tx, const group_call_store::CallRow& call, const std::vector<group_call_store::SeatRow>& seats);
std::vector<UserId> users(const std::vector<group_call_store::SeatRow>& seats);

}  // namespace ling::group_call_views
