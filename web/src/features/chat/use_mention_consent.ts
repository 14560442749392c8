import { useI18n } from "vue-i18n";
import type { Mention } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";

/** A message that calls more people than this is asked about first. */
const manyMembers = 50;

/** Asks whether really so many people shall be called. */
export function useMentionConsent(conversationId: number): {
  given(mentions: readonly Mention[]): Promise<boolean>;
} {
  const session = useSession();
  const confirm = useConfirm();
  const { t } = useI18n();

  async function given(mentions: readonly Mention[]): Promise<boolean> {
    if (mentions.every((one) => one.user_id !== null)) return true;
    const n = session.state?.conversations[conversationId]?.group?.member_count ?? 0;
    if (n <= manyMembers) return true;
    return confirm.ask({
      title: t("mention.reallyAll", { n }),
      action: t("chat.send"),
      cancel: t("app.cancel"),
    });
  }

  return { given };
}
