// Whom I picked for an '@' in what I have begun to write, for each conversation; a reload forgets it.
import { defineStore } from "pinia";
import { watch } from "vue";
import { useSession } from "../../session/session_store";
import type { Picked } from "./mention_text";

export const useMentionPicks = defineStore("mention_picks", () => {
  const session = useSession();
  const picked = new Map<number, Picked[]>();
  watch(
    () => session.myId,
    () => picked.clear(),
  );

  return {
    of: (conversationId: number): readonly Picked[] => picked.get(conversationId) ?? [],
    /** Of those picked before, only who still stands in the text. */
    add(conversationId: number, one: Picked, text: string): void {
      const before = picked.get(conversationId) ?? [];
      const kept = before.filter(({ label }) => text.includes(`@${label}`));
      picked.set(conversationId, [...kept, one]);
    },
    forget(conversationId: number): void {
      picked.delete(conversationId);
    },
  };
});
