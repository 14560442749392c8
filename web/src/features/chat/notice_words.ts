import type { Message } from "../../protocol/protocol";

/** The grey line of a notice; one that this client does not know is shown in the server's own words. */
export function noticeWords(message: Message, t: (key: string) => string): string {
  switch (message.notice) {
    case "became_friends":
      return t("notice.became_friends");
    case "group_created":
      return t("notice.group_created");
    default:
      return message.text;
  }
}
