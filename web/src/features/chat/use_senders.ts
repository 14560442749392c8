import { watch, type Ref } from "vue";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";
import type { Row } from "./rows";

/** For an open room: whoever wrote what is drawn becomes known. */
export function useSendersOf(
  conversationId: number,
  rows: Readonly<Ref<readonly Row[]>>,
): ReturnType<typeof useMembers> {
  const session = useSession();
  const members = useMembers();
  const draw = (drawn: readonly Row[]): void => {
    if (session.state?.conversations[conversationId]?.kind !== "group") return;
    const spoken = drawn.filter((row) => !row.notice);
    void members.learn(
      conversationId,
      spoken.map((row) => row.senderId),
    );
  };
  watch(rows, draw, { immediate: true });
  return members;
}
