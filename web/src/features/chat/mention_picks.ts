// Whom I picked for an '@' in what I have begun to write, for each conversation. This tab keeps it over a reload, as the
// words of the draft are kept; my other devices know the words alone.
import { defineStore } from "pinia";
import { useSession } from "../../session/session_store";
import { forget, ofUser, recall, remember } from "../../platform/tab_memory";
import type { Picked } from "./mention_text";

function isPicks(value: unknown): value is Picked[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one: Partial<Picked> | null) =>
        typeof one?.label === "string" && (one.userId === null || Number.isInteger(one.userId)),
    )
  );
}

export const useMentionPicks = defineStore("mention_picks", () => {
  const session = useSession();
  const placeOf = (conversationId: number): string =>
    `${ofUser}picked.${session.myId}.${conversationId}`;
  const of = (conversationId: number): readonly Picked[] =>
    recall(placeOf(conversationId), isPicks) ?? [];

  return {
    of,
    /** Of those picked before, only who still stands in the text. */
    add(conversationId: number, one: Picked, text: string): void {
      const kept = of(conversationId).filter(({ label }) => text.includes(`@${label}`));
      remember(placeOf(conversationId), [...kept, one]);
    },
    forget(conversationId: number): void {
      forget(placeOf(conversationId));
    },
  };
});
