import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from "vue";
import { usePages, type Pages } from "../../asking/use_pages";
import type { Attachment, AttachmentKind, Message, MessagePage } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

export const shelves = {
  seen: ["picture", "video"],
  files: ["file"],
  heard: ["audio", "voice"],
} as const satisfies Record<string, readonly AttachmentKind[]>;
export type Shelf = keyof typeof shelves;

/** A file in the list, with the message that brought it. */
export interface ListedFile {
  key: string;
  attachment: Attachment;
  message: Message;
}

export interface FileListModel extends Pages<Message> {
  shelf: Ref<Shelf>;
  words: Ref<string>;
  /** Only what this person sent; null = everybody. */
  senderId: Ref<number | null>;
  files: ComputedRef<ListedFile[]>;
}

const pauseMs = 250;

/** The files of a conversation, the newest first, page by page, kept right while they are shown. */
export function useFileList(conversation_id: number): FileListModel {
  const session = useSession();
  const shelf = ref<Shelf>("seen");
  const words = ref("");
  const senderId = ref<number | null>(null);
  const pages = usePages<Message, MessagePage>(
    (last) =>
      session.request("message.files", {
        conversation_id,
        before_seq: last?.seq ?? null,
        limit: 50,
        kinds: [...shelves[shelf.value]],
        words: words.value.trim() || null,
        sender_id: senderId.value,
      }),
    (page) => [...page.messages].reverse(),
  );

  const files = computed(() => {
    const wanted = words.value.trim().toLowerCase();
    return pages.items.value.flatMap((message) =>
      (message.attachments ?? [])
        .filter((one) => shelves[shelf.value].some((kind) => kind === one.kind))
        .filter((one) => one.name.toLowerCase().includes(wanted))
        .map((attachment, i) => ({ key: `${message.seq}:${i}`, attachment, message })),
    );
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch([shelf, senderId], () => {
    pages.items.value = [];
    void pages.reload();
  });
  watch(words, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void pages.reload(), pauseMs);
  });
  const stop = session.onMessages((messages) => {
    const concerns = messages.some(
      (one) => one.conversation_id === conversation_id && one.attachments,
    );
    if (concerns) void pages.reload();
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    stop();
  });
  void pages.reload();

  return { ...pages, shelf, words, senderId, files };
}
