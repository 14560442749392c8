import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from "vue";
import type { GroupMember } from "../../protocol/protocol";
import { useMembers } from "../../session/members_store";
import { useSession } from "../../session/session_store";

export interface GroupMembersModel {
  /** The owner and the admins first, then the others as far as they were asked for. */
  members: ComputedRef<GroupMember[]>;
  /** Only whose name holds this. */
  words: Ref<string>;
  hasMore: Ref<boolean>;
  loading: Ref<boolean>;
  failed: Ref<boolean>;
  loadMore(): Promise<void>;
  reload(): Promise<void>;
}

/** The members of a group, page by page, kept right while they are shown. */
export function useGroupMembers(conversationId: number): GroupMembersModel {
  const session = useSession();
  const store = useMembers();
  const leaders = shallowRef<GroupMember[]>([]);
  const listed = shallowRef<GroupMember[]>([]);
  const words = ref("");
  const hasMore = ref(false);
  const loading = ref(false);
  const failed = ref(false);
  /** An answer that was overtaken by another question is of no use. */
  let question = 0;

  async function ask(after: number | null): Promise<void> {
    const mine = ++question;
    loading.value = true;
    failed.value = false;
    try {
      const page = await session.request("group.members", {
        conversation_id: conversationId,
        after,
        limit: 50,
        words: words.value.trim() || null,
      });
      if (mine !== question) return;
      if (after === null) leaders.value = page.leaders;
      listed.value = after === null ? page.members : [...listed.value, ...page.members];
      hasMore.value = page.has_more;
      store.know(conversationId, [...page.leaders, ...page.members]);
    } catch {
      if (mine === question) failed.value = true;
    } finally {
      if (mine === question) loading.value = false;
    }
  }

  const reload = (): Promise<void> => ask(null);

  async function loadMore(): Promise<void> {
    const last = listed.value[listed.value.length - 1];
    if (last && hasMore.value && !loading.value) await ask(last.user.user_id);
  }

  const members = computed(() => {
    // The server does not know what I call them; what it found comes after.
    const first = words.value.trim() ? store.byRemark(conversationId, words.value) : leaders.value;
    const above = new Set(first.map((one) => one.user.user_id));
    return [...first, ...listed.value.filter((one) => !above.has(one.user.user_id))];
  });

  const stops = [
    session.onEvents((events) => {
      const changed = events.some(
        (one) =>
          (one.event === "group.member_changed" || one.event === "group.counted") &&
          one.data.conversation_id === conversationId,
      );
      if (changed) void reload();
    }),
    session.onReset(() => void reload()),
    session.onInStep(() => {
      if (failed.value) void reload();
    }),
  ];
  watch(words, () => void reload());
  onScopeDispose(() => stops.forEach((stop) => stop()));
  void reload();

  return { members, words, hasMore, loading, failed, loadMore, reload };
}
