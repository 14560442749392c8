// Says what I have read: only what was in view for half a second while I was looking at this page.
import { onScopeDispose, watch, type Ref } from "vue";
import { Refusal } from "../../connection/refusal";
import { isAttended } from "../../platform/attention";
import { useSession } from "../../session/session_store";

const dwellMs = 500;
const everyMs = 1_000;

export interface ReadMarks {
  /** The lowest message in view now has this seq; 0 = none. */
  inView(seq: number): void;
  /** The person may have come back to the page. */
  lookAgain(): void;
}

export function useReadMarks(
  conversationId: Ref<number>,
  attended: () => boolean = isAttended,
): ReadMarks {
  const session = useSession();
  let visible = 0;
  let marked = 0;
  let lastSent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function inView(seq: number): void {
    if (seq === visible && timer !== undefined) return;
    visible = seq;
    lookAgain();
  }

  function lookAgain(): void {
    clearTimeout(timer);
    timer = undefined;
    if (visible <= alreadyRead() || !attended()) return;
    const wait = Math.max(dwellMs, lastSent + everyMs - Date.now());
    timer = setTimeout(mark, wait);
  }

  function alreadyRead(): number {
    const read = session.state?.conversations[conversationId.value]?.read_seq ?? 0;
    return Math.max(read, marked);
  }

  function mark(): void {
    timer = undefined;
    const seq = visible;
    if (seq <= alreadyRead() || !attended()) return;
    lastSent = Date.now();
    marked = seq;
    const id = conversationId.value;
    session
      .request("conversation.mark_read", { conversation_id: id, seq })
      .catch((error: unknown) => {
        if (id !== conversationId.value) return;
        marked = 0;
        // A lost connection says it again when the session is in step; a refusal for ever is left at that.
        if (!(error instanceof Refusal) || error.retryAfterMs === null) return;
        lastSent = Date.now() + error.retryAfterMs;
        lookAgain();
      });
  }

  watch(conversationId, () => {
    visible = 0;
    marked = 0;
    clearTimeout(timer);
    timer = undefined;
  });
  const stop = session.onInStep(lookAgain);
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
  });
  return { inView, lookAgain };
}
