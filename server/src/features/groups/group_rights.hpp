// Who may do what in a group: the one place that says so. Pure functions; any thread.
#pragma once

#include "ling/protocol/chat.hpp"

namespace ling {

/// What is done to a group. Stored as a number in its record: only ever append.
enum class GroupAct {
  create,
  leave,
  dissolve,
  rename,
  invite,
  remove,
  set_admin,
  transfer,
  describe,
  announce,  ///< Also to see who has confirmed.
  remind,
  configure,
  mute,
  exempt,
  link,         ///< Who may is a rule of the group: see may_bring.
  revoke_link,  ///< That of another.
  join,
  decide,
  edit_announcement,
  withdraw_announcement,
  set_avatar,
};

/// Whether somebody in a group may do it at all. To create one, nobody has to be in it: always true.
bool may(GroupRole role, GroupAct act);

/// Whether somebody in a group with these rules may bring people in, or make a link that does.
bool may_bring(GroupRole role, const GroupRules& rules);
/// Whether whom they bring waits for an admin.
bool needs_approval(GroupRole role, const GroupRules& rules);

/// Whether somebody in a group with these rules may mention everybody at once.
bool may_mention_everybody(GroupRole role, const GroupRules& rules);

/// Whether somebody may write in a group with these rules now.
bool may_write(GroupRole role, const GroupRules& rules, Milliseconds muted_until, bool exempt, Milliseconds now);

/// Whether `role` may do it to another member who is `target`.
bool may(GroupRole role, GroupAct act, GroupRole target);

}  // namespace ling
