import { computed, shallowRef, type ComputedRef, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { copyText } from "../../platform/share";
import { useSession } from "../../session/session_store";
import type { MenuItem, MenuPlace } from "../../ui/menu";
import { useToasts } from "../../ui/toasts_store";
import { useMessageWords } from "./message_words";
import { pendingState } from "./message_state";
import { useOutbox } from "./outbox_store";
import { useRoomParts } from "./room_parts";
import type { Row } from "./rows";

export interface MessageMenu {
  /** Where it is open; null = closed. */
  place: Ref<MenuPlace | null>;
  items: ComputedRef<MenuItem[]>;
  /** Opens it for the message that `target` is part of; false when there is none, or the browser's own menu is better. */
  open(place: MenuPlace, target: HTMLElement): boolean;
  close(): void;
}

/** What can be done with a message of a conversation. */
export function useMessageMenu(
  conversationId: number,
  rows: () => readonly Row[],
  onMention: (userId: number) => void,
): MessageMenu {
  const { t } = useI18n();
  const outbox = useOutbox();
  const session = useSession();
  const words = useMessageWords();
  const toasts = useToasts();
  const parts = useRoomParts();
  const menu = shallowRef<{ row: Row; place: MenuPlace; target: HTMLElement } | null>(null);

  async function copy(text: string): Promise<void> {
    toasts.show(t((await copyText(text)) ? "chat.copied" : "codes.notCopied"));
  }

  /** Of several pictures the one that was pointed at. */
  function ofAttachment(row: Row, target: HTMLElement): MenuItem[] {
    const pointed = Number(target.closest<HTMLElement>("[data-file]")?.dataset["file"] ?? 0);
    const one =
      row.attachments.length === 1
        ? row.attachments[0]
        : row.attachments.find(({ file_id }) => file_id === pointed);
    return one && parts ? parts.menu(one) : [];
  }

  function itemsOf(row: Row, target: HTMLElement): MenuItem[] {
    const items: MenuItem[] = [
      { label: t("chat.copy"), icon: "copy", run: () => void copy(words(row)) },
      ...ofAttachment(row, target),
    ];
    if (!row.mine && session.state?.conversations[conversationId]?.kind === "group") {
      const run = (): void => onMention(row.senderId);
      items.push({ label: t("mention.them"), icon: "at", run });
    }
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
  }

  function open(place: MenuPlace, target: HTMLElement): boolean {
    // The browser's own menu knows better what to do with a link or with chosen words.
    const selected = document.getSelection()?.toString() ?? "";
    if (target.closest("a") || selected !== "") return false;
    const key = target.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const row = rows().find((one) => one.key === key);
    if (row) menu.value = { row, place, target };
    return row !== undefined;
  }

  return {
    place: computed(() => menu.value?.place ?? null),
    items: computed(() => (menu.value ? itemsOf(menu.value.row, menu.value.target) : [])),
    open,
    close: () => (menu.value = null),
  };
}
