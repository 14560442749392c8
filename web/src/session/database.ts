// What one user of one server keeps in this browser: the copy of the state, messages, what waits to be sent.
// Several tabs share it; everything that must hold together is written in one transaction.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import type {
  Attachment,
  Block,
  Call,
  Conversation,
  Mention,
  ErrorCode,
  Friend,
  FriendGroup,
  FriendRequest,
  GroupCallRoom,
  Me,
  Message,
  Sticker,
  StickerPack,
  User,
} from "../protocol/protocol";
import type { ById } from "./state";
import type { SeqRange } from "./seq_ranges";

export interface Head {
  /** `stateForm` of who wrote it. */
  form: number;
  epoch: string;
  pts: number;
  me: Me;
  friendGroups: readonly FriendGroup[];
  blocked: ById<Block>;
  call: Call | null;
  groupCallRoom: GroupCallRoom | null;
  stickers: readonly Sticker[];
  stickerPacks: readonly StickerPack[];
}

/** A message of mine that the server's stream has not brought back yet. */
export interface OutboxEntry {
  client_id: string;
  conversation_id: number;
  text: string;
  /** Whose card is sent instead of a text. */
  card?: User;
  created_at: number;
  /** Set by the server's answer; then only the echo is awaited. */
  seq: number | null;
  /** The server said no, and asking again the same way would not help. */
  refused: ErrorCode | "file_lost" | null;
  /** What it carries. A file_id of 0: still being uploaded, and the message waits for it. */
  attachments?: readonly Attachment[];
  /** Who is meant by words of the text. */
  mentions?: readonly Mention[];
}

/** A file of a message that waits in the outbox. Kept until it is uploaded, so that a reload loses nothing. */
export interface UploadRecord {
  /** client_id of the message and place in it. */
  id: string;
  client_id: string;
  index: number;
  name: string;
  body: Blob;
  preview: Blob | null;
}

export interface LocalDraft {
  conversation_id: number;
  text: string;
}

export interface LingSchema extends DBSchema {
  head: { key: "head"; value: Head };
  users: { key: number; value: User };
  friends: { key: number; value: Friend };
  requests: { key: number; value: FriendRequest };
  conversations: { key: number; value: Conversation };
  messages: { key: [number, number]; value: Message };
  ranges: { key: number; value: { conversation_id: number; ranges: SeqRange[] } };
  outbox: { key: string; value: OutboxEntry };
  drafts: { key: number; value: LocalDraft };
  uploads: { key: string; value: UploadRecord };
}

export type Database = IDBPDatabase<LingSchema>;

export const stateStores = ["head", "users", "friends", "requests", "conversations"] as const;

const version = 2;

export function databaseName(server: string, userId: number): string {
  return `ling:${server}:${userId}`;
}

export function openDatabase(name: string, onOutdated: () => void): Promise<Database> {
  return openDB<LingSchema>(name, version, {
    upgrade(db, from) {
      if (from < 2) db.createObjectStore("uploads", { keyPath: "id" });
      if (from >= 1) return;
      db.createObjectStore("head");
      db.createObjectStore("users", { keyPath: "user_id" });
      db.createObjectStore("friends", { keyPath: "user_id" });
      db.createObjectStore("requests", { keyPath: "request_id" });
      db.createObjectStore("conversations", { keyPath: "conversation_id" });
      db.createObjectStore("messages", { keyPath: ["conversation_id", "seq"] });
      db.createObjectStore("ranges", { keyPath: "conversation_id" });
      db.createObjectStore("outbox", { keyPath: "client_id" });
      db.createObjectStore("drafts", { keyPath: "conversation_id" });
    },
    // Another tab wipes or upgrades: stand aside, or it would wait for ever.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onOutdated();
    },
    terminated: onOutdated,
  });
}

export function wipeDatabase(name: string): Promise<void> {
  return deleteDB(name);
}

/** Databases that parts of the page keep for themselves, such as which emoji this person used of late. */
export async function wipeOthers(prefix: string): Promise<void> {
  const all = await indexedDB.databases().catch(() => []);
  const theirs = all.flatMap((one) => (one.name?.startsWith(prefix) ? [one.name] : []));
  await Promise.all(theirs.map((name) => deleteDB(name)));
}
