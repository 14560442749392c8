// Whom I picked for an '@' in what I have begun to write, for each conversation. This tab keeps it over a reload, as the
// words of the draft are kept; my other devices know the words alone.
import { defineStore } from "pinia";
import { useSession } from "../../session/session_store";
import { forget, ofUser, recall, remember } from "../../platform/tab_memory";
import type { Picked } from "./mention_text";

/** Those picked for one text. */
export interface Picks {
  all(): readonly Picked[];
  /** Of those picked before, only who still stands in the text stays. */
  add(one: Picked, text: string): void;
}

const withOneMore = (picks: readonly Picked[], one: Picked, text: string): Picked[] => [
  ...picks.filter(({ label }) => text.includes(`@${label}`)),
  one,
];

/** For a text that is not kept. */
export function passingPicks(): Picks {
  let picks: readonly Picked[] = [];
  return {
    all: () => picks,
    add: (one, text) => {
      picks = withOneMore(picks, one, text);
    },
  };
}

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
  const all = (conversationId: number): readonly Picked[] =>
    recall(placeOf(conversationId), isPicks) ?? [];

  return {
    of: (conversationId: number): Picks => ({
      all: () => all(conversationId),
      add: (one, text) =>
        remember(placeOf(conversationId), withOneMore(all(conversationId), one, text)),
    }),
    forget(conversationId: number): void {
      forget(placeOf(conversationId));
    },
  };
});
