#include "features/groups/group_rights.hpp"

namespace ling {

bool may(GroupRole role, GroupAct act) {
  switch (act) {
    case GroupAct::create:
    case GroupAct::invite:
      return true;
    case GroupAct::leave:
      return role != GroupRole::owner;
    case GroupAct::rename:
    case GroupAct::remove:
    case GroupAct::describe:
    case GroupAct::announce:
    case GroupAct::remind:
      return role != GroupRole::member;
    case GroupAct::dissolve:
    case GroupAct::set_admin:
    case GroupAct::transfer:
      return role == GroupRole::owner;
  }
  return false;
}

bool may(GroupRole role, GroupAct act, GroupRole target) {
  // Nothing is done to an owner, and by an admin only to members.
  if (!may(role, act) || target == GroupRole::owner) return false;
  return role == GroupRole::owner || target == GroupRole::member;
}

}  // namespace ling
