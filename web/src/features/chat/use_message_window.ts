import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from "vue";
import type { Message } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { pageSize, useHistory } from "./history";
import { highest, join, lowest, trimmed, type MessageWindow } from "./message_window";

export interface MessageWindowModel {
  messages: Ref<MessageWindow>;
  hasOlder: ComputedRef<boolean>;
  hasNewer: ComputedRef<boolean>;
  loading: Ref<boolean>;
  /** The first page is on its way: next to nothing is drawn yet. */
  opening: ComputedRef<boolean>;
  /** The last page could not be fetched; it is tried again when the connection is back. */
  failed: Ref<boolean>;
  /** Draws the newest messages. Settles when at least `reach` are there, or with what is held here if that is `enough`. */
  open(reach: number, enough: () => boolean): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Tries once more what failed. */
  retry(): void;
  /** Moves the window to where `seq` is. */
  moveTo(seq: number): Promise<void>;
}

/** The messages of one conversation as far as the room shows them. Lives and dies with the room. */
export function useMessageWindow(conversationId: number): MessageWindowModel {
  const session = useSession();
  const history = useHistory(conversationId);
  const messages = shallowRef<MessageWindow>([]);
  const loading = ref(false);
  const failed = ref(false);
  let wanted: (() => Promise<void>) | null = null;

  const lastSeq = computed(() => session.state?.conversations[conversationId]?.last_seq ?? 0);
  /** Where the conversation begins for me. */
  const firstSeq = computed(
    () => session.state?.conversations[conversationId]?.standing?.first_seq ?? 1,
  );
  const hasOlder = computed(() =>
    messages.value.length > 0
      ? lowest(messages.value) > firstSeq.value
      : lastSeq.value >= firstSeq.value,
  );
  const hasNewer = computed(
    () => messages.value.length > 0 && highest(messages.value) < lastSeq.value,
  );

  async function load(work: () => Promise<void>): Promise<void> {
    if (loading.value) return;
    loading.value = true;
    failed.value = false;
    try {
      await work();
      wanted = null;
    } catch {
      failed.value = true;
      wanted = work;
    } finally {
      loading.value = false;
    }
  }

  async function open(reach: number, enough: () => boolean): Promise<void> {
    messages.value = await history.cachedBefore(lastSeq.value + 1, Math.max(pageSize, reach));
    const filled = load(() => fillTo(Math.max(pageSize / 2, reach)));
    if (!enough()) await filled;
  }

  async function fillTo(count: number): Promise<void> {
    while (messages.value.length < count && hasOlder.value) {
      const end = messages.value.length > 0 ? lowest(messages.value) : lastSeq.value + 1;
      const page = await history.before(end);
      if (page.length === 0) return;
      messages.value = join(messages.value, page);
    }
  }

  function loadOlder(): Promise<void> {
    if (!hasOlder.value) return Promise.resolve();
    return load(async () => {
      const page = await history.before(lowest(messages.value), 2 * pageSize);
      messages.value = trimmed(join(messages.value, page), "older");
    });
  }

  function loadNewer(): Promise<void> {
    if (!hasNewer.value) return Promise.resolve();
    return load(async () => {
      const page = await history.after(highest(messages.value));
      messages.value = trimmed(join(messages.value, page), "newer");
    });
  }

  function moveTo(seq: number): Promise<void> {
    return load(async () => {
      const upTo = Math.min(lastSeq.value, seq + pageSize / 2);
      messages.value = await history.before(upTo + 1, pageSize * 2);
    });
  }

  function arrived(news: Message[]): void {
    const here = news.filter((message) => message.conversation_id === conversationId);
    if (here.length === 0) return;
    // Apart from the window (it shows older history, or a page is missing): loadNewer will reach it.
    messages.value = join(messages.value, here);
  }

  function retry(): void {
    if (wanted) void load(wanted);
  }

  function refetch(): void {
    messages.value = [];
    void load(() => fillTo(pageSize / 2));
  }

  const stops = [session.onMessages(arrived), session.onReset(refetch), session.onInStep(retry)];
  onScopeDispose(() => stops.forEach((stop) => stop()));

  return {
    messages,
    hasOlder,
    hasNewer,
    loading,
    opening: computed(
      () => loading.value && hasOlder.value && messages.value.length < pageSize / 2,
    ),
    failed,
    open,
    loadOlder,
    loadNewer,
    retry,
    moveTo,
  };
}
