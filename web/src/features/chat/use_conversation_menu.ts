import { useI18n } from "vue-i18n";
import { useAct } from "../../asking/use_act";
import { useEndGroup } from "../../asking/use_end_group";
import type { ConfigureConversation, Conversation } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import type { MenuItem } from "../../ui/menu";

/** What can be done with a conversation from the list. */
export function useConversationMenu(): (conversation: Conversation) => MenuItem[] {
  const { t } = useI18n();
  const session = useSession();
  const { act } = useAct();
  const end = useEndGroup();

  return (conversation) => {
    const { conversation_id, last_seq: seq } = conversation;
    const configure = (change: Omit<ConfigureConversation, "conversation_id">): void =>
      void act(() => session.request("conversation.configure", { conversation_id, ...change }));
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
        ? { label: t("chat.markRead"), icon: "check", run: () => void act(read) }
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
        run: () => void end(conversation_id, group),
      });
    }
    return items;
  };
}
