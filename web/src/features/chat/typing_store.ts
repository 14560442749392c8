import { defineStore } from "pinia";
import { onScopeDispose, shallowRef } from "vue";
import type { FleetingEvent, Message } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

const shownMs = 5_000;
const sentEveryMs = 3_000;

/** Who is typing where, and telling others that I am. */
export const useTyping = defineStore("typing", () => {
  const session = useSession();
  const typing = shallowRef<ReadonlyMap<string, { conversationId: number; userId: number }>>(
    new Map(),
  );
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const lastSent = new Map<number, number>();

  function start(): void {
    const stops = [session.onFleeting(heard), session.onMessages(wrote)];
    onScopeDispose(() => {
      stops.forEach((stop) => stop());
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      typing.value = new Map();
    });
  }

  function heard(event: FleetingEvent): void {
    if (event.event !== "typing.started" || event.data.user_id === session.myId) return;
    const { conversation_id: conversationId, user_id: userId } = event.data;
    const key = `${conversationId}:${userId}`;
    typing.value = new Map(typing.value).set(key, { conversationId, userId });
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => forget(key), shownMs),
    );
  }

  /** Who has sent what they typed is not typing any more. */
  function wrote(messages: readonly Message[]): void {
    for (const message of messages) forget(`${message.conversation_id}:${message.sender_id}`);
  }

  function forget(key: string): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (!typing.value.has(key)) return;
    const next = new Map(typing.value);
    next.delete(key);
    typing.value = next;
  }

  function typingIn(conversationId: number): number[] {
    return [...typing.value.values()]
      .filter((one) => one.conversationId === conversationId)
      .map((one) => one.userId);
  }

  function tell(conversationId: number): void {
    const now = Date.now();
    if (!session.online || now - (lastSent.get(conversationId) ?? 0) < sentEveryMs) return;
    lastSent.set(conversationId, now);
    session
      .request("conversation.type", { conversation_id: conversationId })
      .catch(() => undefined);
  }

  return { typing, start, typingIn, tell };
});
