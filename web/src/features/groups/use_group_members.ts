import { computed, onScopeDispose, shallowRef, type ComputedRef, type Ref } from "vue";
import { usePages, type Pages } from "../../asking/use_pages";
import type { GroupMember, GroupMemberPage } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";
import { useMemberSearch } from "./use_member_search";

export interface GroupMembersModel extends Pages<GroupMember> {
  /** The owner and the admins first, then the others as far as they were asked for; while searching who was found. */
  members: ComputedRef<readonly GroupMember[]>;
  /** Only whose name is meant by this, also by its pinyin. */
  words: Ref<string>;
}

/** The members of a group, page by page, kept right while they are shown. */
export function useGroupMembers(conversationId: number): GroupMembersModel {
  const session = useSession();
  const store = useMembers();
  const leaders = shallowRef<readonly GroupMember[]>([]);
  const pages = usePages<GroupMember, GroupMemberPage>(
    (last) =>
      session.request("group.members", {
        conversation_id: conversationId,
        after: last?.user.user_id ?? null,
        limit: 50,
      }),
    (page, first) => {
      if (first) leaders.value = page.leaders;
      store.know(conversationId, [...page.leaders, ...page.members]);
      return page.members;
    },
  );
  const { words, everybody, found, searching, failed: notAll } = useMemberSearch(conversationId);

  const members = computed(() => {
    if (words.value.trim() !== "") return found.value;
    const above = new Set(leaders.value.map((one) => one.user.user_id));
    return [...leaders.value, ...pages.items.value.filter((one) => !above.has(one.user.user_id))];
  });

  /** A change of what somebody is called or may do needs no question; whoever begins or ceases to lead moves. */
  function change(member: GroupMember): void {
    const is = (one: GroupMember): boolean => one.user.user_id === member.user.user_id;
    const before = [...leaders.value, ...pages.items.value].find(is);
    if (before && before.role !== member.role) return void pages.reload();
    const put = (one: GroupMember): GroupMember => (is(one) ? member : one);
    leaders.value = leaders.value.map(put);
    pages.items.value = pages.items.value.map(put);
    everybody.value = everybody.value.map(put);
  }

  const stops = [
    session.onEvents((events) => {
      for (const { event, data } of events) {
        if (event === "group.member_changed" && data.conversation_id === conversationId) {
          change(data.member);
        }
      }
      const counted = events.some(
        ({ event, data }) => event === "group.counted" && data.conversation_id === conversationId,
      );
      if (counted) void pages.reload();
    }),
    session.onReset(() => void pages.reload()),
  ];
  onScopeDispose(() => stops.forEach((stop) => stop()));
  void pages.reload();

  const whileSearching = <T>(now: Ref<T>, otherwise: Ref<T>): ComputedRef<T> =>
    computed(() => (words.value.trim() === "" ? otherwise.value : now.value));
  return {
    ...pages,
    hasMore: whileSearching(shallowRef(false), pages.hasMore),
    loading: whileSearching(searching, pages.loading),
    failed: whileSearching(notAll, pages.failed),
    members,
    words,
  };
}
