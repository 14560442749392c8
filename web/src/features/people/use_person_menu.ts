import { useI18n } from "vue-i18n";
import type { User } from "../../protocol/protocol";
import { nameFor } from "../../session/people";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";
import type { MenuItem } from "../../ui/menu";
import { useToasts } from "../../ui/toasts_store";
import { useAct } from "../../asking/use_act";

export interface PersonActs {
  /** What can be done with somebody: star, block, remove. */
  items: (user: User) => MenuItem[];
  block: (user: User) => Promise<void>;
  unblock: (user: User) => Promise<void>;
}

export function usePersonMenu(): PersonActs {
  const { t } = useI18n();
  const session = useSession();
  const confirm = useConfirm();
  const toasts = useToasts();
  const { act } = useAct();
  const named = (user: User): { name: string } => ({ name: nameFor(session.state, user) });

  async function block(user: User): Promise<void> {
    const sure = await confirm.ask({
      title: t("friends.reallyBlock", named(user)),
      text: t("friends.blockNote"),
      action: t("friends.block"),
      cancel: t("friends.cancel"),
      danger: true,
    });
    if (sure) await act(() => session.request("user.block", { user_id: user.user_id }));
  }

  async function unblock(user: User): Promise<void> {
    const { user_id } = user;
    const words = t("friends.unblocked", named(user));
    if (await act(() => session.request("user.unblock", { user_id }))) toasts.show(words);
  }

  async function remove(user: User): Promise<void> {
    const sure = await confirm.ask({
      title: t("friends.reallyRemove", named(user)),
      text: t("friends.removeNote"),
      action: t("friends.remove"),
      cancel: t("friends.cancel"),
      danger: true,
    });
    if (sure) await act(() => session.request("friend.remove", { user_id: user.user_id }));
  }

  function items(user: User): MenuItem[] {
    const { user_id } = user;
    const friend = session.state?.friends[user_id];
    const blocked = session.state?.blocked[user_id] !== undefined;
    const found: MenuItem[] = [];
    if (friend) {
      const starred = !friend.starred;
      found.push({
        label: t(friend.starred ? "people.unstar" : "people.star"),
        icon: "star",
        run: () => void act(() => session.request("friend.configure", { user_id, starred })),
      });
    }
    found.push(
      blocked
        ? { label: t("friends.unblock"), icon: "check", run: () => void unblock(user) }
        : { label: t("friends.block"), icon: "block", danger: true, run: () => void block(user) },
    );
    if (friend) {
      found.push({
        label: t("friends.remove"),
        icon: "trash",
        danger: true,
        run: () => void remove(user),
      });
    }
    return found;
  }

  return { items, block, unblock };
}
