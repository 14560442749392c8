// The grey lines of a conversation, in English.
import type { notice as chinese } from "./notice.zh-CN";

export const notice: typeof chinese = {
  became_friends: "You are friends now. Say hello.",
  group_created: "{who} started this group. Say hello.",
  group_renamed: "{who} renamed the group to “{words}”",
  group_described: "{who} changed the description",
  members_invited: "{who} invited {whom}",
  member_removed: "{who} removed {whom} from the group",
  admin_named: "{who} made {whom} an admin",
  admin_dismissed: "{who} removed {whom} as an admin",
  owner_changed: "{who} handed the group over to {whom}",
  announcement_published: "{who} announced: {words}",
  announcement_reminded: "{who} asked everybody to confirm: {words}",
  youDid: "You",
  toYou: "you",
  comma: ", ",
  andMore: "{names} and others, {n} in all",
};
