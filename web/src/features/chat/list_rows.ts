import type { Conversation } from "../../protocol/protocol";
import { inOrder } from "./conversation_order";

export type ListRow =
  | { kind: "conversation"; conversation: Conversation; nested: boolean }
  /** The one row under which all that are folded stand. */
  | { kind: "folded"; conversations: readonly Conversation[] };

/** The list from top to bottom: what is folded stands under one row, in the place of the newest of them. */
export function listRows(conversations: readonly Conversation[], unfolded: boolean): ListRow[] {
  const folded = inOrder(conversations.filter((one) => one.folded));
  const rows: ListRow[] = [];
  for (const conversation of inOrder(conversations)) {
    if (!conversation.folded) {
      rows.push({ kind: "conversation", conversation, nested: false });
    } else if (conversation === folded[0]) {
      rows.push({ kind: "folded", conversations: folded });
      if (!unfolded) continue;
      for (const one of folded)
        rows.push({ kind: "conversation", conversation: one, nested: true });
    }
  }
  return rows;
}
