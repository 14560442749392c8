import type { Conversation } from "../../protocol/protocol";
import type { OutboxEntry } from "../../session/database";

export type MessageState = "pending" | "failed" | "stored" | "delivered" | "read";

/** After this long without being stored, a message says so. */
export const patienceMs = 60_000;

export function pendingState(entry: OutboxEntry, now: number): MessageState {
  if (entry.seq !== null) return "stored";
  if (entry.refused !== null) return "failed";
  // Files take their time, and show how far they are.
  if (entry.attachments?.some((one) => one.file_id === 0)) return "pending";
  if (now - entry.created_at >= patienceMs) return "failed";
  return "pending";
}

/** How far a stored message of mine has come in a direct conversation. */
export function sentState(seq: number, conversation: Conversation | undefined): MessageState {
  if (!conversation) return "stored";
  if ((conversation.peer_read_seq ?? 0) >= seq) return "read";
  if (conversation.peer_delivered_seq >= seq) return "delivered";
  return "stored";
}
