import { useI18n } from "vue-i18n";
import type { Group } from "../protocol/protocol";
import { useSession } from "../session/session_store";
import { useConfirm } from "../ui/confirm_store";
import { useAct } from "./use_act";

/** Asks, and then dissolves a group of mine or leaves another. */
export function useEndGroup(): (conversation_id: number, group: Group) => Promise<void> {
  const { t } = useI18n();
  const session = useSession();
  const confirm = useConfirm();
  const { act } = useAct();

  return async (conversation_id, group) => {
    const owned = group.owner_id === session.myId;
    const yes = await confirm.ask({
      title: t(owned ? "group.reallyDissolve" : "group.reallyLeave", { name: group.name }),
      text: t(owned ? "group.dissolveNote" : "group.leaveNote"),
      action: t(owned ? "group.dissolve" : "group.leave"),
      cancel: t("group.cancel"),
      danger: true,
    });
    const command = owned ? "group.dissolve" : "group.leave";
    if (yes) await act(() => session.request(command, { conversation_id }));
  };
}
