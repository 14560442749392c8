import { useI18n } from "vue-i18n";
import { useCallWords } from "../../locales/use_call_words";
import type { Attachment, Message, User } from "../../protocol/protocol";
import { displayName } from "../../session/people";
import { useSession } from "../../session/session_store";
import { useNoticeWords } from "./notice_words";
import { useRoomParts } from "./room_parts";

type Content = Pick<Message, "text"> & {
  card?: User | null;
  attachments?: readonly Attachment[] | null;
};

/** A message in one line, for lists, for what is announced and for copying. */
export function useMessageWords(): (one: Message | Content) => string {
  const { t } = useI18n();
  const session = useSession();
  const noticeWords = useNoticeWords();
  const callWords = useCallWords();
  const parts = useRoomParts();
  return (one) => {
    if ("kind" in one && one.kind === "notice") return noticeWords(one);
    if ("kind" in one && one.call) {
      const { media, outcome, duration_ms: durationMs, people } = one.call;
      const mine = one.sender_id === session.myId;
      return callWords.preview({ media, outcome, mine, durationMs, people });
    }
    if (one.card) return t("chat.cardPreview", { name: displayName(one.card) });
    const { attachments } = one;
    return attachments && parts ? parts.words(attachments, one.text) : one.text;
  };
}
