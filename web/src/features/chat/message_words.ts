import { useI18n } from "vue-i18n";
import type { Message, User } from "../../protocol/protocol";
import { displayName } from "../../session/people";
import { useNoticeWords } from "./notice_words";

type Content = Pick<Message, "text"> & { card?: User | null };

/** A message in one line, for lists, for what is announced and for copying. */
export function useMessageWords(): (one: Message | Content) => string {
  const { t } = useI18n();
  const noticeWords = useNoticeWords();
  return (one) => {
    if ("kind" in one && one.kind === "notice") return noticeWords(one);
    return one.card ? t("chat.cardPreview", { name: displayName(one.card) }) : one.text;
  };
}
