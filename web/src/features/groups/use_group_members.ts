import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import { usePages, type Pages } from "../../asking/use_pages";
import type { GroupMember, GroupMemberPage } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";

export interface GroupMembersModel extends Pages<GroupMember> {
  /** The owner and the admins first, then the others as far as they were asked for. */
  members: ComputedRef<GroupMember[]>;
  /** Only whose name holds this. */
  words: Ref<string>;
}

/** The members of a group, page by page, kept right while they are shown. */
export function useGroupMembers(conversationId: number): GroupMembersModel {
  const session = useSession();
  const store = useMembers();
  const leaders = shallowRef<GroupMember[]>([]);
  const words = ref("");
  const pages = usePages<GroupMember, GroupMemberPage>(
    (last) =>
      session.request("group.members", {
        conversation_id: conversationId,
        after: last?.user.user_id ?? null,
        limit: 50,
        words: words.value.trim() || null,
      }),
    (page, first) => {
      if (first) leaders.value = page.leaders;
      store.know(conversationId, [...page.leaders, ...page.members]);
      return page.members;
    },
  );

  const members = computed(() => {
    // The server does not know what I call them; what it found comes after.
    const first = words.value.trim() ? store.byRemark(conversationId, words.value) : leaders.value;
    const above = new Set(first.map((one) => one.user.user_id));
    return [...first, ...pages.items.value.filter((one) => !above.has(one.user.user_id))];
  });

  const stops = [
    session.onEvents((events) => {
      const changed = events.some(
        (one) =>
          (one.event === "group.member_changed" || one.event === "group.counted") &&
          one.data.conversation_id === conversationId,
      );
      if (changed) void pages.reload();
    }),
    session.onReset(() => void pages.reload()),
  ];
  watch(words, () => void pages.reload());
  onScopeDispose(() => stops.forEach((stop) => stop()));
  void pages.reload();

  return { ...pages, members, words };
}
