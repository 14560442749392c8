// An open room: its rows, where the unread begin, what a screen reader is told.
import { computed, onScopeDispose, provide, ref, type ComputedRef, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { isAttended } from "../../platform/attention";
import type { Message } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { roomAttachments } from "../../session/room_attachments";
import { useSession } from "../../session/session_store";
import { useOutbox } from "./outbox_store";
import { buildRows, type Row } from "./rows";
import { useMessageWords } from "./message_words";
import { useMessageWindow, type MessageWindowModel } from "./use_message_window";

/** With more unread than this a room opens at its end and offers a way up, instead of far back. */
const manyUnreadFrom = 100;

export interface RoomModel {
  rows: ComputedRef<Row[]>;
  window: MessageWindowModel;
  unreadAtOpen: number;
  /** So many wait above that the room opened at its end. */
  manyUnread: Ref<boolean>;
  /** What a screen reader says about a message that just came. */
  announcement: Ref<string>;
  open(): Promise<void>;
  lineIndex(): number;
  showFirstUnread(): Promise<number>;
  /** Where a message stands, which is fetched if need be; -1 = nowhere. */
  indexOf(seq: number): Promise<number>;
  /** Came while the room was open, so it may enter with a movement. */
  isNew(row: Row): boolean;
}

export function useRoom(conversationId: number): RoomModel {
  const { t } = useI18n();
  const words = useMessageWords();
  const session = useSession();
  const outbox = useOutbox();
  const members = useMembers();
  const window = useMessageWindow(conversationId);
  const conversation = session.state?.conversations[conversationId];
  const unreadAtOpen = conversation?.unread ?? 0;
  const readAtOpen = conversation?.read_seq ?? 0;
  const lastAtOpen = conversation?.last_seq ?? 0;
  const unreadAfter = ref<number | null>(unreadAtOpen > 0 ? readAtOpen : null);
  const manyUnread = ref(unreadAtOpen >= manyUnreadFrom);
  const announcement = ref("");

  let drawn: Row[] = [];
  const rows = computed(() => {
    // What is on its way stands under the newest message, which may not be in the window.
    const atEnd = !window.hasNewer.value;
    const pending = atEnd
      ? outbox.entries.filter((one) => one.conversation_id === conversationId)
      : [];
    const messages = window.messages.value;
    drawn = buildRows(
      { messages, pending, myId: session.myId, unreadAfter: unreadAfter.value },
      drawn,
    );
    return drawn;
  });
  provide(roomAttachments, () =>
    rows.value.flatMap(({ attachments, mine }) =>
      attachments.map((attachment) => ({ attachment, mine })),
    ),
  );

  function open(): Promise<void> {
    if (conversation?.marked_unread) {
      const params = { conversation_id: conversationId, marked_unread: false };
      session.request("conversation.configure", params).catch(() => undefined);
    }
    const reach = manyUnread.value ? 0 : (conversation?.last_seq ?? 0) - readAtOpen + 10;
    return window.open(Math.min(reach, 2 * manyUnreadFrom), canBePlaced);
  }

  /** The place where the room opens is held here, so nobody has to wait for the network. */
  function canBePlaced(): boolean {
    const first = window.messages.value[0];
    if (!first) return false;
    return unreadAtOpen === 0 || manyUnread.value || lineIndex() >= 0;
  }

  function lineIndex(): number {
    return rows.value.findIndex((row) => row.unreadLine);
  }

  async function showFirstUnread(): Promise<number> {
    manyUnread.value = false;
    if (lineIndex() < 0 || window.messages.value[0]?.seq !== readAtOpen) {
      await window.moveTo(readAtOpen + 1);
    }
    return lineIndex();
  }

  async function indexOf(seq: number): Promise<number> {
    const find = (): number => rows.value.findIndex((row) => row.message?.seq === seq);
    if (find() < 0) await window.moveTo(seq);
    return find();
  }

  function arrived(messages: readonly Message[]): void {
    const news = messages.filter(
      (one) => one.conversation_id === conversationId && one.sender_id !== session.myId,
    );
    const last = news[news.length - 1];
    const first = news[0];
    if (!last || !first) return;
    const name = members.nameIn(conversationId, last.sender_id) || t("group.formerMember");
    announcement.value = t("chat.announce", { name, text: words(last).slice(0, 200) });
    // What comes while nobody looks is new when they come back.
    if (!isAttended() && unreadAfter.value === null) unreadAfter.value = first.seq - 1;
  }

  const stop = session.onMessages(arrived);
  onScopeDispose(stop);

  return {
    rows,
    window,
    unreadAtOpen,
    manyUnread,
    announcement,
    open,
    lineIndex,
    showFirstUnread,
    indexOf,
    isNew: (row) => (row.message?.seq ?? 0) > lastAtOpen,
  };
}
