// Who may do what in a call of a group. Pure functions; any thread.
#pragma once

#include "foundation/result.hpp"
#include "ling/protocol/chat.hpp"
#include "ling/protocol/group_calls.hpp"

#include <string>

namespace ling {

/// What somebody is to a call: what they are in its group, and whether they started it.
struct GroupCallRank {
  GroupRole role = GroupRole::member;
  bool started_it = false;
};

constexpr int largest_group_call = 50;

bool may_start_call(GroupRole role, const GroupRules& rules);
/// Mutes, locks, removes, ends.
bool is_host(const GroupCallRank& rank);
/// Hosts put out who is none; the owner anybody.
bool may_remove(const GroupCallRank& actor, const GroupCallRank& target);

/// Of somebody who is not in it. Refuses: removed_from_call, call_locked, call_full.
Result<void> may_enter(const GroupCall& call, const GroupCallRank& rank, bool was_removed);
/// Turn on the own microphone, which is off.
bool may_unmute(const GroupCall& call, const GroupCallRank& rank);

/// In Chinese, for clients that do not know what a record is.
std::string group_call_in_words(Milliseconds duration_ms);

}  // namespace ling
