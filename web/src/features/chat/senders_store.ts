// Who wrote in a group: members need not be friends, so the copy does not name them all. Asked for when drawn, once each.
import { defineStore } from "pinia";
import { shallowRef, watch, type Ref } from "vue";
import type { User } from "../../protocol/protocol";
import { userOf } from "../../session/people";
import { useSession } from "../../session/session_store";
import type { Row } from "./rows";

export const useSenders = defineStore("senders", () => {
  const session = useSession();
  const found = shallowRef<Readonly<Record<number, User>>>({});
  const asked = new Set<string>();

  /** The user as far as known here; an empty one for who has left before anybody asked. */
  function sender(userId: number): User {
    return session.state?.users[userId] ?? found.value[userId] ?? userOf(null, userId);
  }

  /** Sees to it that those become known who are members of the group. */
  async function learn(conversationId: number, userIds: readonly number[]): Promise<void> {
    for (const userId of new Set(userIds)) {
      const key = `${conversationId}:${userId}`;
      const known = session.state?.users[userId] ?? found.value[userId];
      if (known || asked.has(key)) continue;
      asked.add(key);
      try {
        // Neighbours come along: in a small group the first answer names everybody after.
        const page = await session.request("group.members", {
          conversation_id: conversationId,
          after: userId - 1,
          limit: 50,
        });
        const users = page.members.map(({ user }) => [user.user_id, user]);
        found.value = { ...found.value, ...Object.fromEntries(users) };
      } catch {
        asked.delete(key);
      }
    }
  }

  return { sender, learn };
});

/** For an open room: whoever wrote what is drawn becomes known. Friends are known already. */
export function useSendersOf(
  conversationId: number,
  rows: Readonly<Ref<readonly Row[]>>,
): ReturnType<typeof useSenders> {
  const session = useSession();
  const senders = useSenders();
  const draw = (drawn: readonly Row[]): void => {
    if (session.state?.conversations[conversationId]?.kind !== "group") return;
    const userIds = drawn.map((row) => row.senderId);
    void senders.learn(conversationId, userIds);
  };
  watch(rows, draw, { immediate: true });
  return senders;
}
