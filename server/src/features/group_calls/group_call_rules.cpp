#include "features/group_calls/group_call_rules.hpp"

#include <fmt/format.h>

namespace ling {

bool may_start_call(GroupRole role, const GroupRules& rules) {
  return role != GroupRole::member || rules.calling == GroupWho::everybody;
}

bool is_host(const GroupCallRank& rank) {
  return rank.started_it || rank.role != GroupRole::member;
}

bool may_remove(const GroupCallRank& actor, const GroupCallRank& target) {
  if (target.role == GroupRole::owner) return false;
  return actor.role == GroupRole::owner || (is_host(actor) && !is_host(target));
}

Result<void> may_enter(const GroupCall& call, const GroupCallRank& rank, bool was_removed) {
  if (was_removed) return refuse(ErrorCode::removed_from_call);
  if (call.locked && !is_host(rank)) return refuse(ErrorCode::call_locked);
  if (call.people >= largest_group_call) return refuse(ErrorCode::call_full);
  return {};
}

bool may_unmute(const GroupCall& call, const GroupCallRank& rank) {
  return call.may_unmute || is_host(rank);
}

std::string group_call_in_words(Milliseconds duration_ms) {
  const Milliseconds seconds = duration_ms / 1000;
  if (seconds < 3600) return fmt::format("[群通话] {:02}:{:02}", seconds / 60, seconds % 60);
  return fmt::format("[群通话] {}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace ling
