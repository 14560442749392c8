import { useI18n } from "vue-i18n";
import { copyText } from "../../platform/share";
import type { MenuItem } from "../../ui/menu";
import { useToasts } from "../../ui/toasts_store";
import { useMessageWords } from "./message_words";
import { pendingState } from "./message_state";
import { useOutbox } from "./outbox_store";
import type { Row } from "./rows";

/** What can be done with a message. */
export function useMessageMenu(): (row: Row) => MenuItem[] {
  const { t } = useI18n();
  const outbox = useOutbox();
  const words = useMessageWords();
  const toasts = useToasts();

  async function copy(text: string): Promise<void> {
    toasts.show(t((await copyText(text)) ? "chat.copied" : "codes.notCopied"));
  }

  return (row) => {
    const items: MenuItem[] = [
      { label: t("chat.copy"), icon: "copy", run: () => void copy(words(row)) },
    ];
    const entry = row.pending;
    if (!entry || pendingState(entry, outbox.now) !== "failed") return items;
    return [
      ...items,
      { label: t("chat.retry"), icon: "retry", run: () => void outbox.retry(entry) },
      {
        label: t("chat.delete"),
        icon: "trash",
        danger: true,
        run: () => void outbox.remove(entry),
      },
    ];
  };
}
