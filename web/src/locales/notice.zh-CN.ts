// The grey lines of a conversation, in Chinese.
export const notice = {
  became_friends: "你们已经是好友了，打个招呼吧。",
  group_created: "群聊建好了，打个招呼吧。",
  group_renamed: "群名称已修改。",
  members_invited: "有新成员加入了群聊。",
  member_removed: "有成员被移出了群聊。",
  admin_named: "群里多了一位管理员。",
  admin_dismissed: "群里少了一位管理员。",
  owner_changed: "群主已更换。",
};
