// The grey lines of a conversation, in Chinese.
export const notice = {
  became_friends: "你们已经是好友了，打个招呼吧。",
  group_created: "{who} 创建了群聊，打个招呼吧。",
  group_renamed: "{who} 把群名称改为“{words}”",
  group_described: "{who} 修改了群介绍",
  members_invited: "{who} 邀请 {whom} 加入群聊",
  member_removed: "{who} 把 {whom} 移出了群聊",
  admin_named: "{who} 把 {whom} 设为管理员",
  admin_dismissed: "{who} 取消了 {whom} 的管理员",
  owner_changed: "{who} 把群主转让给了 {whom}",
  announcement_published: "{who} 发布了群公告：{words}",
  announcement_reminded: "{who} 提醒大家确认群公告：{words}",
  youDid: "你",
  toYou: "你",
  comma: "、",
  andMore: "{names} 等 {n} 人",
};
