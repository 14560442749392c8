// The copy kept in IndexedDB: drawn at once on the next visit, then caught up.
import type { Message } from "../protocol/protocol";
import { stateStores, type Database } from "./database";
import { addRange, rangeAround } from "./seq_ranges";
import { requestLimit, stateForm, type ById, type State } from "./state";

export async function loadState(db: Database): Promise<State | null> {
  const tx = db.transaction(stateStores, "readonly");
  const [head, users, friends, requests, conversations] = await Promise.all([
    tx.objectStore("head").get("head"),
    tx.objectStore("users").getAll(),
    tx.objectStore("friends").getAll(),
    tx.objectStore("requests").getAll(),
    tx.objectStore("conversations").getAll(),
  ]);
  if (!head || head.form !== stateForm) return null;
  const { epoch, pts, me, friendGroups, blocked, call, groupCallRoom, stickers, stickerPacks } =
    head;
  return {
    epoch,
    pts,
    me,
    friendGroups,
    blocked,
    call,
    groupCallRoom,
    stickers,
    stickerPacks,
    users: Object.fromEntries(users.map((one) => [one.user_id, one])),
    friends: Object.fromEntries(friends.map((one) => [one.user_id, one])),
    friendRequests: requests.reverse().slice(0, requestLimit),
    conversations: Object.fromEntries(conversations.map((one) => [one.conversation_id, one])),
  };
}

const allStores = [...stateStores, "messages", "ranges", "outbox", "drafts"] as const;

/**
 * Writes the step from `before` to `after` with the messages it brought. Position and content change in one
 * transaction and never go back: when another tab has written a later position, only messages are added.
 * Returns whether `after` is what is stored now.
 */
export async function saveStep(
  db: Database,
  before: State | null,
  after: State,
  messages: readonly Message[],
): Promise<boolean> {
  const tx = db.transaction(allStores, "readwrite");
  const head = await tx.objectStore("head").get("head");
  const foreign = head?.epoch !== after.epoch || head.form !== stateForm;
  const ours = foreign || head.pts < after.pts;
  const replaces = before === null || foreign;
  if (ours && replaces) {
    const emptied = [...stateStores, "messages", "ranges"] as const;
    await Promise.all(emptied.map((name) => tx.objectStore(name).clear()));
  }
  if (ours) {
    const { epoch, pts, me, friendGroups, blocked, call, groupCallRoom, stickers, stickerPacks } =
      after;
    const whole = {
      epoch,
      pts,
      me,
      friendGroups,
      blocked,
      call,
      groupCallRoom,
      stickers,
      stickerPacks,
    };
    await tx.objectStore("head").put({ form: stateForm, ...whole }, "head");
    const base = replaces ? null : before;
    for (const [name, old, now] of [
      ["users", base?.users, after.users],
      ["friends", base?.friends, after.friends],
      ["requests", base && keyed(base.friendRequests), keyed(after.friendRequests)],
      ["conversations", base?.conversations, after.conversations],
    ] as const) {
      const store = tx.objectStore(name);
      const { changed, gone } = difference<unknown>(old ?? {}, now);
      for (const value of changed) await store.put(value as never);
      for (const key of gone) await store.delete(key);
    }
  }
  await addMessages(tx.objectStore("messages"), tx.objectStore("ranges"), messages);
  for (const message of messages) {
    if (message.sender_id === after.me.user.user_id) {
      await tx.objectStore("outbox").delete(message.client_id);
    }
  }
  await tx.done;
  return ours;
}

function keyed(requests: State["friendRequests"]): Record<number, unknown> {
  return Object.fromEntries(requests.map((one) => [one.request_id, one]));
}

function difference<T>(old: ById<T>, now: ById<T>): { changed: T[]; gone: number[] } {
  if (old === now) return { changed: [], gone: [] };
  const changed: T[] = [];
  const gone: number[] = [];
  for (const key of Object.keys(now)) {
    const value = now[Number(key)];
    if (value !== undefined && old[Number(key)] !== value) changed.push(value);
  }
  for (const key of Object.keys(old)) if (!(key in now)) gone.push(Number(key));
  return { changed, gone };
}

/** Keeps a page of history: messages of one conversation without gaps, ascending. */
export async function savePage(db: Database, messages: readonly Message[]): Promise<void> {
  const tx = db.transaction(["messages", "ranges"], "readwrite");
  await addMessages(tx.objectStore("messages"), tx.objectStore("ranges"), messages);
  await tx.done;
}

interface MessageStore {
  put(value: Message): Promise<unknown>;
}
interface RangeStore {
  get(key: number): Promise<{ ranges: { low: number; high: number }[] } | undefined>;
  put(value: {
    conversation_id: number;
    ranges: { low: number; high: number }[];
  }): Promise<unknown>;
}

async function addMessages(
  store: MessageStore,
  rangeStore: RangeStore,
  messages: readonly Message[],
): Promise<void> {
  const seqs = new Map<number, number[]>();
  for (const message of messages) {
    await store.put(message);
    const known = seqs.get(message.conversation_id);
    if (known) known.push(message.seq);
    else seqs.set(message.conversation_id, [message.seq]);
  }
  for (const [conversationId, added] of seqs) {
    let ranges = (await rangeStore.get(conversationId))?.ranges ?? [];
    for (const seq of added) ranges = addRange(ranges, { low: seq, high: seq });
    await rangeStore.put({ conversation_id: conversationId, ranges });
  }
}

/** Up to `limit` messages that end at `endSeq`, as far as they are held here without a hole; ascending. */
export async function loadBefore(
  db: Database,
  conversationId: number,
  endSeq: number,
  limit: number,
): Promise<Message[]> {
  const tx = db.transaction(["messages", "ranges"], "readonly");
  const known = (await tx.objectStore("ranges").get(conversationId))?.ranges ?? [];
  const range = rangeAround(known, endSeq);
  if (!range) return [];
  const low = Math.max(range.low, endSeq - limit + 1);
  return tx
    .objectStore("messages")
    .getAll(IDBKeyRange.bound([conversationId, low], [conversationId, endSeq]));
}

/** Up to `limit` messages that begin at `startSeq`, as far as they are held here without a hole; ascending. */
export async function loadAfter(
  db: Database,
  conversationId: number,
  startSeq: number,
  limit: number,
): Promise<Message[]> {
  const tx = db.transaction(["messages", "ranges"], "readonly");
  const known = (await tx.objectStore("ranges").get(conversationId))?.ranges ?? [];
  const range = rangeAround(known, startSeq);
  if (!range) return [];
  const high = Math.min(range.high, startSeq + limit - 1);
  return tx
    .objectStore("messages")
    .getAll(IDBKeyRange.bound([conversationId, startSeq], [conversationId, high]));
}
