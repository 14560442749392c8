// What stands in a room, top to bottom: each message with what is drawn above it and how it sits in its group.
import type { Attachment, Message, User } from "../../protocol/protocol";
import type { OutboxEntry } from "../../session/database";

const groupMs = 5 * 60_000;

export interface Row {
  key: string;
  /** null = mine, not yet brought back by the server. */
  message: Message | null;
  pending: OutboxEntry | null;
  text: string;
  /** Whose card it is. */
  card: User | null;
  attachments: readonly Attachment[];
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

/** `before` are the rows drawn last: one that has not changed stays the same object, so that nothing draws it again. */
export function buildRows(input: RowsInput, before: readonly Row[] = []): Row[] {
  const rows = [
    ...input.messages.map((message) => fromMessage(message, input.myId)),
    ...input.pending.map((entry) => fromPending(entry, input.myId)),
  ];
  let lineDrawn = false;
  let day: Day = { from: 0, to: 0 };
  rows.forEach((row, i) => {
    const above = rows[i - 1];
    row.newDay = !above || row.at < day.from || row.at >= day.to;
    if (row.newDay) day = dayOf(row.at);
    row.unreadLine = !lineDrawn && isUnread(row, input.unreadAfter);
    lineDrawn ||= row.unreadLine;
    row.firstOfGroup = !above || row.newDay || row.unreadLine || !together(above, row);
    if (above) above.lastOfGroup = row.firstOfGroup;
  });
  const last = rows[rows.length - 1];
  if (last) last.lastOfGroup = true;
  return reuse(rows, before);
}

interface Day {
  from: number;
  to: number;
}

function dayOf(at: number): Day {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const from = new Date(year, month, day).getTime();
  return { from, to: new Date(year, month, day + 1).getTime() };
}

function reuse(rows: Row[], before: readonly Row[]): Row[] {
  if (before.length === 0) return rows;
  const known = new Map(before.map((row) => [row.key, row]));
  return rows.map((row) => {
    const old = known.get(row.key);
    return old && same(old, row) ? old : row;
  });
}

function same(a: Row, b: Row): boolean {
  return (
    a.message === b.message &&
    a.pending === b.pending &&
    a.mine === b.mine &&
    a.newDay === b.newDay &&
    a.unreadLine === b.unreadLine &&
    a.firstOfGroup === b.firstOfGroup &&
    a.lastOfGroup === b.lastOfGroup
  );
}

function isUnread(row: Row, after: number | null): boolean {
  if (after === null || !row.message || row.mine || row.notice) return false;
  return row.message.seq > after;
}

function together(above: Row, row: Row): boolean {
  if (above.notice || row.notice) return false;
  return above.senderId === row.senderId && Math.abs(row.at - above.at) < groupMs;
}

const none: readonly Attachment[] = [];
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
    card: message.card ?? null,
    attachments: message.attachments ?? none,
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
    card: entry.card ?? null,
    attachments: entry.attachments ?? none,
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

/**
 * Whether rows were put on top or taken away there, and the place of what is read has to be counted from the end.
 */
export function changedAtTop(before: readonly Row[], now: readonly Row[]): boolean {
  const oldFirst = before[0];
  const newFirst = now[0];
  if (!oldFirst || !newFirst || oldFirst.key === newFirst.key) return false;
  return (
    now.some((row) => row.key === oldFirst.key) || before.some((row) => row.key === newFirst.key)
  );
}
