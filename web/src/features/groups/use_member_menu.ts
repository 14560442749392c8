import { useI18n } from "vue-i18n";
import type { GroupMember, GroupRole } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";
import type { MenuItem } from "../../ui/menu";
import { may } from "./group_rights";
import { useAct } from "./use_act";

/** What I, being `role`, can do with a member; empty for myself. */
export function useMemberMenu(
  conversationId: number,
): (role: GroupRole, member: GroupMember) => MenuItem[] {
  const { t } = useI18n();
  const session = useSession();
  const members = useMembers();
  const confirm = useConfirm();
  const { act } = useAct();

  return (role, member) => {
    const { user_id } = member.user;
    if (user_id === session.myId) return [];
    const target = { conversation_id: conversationId, user_id };
    const name = members.nameIn(conversationId, user_id);
    const admin = member.role === "admin";
    const items: MenuItem[] = [];
    if (may(role, "set_admin", member.role)) {
      items.push({
        label: t(admin ? "group.dismissAdmin" : "group.nameAdmin"),
        icon: "shield",
        run: () => void act(() => session.request("group.set_admin", { ...target, admin: !admin })),
      });
    }
    if (may(role, "transfer", member.role)) {
      items.push({ label: t("group.transfer"), icon: "crown", run: () => void transfer() });
    }
    if (may(role, "remove", member.role)) {
      items.push({
        label: t("group.remove"),
        icon: "trash",
        danger: true,
        run: () => void remove(),
      });
    }
    return items;

    async function transfer(): Promise<void> {
      const yes = await confirm.ask({
        title: t("group.reallyTransfer", { name }),
        text: t("group.transferNote"),
        action: t("group.transfer"),
        cancel: t("group.cancel"),
        danger: true,
      });
      if (yes) await act(() => session.request("group.transfer", target));
    }

    async function remove(): Promise<void> {
      const yes = await confirm.ask({
        title: t("group.reallyRemove", { name }),
        text: t("group.removeNote"),
        action: t("group.remove"),
        cancel: t("group.cancel"),
        danger: true,
      });
      if (yes) await act(() => session.request("group.remove", target));
    }
  };
}
