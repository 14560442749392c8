// Members of groups: they need not be friends, so the copy does not name them. Asked for when drawn, once each.
import { defineStore } from "pinia";
import { shallowRef, watch } from "vue";
import { ConnectionLost } from "../connection/refusal";
import type { GroupMember, User } from "../protocol/protocol";
import { displayName, userOf } from "./people";
import { useSession } from "./session_store";

export const useMembers = defineStore("members", () => {
  const session = useSession();
  const found = shallowRef<Readonly<Record<string, GroupMember>>>({});
  /** Who is in a group as far as is known since somebody last came or went. */
  const present = shallowRef<ReadonlySet<string>>(new Set());
  const asked = new Set<string>();
  /** One question at a time in each group: the answer to one may make the next needless. */
  const asking = new Map<number, Promise<void>>();
  /** Whom nobody could be asked about, by group. */
  const missed = new Map<number, number[]>();

  /** The user as far as known here; an empty one for who has left before anybody asked. */
  function user(conversationId: number, userId: number): User {
    const member = found.value[keyOf(conversationId, userId)];
    const inCall = session.state?.groupCallRoom?.people.find((one) => one.user_id === userId);
    return session.state?.users[userId] ?? member?.user ?? inCall ?? userOf(null, userId);
  }

  /** What somebody is called in a group: my remark, else their nickname there, else the one everywhere; "" = unknown. */
  function nameIn(conversationId: number, userId: number): string {
    const remark = session.state?.friends[userId]?.remark;
    const nickname = found.value[keyOf(conversationId, userId)]?.nickname;
    return remark || nickname || displayName(user(conversationId, userId));
  }

  /** The same as the others know it: a remark is for me alone, and must not stand in what they read. */
  function publicNameIn(conversationId: number, userId: number): string {
    const nickname = found.value[keyOf(conversationId, userId)]?.nickname;
    return nickname || displayName(user(conversationId, userId));
  }

  /** Sees to it that those become known who are members of the group; without a connection, as soon as there is one. */
  function learn(conversationId: number, userIds: readonly number[]): Promise<void> {
    const before = asking.get(conversationId) ?? Promise.resolve();
    const after = before.then(() => ask(conversationId, userIds));
    asking.set(conversationId, after);
    return after;
  }

  async function ask(conversationId: number, userIds: readonly number[]): Promise<void> {
    for (const userId of new Set(userIds)) {
      const key = keyOf(conversationId, userId);
      if (found.value[key] || asked.has(key)) continue;
      asked.add(key);
      try {
        // Neighbours come along: in a small group the first answer names everybody after.
        const page = await session.request("group.members", {
          conversation_id: conversationId,
          after: userId - 1,
          limit: 50,
        });
        know(conversationId, page.members);
      } catch (problem) {
        asked.delete(key);
        if (problem instanceof ConnectionLost) {
          missed.set(conversationId, [...(missed.get(conversationId) ?? []), userId]);
        }
      }
    }
  }

  function know(conversationId: number, members: readonly GroupMember[]): void {
    const named = members.map((one) => [keyOf(conversationId, one.user.user_id), one]);
    found.value = { ...found.value, ...Object.fromEntries(named) };
    const here = members.map((one) => keyOf(conversationId, one.user.user_id));
    present.value = new Set([...present.value, ...here]);
  }

  /** Somebody is in the group for sure; false also means: not known here. */
  function isPresent(conversationId: number, userId: number): boolean {
    return present.value.has(keyOf(conversationId, userId));
  }

  session.onEvents((events) => {
    for (const event of events) {
      if (event.event === "group.member_changed") {
        know(event.data.conversation_id, [event.data.member]);
      } else if (event.event === "group.counted") {
        const group = keyOf(event.data.conversation_id, "");
        present.value = new Set([...present.value].filter((key) => !key.startsWith(group)));
      }
    }
  });
  session.onInStep(() => {
    const again = [...missed];
    missed.clear();
    for (const [conversationId, userIds] of again) void learn(conversationId, userIds);
  });
  function forget(): void {
    found.value = {};
    present.value = new Set();
    asked.clear();
  }
  session.onReset(() => {
    const again = [...asked].map((key) => key.split(":").map(Number) as [number, number]);
    forget();
    for (const [conversationId, userId] of again) {
      missed.set(conversationId, [...(missed.get(conversationId) ?? []), userId]);
    }
  });
  watch(
    () => session.myId,
    (_, before) => {
      // Signing in keeps what was asked for before there was an answer.
      if (before === 0) return;
      forget();
      missed.clear();
    },
  );

  return { user, nameIn, publicNameIn, isPresent, learn, know };
});

function keyOf(conversationId: number, userId: number | ""): string {
  return `${conversationId}:${userId}`;
}
