// What a menu offers to whom. The server decides (group_rights.cpp); this only spares people buttons that would be refused.
import type { GroupRole, GroupRules } from "../../protocol/protocol";

const leaderActs = [
  "rename",
  "describe",
  "announce",
  "remove",
  "configure",
  "mute",
  "exempt",
  "decide",
  "set_avatar",
] as const;
export type GroupAct =
  (typeof leaderActs)[number] | "set_admin" | "transfer" | "dissolve" | "leave";

/** Whether somebody who is `role` may do it, if it is done to a member to one who is `target`. */
export function may(role: GroupRole, act: GroupAct, target?: GroupRole): boolean {
  if (target === "owner") return false;
  if (target === "admin" && role !== "owner") return false;
  if (act === "leave") return role !== "owner";
  return role === "owner" || (role === "admin" && leaderActs.some((one) => one === act));
}

/** Whether somebody may mention everybody in a group with these rules. */
export function mayMentionEverybody(role: GroupRole, rules: GroupRules): boolean {
  return role !== "member" || rules.mentioning === "everybody";
}

/** Whether somebody may bring people into a group with these rules. */
export function mayBring(role: GroupRole, rules: GroupRules): boolean {
  if (role !== "member") return true;
  return rules.inviting === "everybody" && rules.joining !== "closed";
}
