import { useI18n } from "vue-i18n";
import { durationWords } from "../../locales/duration";
import type { Message, NoticeDetails, NoticePerson } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

type Translate = (key: string, named?: Record<string, unknown>) => string;

/** What the people of a notice are called by who reads it. */
export interface NoticeNames {
  actor: (person: NoticePerson) => string;
  other: (person: NoticePerson) => string;
}

/** The grey line of a notice; one that this client does not know is shown in the server's own words. */
export function noticeWords(message: Message, t: Translate, names: NoticeNames): string {
  const { details } = message;
  switch (message.notice) {
    case "became_friends":
      return t("notice.became_friends");
    case "group_created":
    case "group_renamed":
    case "group_described":
    case "members_invited":
    case "member_removed":
    case "admin_named":
    case "admin_dismissed":
    case "owner_changed":
    case "announcement_published":
    case "announcement_reminded":
    case "group_configured":
    case "everybody_muted":
    case "everybody_unmuted":
    case "member_unmuted":
    case "member_exempted":
    case "member_not_exempted":
    case "member_joined":
    case "member_admitted":
    case "announcement_edited":
    case "announcement_withdrawn":
    case "group_avatar_changed":
    case "group_call_started":
      if (!details) return message.text;
      return t(`notice.${message.notice}`, {
        who: names.actor(details.actor),
        whom: everybody(details, t, names),
        words: details.words,
      });
    case "member_muted":
      if (!details) return message.text;
      return t("notice.member_muted", {
        who: names.actor(details.actor),
        whom: everybody(details, t, names),
        time: t(...durationWords(Number(details.words))),
      });
    default:
      return message.text;
  }
}

function everybody(details: NoticeDetails, t: Translate, names: NoticeNames): string {
  const all = details.people.map(names.other).join(t("notice.comma"));
  const rest = details.people_count - details.people.length;
  return rest > 0 ? t("notice.andMore", { names: all, n: details.people_count }) : all;
}

export function useNoticeWords(): (message: Message) => string {
  const { t } = useI18n();
  const session = useSession();
  const called = (me: string) => (person: NoticePerson) => {
    if (person.user_id === session.myId) return t(me);
    return session.state?.friends[person.user_id]?.remark || person.name;
  };
  const names = { actor: called("notice.youDid"), other: called("notice.toYou") };
  return (message) => noticeWords(message, t, names);
}
