// What I have begun to write. The server keeps it for all my devices; what it has not taken yet is kept here.
import { defineStore } from "pinia";
import { onScopeDispose, shallowRef, watch } from "vue";
import { ConnectionLost } from "../../connection/refusal";
import { ofUser, recall, remember } from "../../platform/tab_memory";
import { useSession } from "../../session/session_store";

const settleMs = 800;

/** The database may not have taken the last words before the page is loaded anew. */
const memory = `${ofUser}drafts`;
const areDrafts = (value: unknown): value is [number, string][] =>
  Array.isArray(value) &&
  value.every(
    (one) => Array.isArray(one) && typeof one[0] === "number" && typeof one[1] === "string",
  );

export const useDrafts = defineStore("drafts", () => {
  const session = useSession();
  /** Drafts that the server does not have yet. */
  const local = shallowRef<ReadonlyMap<number, string>>(new Map());
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const sending = new Set<number>();

  function start(): void {
    local.value = new Map();
    const stop = session.onInStep(pushAll);
    watch(
      () => session.db,
      () => void load().then(pushAll),
      { immediate: true },
    );
    onScopeDispose(() => {
      stop();
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
      local.value = new Map();
    });
  }

  function pushAll(): void {
    if (!session.online) return;
    for (const conversationId of local.value.keys()) void push(conversationId);
  }

  async function load(): Promise<void> {
    const stored = (await session.db?.getAll("drafts")) ?? [];
    const merged = new Map(stored.map((one) => [one.conversation_id, one.text]));
    for (const [id, text] of recall(memory, areDrafts) ?? []) merged.set(id, text);
    for (const [id, text] of local.value) merged.set(id, text);
    local.value = merged;
  }

  /** The draft as it should be shown: mine from here before the server's. */
  function draftOf(conversationId: number): string {
    const mine = local.value.get(conversationId);
    return mine ?? session.state?.conversations[conversationId]?.draft ?? "";
  }

  function write(conversationId: number, text: string): void {
    if (draftOf(conversationId) === text) return;
    change(conversationId, text);
    void session.db?.put("drafts", { conversation_id: conversationId, text });
    pushLater(conversationId);
  }

  function pushLater(conversationId: number): void {
    clearTimeout(timers.get(conversationId));
    timers.set(
      conversationId,
      setTimeout(() => void push(conversationId), settleMs),
    );
  }

  /** Does not wait for the pause in typing: the room is being left, or the message was sent. */
  function settle(conversationId: number): void {
    if (!timers.has(conversationId)) return;
    void push(conversationId);
  }

  async function push(conversationId: number): Promise<void> {
    clearTimeout(timers.get(conversationId));
    timers.delete(conversationId);
    const draft = local.value.get(conversationId);
    if (draft === undefined || sending.has(conversationId)) return;
    sending.add(conversationId);
    let lost = false;
    try {
      await session.request("conversation.set_draft", { conversation_id: conversationId, draft });
    } catch (error) {
      // Refused is different: asking again would not change it, and what stands in the composer is not lost.
      lost = error instanceof ConnectionLost;
    }
    sending.delete(conversationId);
    // Without a connection the next one sends it; if that came meanwhile, it has been missed.
    if (lost) return session.online ? pushLater(conversationId) : undefined;
    if (local.value.get(conversationId) === draft) forget(conversationId);
    else void push(conversationId);
  }

  function forget(conversationId: number): void {
    change(conversationId, null);
    void session.db?.delete("drafts", conversationId);
  }

  function change(conversationId: number, text: string | null): void {
    const next = new Map(local.value);
    if (text === null) next.delete(conversationId);
    else next.set(conversationId, text);
    local.value = next;
    remember(memory, [...next]);
  }

  return { local, start, draftOf, write, settle };
});
