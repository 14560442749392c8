import type { Message } from "../../protocol/protocol";

/** The grey line of a notice; one that this client does not know is shown in the server's own words. */
export function noticeWords(message: Message, t: (key: string) => string): string {
  switch (message.notice) {
    case "became_friends":
    case "group_created":
    case "group_renamed":
    case "members_invited":
    case "member_removed":
    case "admin_named":
    case "admin_dismissed":
    case "owner_changed":
      return t(`notice.${message.notice}`);
    default:
      return message.text;
  }
}
