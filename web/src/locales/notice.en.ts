// The grey lines of a conversation, in English.
import type { notice as chinese } from "./notice.zh-CN";

export const notice: typeof chinese = {
  became_friends: "You are friends now. Say hello.",
  group_created: "The group is ready. Say hello.",
  group_renamed: "The group has a new name.",
  members_invited: "New members joined the group.",
  member_removed: "A member was removed from the group.",
  admin_named: "The group has one more admin.",
  admin_dismissed: "The group has one admin less.",
  owner_changed: "The group has a new owner.",
};
