// What a menu offers to whom. The server decides (group_rights.cpp); this only spares people buttons that would be refused.
import type { GroupRole } from "../../protocol/protocol";

export type GroupAct =
  "rename" | "describe" | "announce" | "remove" | "set_admin" | "transfer" | "leave" | "dissolve";

const leaderActs: readonly GroupAct[] = ["rename", "describe", "announce", "remove"];
const ownerActs: readonly GroupAct[] = ["set_admin", "transfer", "dissolve"];

/** Whether somebody who is `role` may do it, if it is done to a member to one who is `target`. */
export function may(role: GroupRole, act: GroupAct, target?: GroupRole): boolean {
  if (target === "owner") return false;
  if (target === "admin" && role !== "owner") return false;
  if (act === "leave") return role !== "owner";
  if (ownerActs.includes(act)) return role === "owner";
  return leaderActs.includes(act) && role !== "member";
}
