import { useI18n } from "vue-i18n";
import { useRefusalWords } from "../../locales/use_refusal_words";
import type { Commands } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";
import { useToasts } from "../../ui/toasts_store";
import { useGroupCalls } from "./group_calls_store";

/** What a host can do to the call and to those in it. */
export function useHostTools(): {
  /** null: everybody but me. */
  mute: (userId: number | null) => void;
  remove: (who: { id: number; name: string }) => Promise<void>;
  configure: (change: { locked?: boolean; may_unmute?: boolean }) => void;
  end: () => Promise<void>;
} {
  const { t } = useI18n();
  const calls = useGroupCalls();
  const session = useSession();
  const confirm = useConfirm();
  const toasts = useToasts();
  const refusalWords = useRefusalWords();

  function ask<K extends keyof Commands>(command: K, params: Commands[K]["params"]): void {
    session.request(command, params).catch((error: unknown) => toasts.show(refusalWords(error)));
  }
  const id = (): number => calls.call?.group_call_id ?? 0;

  return {
    mute: (user_id) => ask("group_call.mute", { group_call_id: id(), user_id }),
    configure: (change) => ask("group_call.configure", { group_call_id: id(), ...change }),
    async remove({ id: user_id, name }) {
      const yes = await confirm.ask({
        title: t("groupCalls.reallyRemove", { name }),
        text: t("groupCalls.removeNote"),
        action: t("groupCalls.remove"),
        cancel: t("calls.cancel"),
        danger: true,
      });
      if (yes) ask("group_call.remove", { group_call_id: id(), user_id });
    },
    async end() {
      const yes = await confirm.ask({
        title: t("groupCalls.reallyEnd"),
        action: t("groupCalls.endAll"),
        cancel: t("calls.cancel"),
        danger: true,
      });
      if (yes) ask("group_call.end", { group_call_id: id() });
    },
  };
}
