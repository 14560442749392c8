import { onScopeDispose, ref, watch, type Ref } from "vue";
import { useDrafts } from "./drafts_store";
import { useMentionPicks } from "./mention_picks";
import { mentionsIn } from "./mention_text";
import { useOutbox } from "./outbox_store";
import { useTyping } from "./typing_store";
import { useMentionConsent } from "./use_mention_consent";

export const textLimit = 20_000;

export interface ComposerModel {
  text: Ref<string>;
  /** The person wrote something in the composer. */
  typed(): void;
  /** Sends what stands there; false when there is nothing to send, or it was thought better of. */
  send(): Promise<boolean>;
}

/** What happens to the words in the composer of one conversation. */
export function useComposer(conversationId: number): ComposerModel {
  const drafts = useDrafts();
  const outbox = useOutbox();
  const typing = useTyping();
  const picks = useMentionPicks();
  const consent = useMentionConsent(conversationId);
  const text = ref(drafts.draftOf(conversationId));

  // Another device changed the draft. While unsent words of mine are here, they win.
  watch(
    () => drafts.draftOf(conversationId),
    (draft) => {
      if (!drafts.local.has(conversationId) && draft !== text.value) text.value = draft;
    },
  );

  function typed(): void {
    drafts.write(conversationId, text.value);
    if (text.value.trim() !== "") typing.tell(conversationId);
  }

  async function send(): Promise<boolean> {
    const words = text.value.trim();
    if (words === "" || [...words].length > textLimit) return false;
    const mentions = mentionsIn(words, picks.of(conversationId).all());
    if (!(await consent.given(mentions))) return false;
    void outbox.send(conversationId, words, { mentions });
    picks.forget(conversationId);
    text.value = "";
    drafts.write(conversationId, "");
    drafts.settle(conversationId);
    return true;
  }

  onScopeDispose(() => drafts.settle(conversationId));
  return { text, typed, send };
}
