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
};

/// Whether somebody in a group may do it at all. To create one, nobody has to be in it: always true.
bool may(GroupRole role, GroupAct act);

/// Whether `role` may do it to another member who is `target`.
bool may(GroupRole role, GroupAct act, GroupRole target);

}  // namespace ling
