import { useI18n } from "vue-i18n";
import { useRefusalWords } from "../../locales/use_refusal_words";
import type { ConfigureConversation, Conversation, Group } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { useConfirm } from "../../ui/confirm_store";
import type { MenuItem } from "../../ui/menu";
import { useToasts } from "../../ui/toasts_store";

/** What can be done with a conversation from the list. */
export function useConversationMenu(): (conversation: Conversation) => MenuItem[] {
  const { t } = useI18n();
  const session = useSession();
  const toasts = useToasts();
  const confirm = useConfirm();
  const words = useRefusalWords();

  async function run(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toasts.show(words(error));
    }
  }

  async function end(conversation_id: number, group: Group): Promise<void> {
    const owned = group.owner_id === session.myId;
    const yes = await confirm.ask({
      title: t(owned ? "group.reallyDissolve" : "group.reallyLeave", { name: group.name }),
      text: t(owned ? "group.dissolveNote" : "group.leaveNote"),
      action: t(owned ? "group.dissolve" : "group.leave"),
      cancel: t("group.cancel"),
      danger: true,
    });
    const command = owned ? "group.dissolve" : "group.leave";
    if (yes) await session.request(command, { conversation_id });
  }

  return (conversation) => {
    const { conversation_id, last_seq: seq } = conversation;
    const configure = (change: Omit<ConfigureConversation, "conversation_id">): void =>
      void run(() => session.request("conversation.configure", { conversation_id, ...change }));
    const read = (): Promise<unknown> =>
      conversation.unread > 0
        ? session.request("conversation.mark_read", { conversation_id, seq })
        : session.request("conversation.configure", { conversation_id, marked_unread: false });
    const pinned = conversation.pinned_at > 0;
    const unread = conversation.unread > 0 || conversation.marked_unread;
    const { group } = conversation;
    const items: MenuItem[] = [
      {
        label: t(pinned ? "chat.unpin" : "chat.pin"),
        icon: "pin",
        run: () => configure({ pinned: !pinned }),
      },
      {
        label: t(conversation.muted ? "chat.unmute" : "chat.mute"),
        icon: conversation.muted ? "bell" : "mute",
        run: () => configure({ muted: !conversation.muted }),
      },
      {
        label: t(conversation.folded ? "chat.unfoldChat" : "chat.foldChat"),
        icon: "folders",
        run: () => configure({ folded: !conversation.folded }),
      },
      unread
        ? { label: t("chat.markRead"), icon: "check", run: () => void run(read) }
        : {
            label: t("chat.markUnread"),
            icon: "dot",
            run: () => configure({ marked_unread: true }),
          },
    ];
    if (group) {
      const owned = group.owner_id === session.myId;
      items.push({
        label: t(owned ? "group.dissolve" : "group.leave"),
        icon: owned ? "trash" : "leave",
        run: () => {
          void run(() => end(conversation_id, group));
        },
      });
    }
    return items;
  };
}
