// What stands in a room, top to bottom: each message with what is drawn above it and how it sits in its group.
import type { Message } from "../../protocol/protocol";
import type { OutboxEntry } from "../../session/database";
import { calendarDaysAgo } from "../../locales/time_labels";

const groupMs = 5 * 60_000;

export interface Row {
  key: string;
  /** null = mine, not yet brought back by the server. */
  message: Message | null;
  pending: OutboxEntry | null;
  text: string;
  at: number;
  senderId: number;
  mine: boolean;
  notice: boolean;
  /** A line with the day stands above. */
  newDay: boolean;
  /** The line "new messages" stands above. */
  unreadLine: boolean;
  firstOfGroup: boolean;
  lastOfGroup: boolean;
}

export interface RowsInput {
  messages: readonly Message[];
  pending: readonly OutboxEntry[];
  myId: number;
  /** The first message after this seq that is not mine gets the line; null = no line. */
  unreadAfter: number | null;
}

export function buildRows(input: RowsInput): Row[] {
  const rows = [
    ...input.messages.map((message) => fromMessage(message, input.myId)),
    ...input.pending.map((entry) => fromPending(entry, input.myId)),
  ];
  let lineDrawn = false;
  rows.forEach((row, i) => {
    const above = rows[i - 1];
    row.newDay = !above || calendarDaysAgo(above.at, row.at) !== 0;
    row.unreadLine = !lineDrawn && isUnread(row, input.unreadAfter);
    lineDrawn ||= row.unreadLine;
    row.firstOfGroup = !above || row.newDay || row.unreadLine || !together(above, row);
    if (above) above.lastOfGroup = row.firstOfGroup;
  });
  const last = rows[rows.length - 1];
  if (last) last.lastOfGroup = true;
  return rows;
}

function isUnread(row: Row, after: number | null): boolean {
  if (after === null || !row.message || row.mine || row.notice) return false;
  return row.message.seq > after;
}

function together(above: Row, row: Row): boolean {
  if (above.notice || row.notice) return false;
  return above.senderId === row.senderId && Math.abs(row.at - above.at) < groupMs;
}

const unplaced = {
  newDay: false,
  unreadLine: false,
  firstOfGroup: false,
  lastOfGroup: false,
};

function fromMessage(message: Message, myId: number): Row {
  const notice = message.kind === "notice";
  const byClient = message.client_id !== "" && !notice;
  return {
    key: byClient ? rowKey(message.sender_id, message.client_id) : `seq:${message.seq}`,
    message,
    pending: null,
    text: message.text,
    at: message.sent_at,
    senderId: message.sender_id,
    mine: message.sender_id === myId,
    notice,
    ...unplaced,
  };
}

function fromPending(entry: OutboxEntry, myId: number): Row {
  return {
    key: rowKey(myId, entry.client_id),
    message: null,
    pending: entry,
    text: entry.text,
    at: entry.created_at,
    senderId: myId,
    mine: true,
    notice: false,
    ...unplaced,
  };
}

/** The same before and after the server's echo, so that the bubble stays the same bubble. */
function rowKey(senderId: number, clientId: string): string {
  return `${senderId}:${clientId}`;
}

/** How many rows were put in front, when nothing else happened to the top; 0 otherwise. */
export function prependedCount(before: readonly Row[], now: readonly Row[]): number {
  const first = before[0];
  if (!first || now.length <= before.length) return 0;
  const at = now.findIndex((row) => row.key === first.key);
  return Math.max(0, at);
}
