import { useI18n } from "vue-i18n";
import { useCallWords } from "../../locales/use_call_words";
import type { Message, User } from "../../protocol/protocol";
import { displayName } from "../../session/people";
import { useSession } from "../../session/session_store";
import { useNoticeWords } from "./notice_words";

type Content = Pick<Message, "text"> & { card?: User | null };

/** A message in one line, for lists, for what is announced and for copying. */
export function useMessageWords(): (one: Message | Content) => string {
  const { t } = useI18n();
  const session = useSession();
  const noticeWords = useNoticeWords();
  const callWords = useCallWords();
  return (one) => {
    if ("kind" in one && one.kind === "notice") return noticeWords(one);
    if ("kind" in one && one.call) {
      const { media, outcome, duration_ms: durationMs } = one.call;
      const mine = one.sender_id === session.myId;
      return callWords.preview({ media, outcome, mine, durationMs });
    }
    return one.card ? t("chat.cardPreview", { name: displayName(one.card) }) : one.text;
  };
}
