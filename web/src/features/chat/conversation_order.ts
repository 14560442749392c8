import type { Conversation } from "../../protocol/protocol";

/** Pinned ones on top, the latest pin first; then by the last message. */
export function inOrder(conversations: readonly Conversation[]): Conversation[] {
  return [...conversations].sort(
    (a, b) =>
      b.pinned_at - a.pinned_at ||
      (b.last_message?.sent_at ?? 0) - (a.last_message?.sent_at ?? 0) ||
      b.conversation_id - a.conversation_id,
  );
}
