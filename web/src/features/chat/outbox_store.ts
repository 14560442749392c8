// What I wrote and the server has not brought back yet. Kept in the database, so that a reload loses nothing;
// sent in order in each conversation, by one tab at a time.
import { defineStore } from "pinia";
import { onScopeDispose, ref, shallowRef, watch } from "vue";
import { Refusal } from "../../connection/refusal";
import { backoffMs } from "../../connection/backoff";
import { broadcast, type Broadcast } from "../../platform/broadcast";
import { withLock } from "../../platform/lock";
import { newClientId } from "../../platform/uuid";
import type {
  Attachment,
  ErrorCode,
  Mention,
  Message,
  NewAttachment,
  User,
} from "../../protocol/protocol";
import type { OutboxEntry } from "../../session/database";
import { useSession } from "../../session/session_store";

/** Asking again may help with these; every other refusal is final until the person decides. */
const passing = new Set<ErrorCode>(["too_many_requests", "busy", "internal", "storage_full"]);
const tickMs = 5_000;

/** What carries files waits until they are uploaded, and lets what was written after it go first. */
const isComplete = (entry: OutboxEntry): boolean =>
  (entry.attachments ?? []).every((one) => one.file_id > 0);

function asSent({ name: _name, size: _size, type: _type, ...rest }: Attachment): NewAttachment {
  return rest;
}

/** The ids are made in order of time. */
const byAge = (a: OutboxEntry, b: OutboxEntry): number => (a.client_id < b.client_id ? -1 : 1);

/** What a text may come with. */
interface Extras {
  attachments?: readonly Attachment[];
  mentions?: readonly Mention[];
}

