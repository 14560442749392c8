// The way from one message that mentions me to the next, in an open room.
import { nextTick, onScopeDispose, ref, type Ref } from "vue";
import { mentionsMe } from "../../session/reducer";
import { useSession } from "../../session/session_store";
import type { Row } from "./rows";
import type { ListPosition } from "./use_list_position";
import type { RoomModel } from "./use_room";

export interface MentionJumps {
  /** Messages that mention me and were not in view yet, ascending. */
  waiting: Ref<readonly number[]>;
  /** Rows in view now. */
  saw(rows: readonly Row[]): void;
  /** Shows the first of them. */
  next(): Promise<void>;
  /** The message that was jumped to, for as long as it is pointed out; 0 = none. */
  pointedAt: Ref<number>;
}

const pointMs = 1_800;

export function useMentionJumps(
  conversationId: number,
  room: RoomModel,
  position: ListPosition,
): MentionJumps {
  const session = useSession();
  const atOpen = session.state?.conversations[conversationId]?.mention_seqs ?? [];
  const waiting = ref<readonly number[]>(atOpen);
  const pointedAt = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function saw(rows: readonly Row[]): void {
    if (waiting.value.length === 0) return;
    const seen = new Set(rows.map((row) => row.message?.seq));
    if (!waiting.value.some((seq) => seen.has(seq))) return;
    waiting.value = waiting.value.filter((seq) => !seen.has(seq));
  }

  async function next(): Promise<void> {
    const [seq] = waiting.value;
    if (seq === undefined) return;
    const index = await room.indexOf(seq);
    await nextTick();
    // Not there yet, as without a connection: the next tap tries again.
    if (index < 0) return;
    waiting.value = waiting.value.filter((one) => one !== seq);
    position.stayHere();
    position.toIndex(index);
    pointedAt.value = seq;
    clearTimeout(timer);
    timer = setTimeout(() => (pointedAt.value = 0), pointMs);
  }

  const stop = session.onMessages((messages) => {
    const news = messages.filter(
      (one) =>
        one.conversation_id === conversationId &&
        one.sender_id !== session.myId &&
        mentionsMe(one, session.myId),
    );
    if (news.length > 0) waiting.value = [...waiting.value, ...news.map((one) => one.seq)];
  });
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
  });

  return { waiting, saw, next, pointedAt };
}
