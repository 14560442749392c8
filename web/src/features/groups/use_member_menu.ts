import { useI18n } from "vue-i18n";
import type { GroupMember, GroupRole } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";
import type { MenuItem } from "../../ui/menu";
import { may } from "./group_rights";
import { useAct } from "../../asking/use_act";

/** What I, being `role`, can do with a member; empty for myself. */
export function useMemberMenu(
  conversationId: number,
  /** Asks for how long. */
  mute: (member: GroupMember) => void,
): (role: GroupRole, member: GroupMember) => MenuItem[] {
  const { t } = useI18n();
  const session = useSession();
  const members = useMembers();
  const confirm = useConfirm();
  const { act } = useAct();
  const everybodyMuted = (): boolean =>
    session.state?.conversations[conversationId]?.group?.rules.muted ?? false;

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
    if (may(role, "mute", member.role)) {
      const muted = member.muted_until > Date.now();
      items.push(
        muted
          ? {
              label: t("group.unmute"),
              icon: "bell",
              run: () => void act(() => session.request("group.mute", { ...target, minutes: 0 })),
            }
          : { label: t("group.mute"), icon: "mute", run: () => mute(member) },
      );
    }
    if (everybodyMuted() && member.role === "member" && may(role, "exempt", member.role)) {
      const exempt = !member.exempt;
      items.push({
        label: t(exempt ? "group.exempt" : "group.dontExempt"),
        icon: "check",
        run: () => void act(() => session.request("group.exempt", { ...target, exempt })),
      });
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
