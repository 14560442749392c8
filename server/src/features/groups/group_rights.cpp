#include "features/groups/group_rights.hpp"

namespace ling {

bool may(GroupRole role, GroupAct act) {
  switch (act) {
    case GroupAct::create:
    case GroupAct::invite:
    case GroupAct::link:
    case GroupAct::join:
      return true;
    case GroupAct::leave:
      return role != GroupRole::owner;
    case GroupAct::rename:
    case GroupAct::remove:
    case GroupAct::describe:
    case GroupAct::announce:
    case GroupAct::remind:
    case GroupAct::configure:
    case GroupAct::mute:
    case GroupAct::exempt:
    case GroupAct::revoke_link:
    case GroupAct::decide:
    case GroupAct::edit_announcement:
    case GroupAct::withdraw_announcement:
    case GroupAct::set_avatar:
      return role != GroupRole::member;
    case GroupAct::dissolve:
    case GroupAct::set_admin:
    case GroupAct::transfer:
      return role == GroupRole::owner;
  }
  return false;
}

bool may_bring(GroupRole role, const GroupRules& rules) {
  if (role != GroupRole::member) return true;
  return rules.inviting == GroupWho::everybody && rules.joining != GroupJoining::closed;
}

bool needs_approval(GroupRole role, const GroupRules& rules) {
  return role == GroupRole::member && rules.joining == GroupJoining::approval;
}

bool may_mention_everybody(GroupRole role, const GroupRules& rules) {
  return role != GroupRole::member || rules.mentioning == GroupWho::everybody;
}

bool may_write(GroupRole role, const GroupRules& rules, Milliseconds muted_until, bool exempt, Milliseconds now) {
  if (role != GroupRole::member) return role == GroupRole::owner || muted_until <= now;
  return muted_until <= now && (!rules.muted || exempt);
}

bool may(GroupRole role, GroupAct act, GroupRole target) {
  // Nothing is done to an owner, and by an admin only to members.
  if (!may(role, act) || target == GroupRole::owner) return false;
  return role == GroupRole::owner || target == GroupRole::member;
}

}  // namespace ling