export const useOutbox = defineStore("outbox", () => {
  const session = useSession();
  const entries = shallowRef<readonly OutboxEntry[]>([]);
  /** Moves while something waits, so that waiting too long becomes visible. */
  const now = ref(Date.now());

  const echoed = new Set<string>();
  const unsaved = new Map<string, OutboxEntry>();
  const removed = new Set<(clientId: string) => void>();
  const retried = new Set<(clientId: string) => void>();
  let channel: Broadcast | null = null;
  let lockName = "ling:outbox";
  let flushing = false;
  let again = false;
  let failures = 0;
  /** The server asked to be left alone until then. */
  let notBefore = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    lockName = `ling:outbox:${session.myId}`;
    entries.value = [];
    echoed.clear();
    channel = broadcast(lockName, () => void reload());
    const ticker = setInterval(() => {
      if (entries.value.length > 0) now.value = Date.now();
    }, tickMs);
    const stops = [
      session.onMessages(dropEchoes),
      session.onInStep(() => void reload().then(flush)),
      watch(
        () => session.db,
        () => void reload().then(flush),
        { immediate: true },
      ),
    ];
    onScopeDispose(() => {
      stops.forEach((stop) => stop());
      clearInterval(ticker);
      clearTimeout(retryTimer);
      channel?.close();
      channel = null;
      entries.value = [];
    });
  }

  function send(
    conversationId: number,
    text: string,
    { attachments = [], mentions = [] }: Extras = {},
    clientId = newClientId(),
  ): Promise<void> {
    const content = {
      text,
      ...(attachments.length > 0 && { attachments }),
      ...(mentions.length > 0 && { mentions }),
    };
    return add(conversationId, content, clientId);
  }

  function sendCard(conversationId: number, card: User): Promise<void> {
    return add(conversationId, { text: "", card });
  }

  async function add(
    conversation_id: number,
    content: Pick<OutboxEntry, "text" | "card" | "attachments" | "mentions">,
    client_id = newClientId(),
  ): Promise<void> {
    const entry: OutboxEntry = {
      client_id,
      conversation_id,
      ...content,
      created_at: Date.now(),
      seq: null,
      refused: null,
    };
    now.value = entry.created_at;
    await put(entry);
    void flush();
  }

  /** Tries again with the same client_id: if the first try did arrive, nothing is said twice. */
  async function retry(entry: OutboxEntry): Promise<void> {
    await put({ ...entry, refused: null, created_at: Date.now() });
    for (const listener of retried) listener(entry.client_id);
    now.value = Date.now();
    notBefore = 0;
    session.probe();
    void flush();
  }

  async function remove(entry: OutboxEntry): Promise<void> {
    echoed.add(entry.client_id);
    entries.value = entries.value.filter((one) => one.client_id !== entry.client_id);
    await session.db?.delete("outbox", entry.client_id);
    channel?.tell();
    for (const listener of removed) listener(entry.client_id);
  }

  /** A file of a waiting message is there now. */
  async function attach(
    clientId: string,
    index: number,
    ids: Pick<Attachment, "file_id" | "preview_id">,
  ): Promise<void> {
    const entry = entries.value.find((one) => one.client_id === clientId);
    if (!entry?.attachments) return;
    const attachments = entry.attachments.map((one, i) => (i === index ? { ...one, ...ids } : one));
    await put({ ...entry, attachments });
    void flush();
  }

  /** A file of a waiting message cannot be uploaded. */
  async function fail(clientId: string, why: OutboxEntry["refused"]): Promise<void> {
    const entry = entries.value.find((one) => one.client_id === clientId);
    if (entry) await put({ ...entry, refused: why });
  }

  function dropEchoes(messages: readonly Message[]): void {
    const mine = messages.filter((message) => message.sender_id === session.myId);
    if (mine.length === 0) return;
    for (const message of mine) echoed.add(message.client_id);
    if (!entries.value.some((entry) => echoed.has(entry.client_id))) return;
    entries.value = entries.value.filter((entry) => !echoed.has(entry.client_id));
  }

  async function put(entry: OutboxEntry): Promise<void> {
    const others = entries.value.filter((one) => one.client_id !== entry.client_id);
    entries.value = [...others, entry].sort(byAge);
    unsaved.set(entry.client_id, entry);
    await session.db?.put("outbox", entry);
    unsaved.delete(entry.client_id);
    channel?.tell();
  }

  /** Takes over what other tabs changed. */
  async function reload(): Promise<void> {
    const db = session.db;
    if (!db) return;
    const stored = await db.getAll("outbox");
    const all = new Map(stored.map((entry) => [entry.client_id, entry]));
    for (const [id, entry] of unsaved) all.set(id, entry);
    // In one go: what is written while the finished ones are removed must not be overwritten by an older list.
    const finished = [...all.values()].filter(
      (entry) => echoed.has(entry.client_id) || isInHistory(entry),
    );
    for (const entry of finished) all.delete(entry.client_id);
    entries.value = [...all.values()].sort(byAge);
    for (const entry of finished) await db.delete("outbox", entry.client_id);
  }

  /** Stored before the copy was fetched anew, so its echo will not come by itself. */
  function isInHistory(entry: OutboxEntry): boolean {
    const conversation = session.state?.conversations[entry.conversation_id];
    return entry.seq !== null && entry.seq <= (conversation?.last_seq ?? 0);
  }

  async function flush(): Promise<void> {
    if (flushing) {
      again = true;
      return;
    }
    flushing = true;
    try {
      do {
        again = false;
        await withLock(lockName, sendAll);
      } while (again && session.online);
    } finally {
      flushing = false;
    }
  }

  async function sendAll(): Promise<void> {
    const conversations = new Set(
      entries.value.filter(isWaiting).map((one) => one.conversation_id),
    );
    await Promise.all([...conversations].map(sendInOrder));
  }

  function isWaiting(entry: OutboxEntry): boolean {
    return entry.seq === null && entry.refused === null && isComplete(entry);
  }

  async function sendInOrder(conversationId: number): Promise<void> {
    while (session.online && Date.now() >= notBefore) {
      const next = entries.value.find(
        (entry) => entry.conversation_id === conversationId && isWaiting(entry),
      );
      if (!next) return;
      const goOn = await sendOne(next);
      if (!goOn) return;
    }
  }

  async function sendOne(entry: OutboxEntry): Promise<boolean> {
    try {
      const { conversation_id, client_id, text, card, attachments, mentions } = entry;
      const ack = await session.request("message.send", {
        conversation_id,
        client_id,
        text,
        ...(card && { card_user_id: card.user_id }),
        ...(attachments && { attachments: attachments.map(asSent) }),
        ...(mentions && { mentions: [...mentions] }),
      });
      failures = 0;
      const stored = { ...entry, seq: ack.seq };
      if (isInHistory(stored)) await remove(stored);
      else if (!echoed.has(client_id)) await put(stored);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) return false;
      if (!passing.has(error.code)) {
        await put({ ...entry, refused: error.code });
        return true;
      }
      clearTimeout(retryTimer);
      const wait = error.retryAfterMs ?? 500 + backoffMs(failures, Math.random);
      failures += 1;
      notBefore = Date.now() + wait;
      // A little later: clocks and timers do not agree to the millisecond.
      retryTimer = setTimeout(() => void flush(), wait + 20);
      return false;
    }
  }

  return {
    entries,
    now,
    start,
    send,
    sendCard,
    retry,
    remove,
    attach,
    fail,
    reload,
    removed,
    retried,
  };
});
