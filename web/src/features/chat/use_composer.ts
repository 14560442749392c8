import { onScopeDispose, ref, watch, type Ref } from "vue";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";
import { useI18n } from "vue-i18n";
import { useDrafts } from "./drafts_store";
import { useMentionPicks } from "./mention_picks";
import { mentionsIn } from "./mention_text";
import { useOutbox } from "./outbox_store";
import { useTyping } from "./typing_store";

export const textLimit = 20_000;
/** A message that calls more people than this is asked about first. */
const manyMembers = 50;

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
  const session = useSession();
  const confirm = useConfirm();
  const { t } = useI18n();
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
    const mentions = mentionsIn(words, picks.of(conversationId));
    const calls = mentions.some((one) => one.user_id === null) ? membersHere() : 0;
    if (calls > manyMembers && !(await mayCall(calls))) return false;
    void outbox.send(conversationId, words, { mentions });
    picks.forget(conversationId);
    text.value = "";
    drafts.write(conversationId, "");
    drafts.settle(conversationId);
    return true;
  }

  function membersHere(): number {
    return session.state?.conversations[conversationId]?.group?.member_count ?? 0;
  }

  function mayCall(n: number): Promise<boolean> {
    return confirm.ask({
      title: t("mention.reallyAll", { n }),
      action: t("chat.send"),
      cancel: t("app.cancel"),
    });
  }

  onScopeDispose(() => drafts.settle(conversationId));
  return { text, typed, send };
}
