import { onScopeDispose, ref, shallowRef, type Ref } from "vue";
import type { Announcement } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

export interface AnnouncementsModel {
  /** Newest first. */
  announcements: Ref<readonly Announcement[]>;
  hasMore: Ref<boolean>;
  loading: Ref<boolean>;
  failed: Ref<boolean>;
  reload(): Promise<void>;
  loadMore(): Promise<void>;
}

/** What was announced in a group, kept right while it is shown. */
export function useAnnouncements(conversationId: number): AnnouncementsModel {
  const session = useSession();
  const announcements = shallowRef<readonly Announcement[]>([]);
  const hasMore = ref(false);
  const loading = ref(false);
  const failed = ref(false);
  /** An answer that was overtaken by another question is of no use. */
  let question = 0;

  async function ask(before: number | null): Promise<void> {
    const mine = ++question;
    loading.value = true;
    failed.value = false;
    try {
      const params = { conversation_id: conversationId, before };
      const page = await session.request("group.announcements", params);
      if (mine !== question) return;
      const kept = before === null ? [] : announcements.value;
      announcements.value = [...kept, ...page.announcements];
      hasMore.value = page.has_more;
    } catch {
      if (mine === question) failed.value = true;
    } finally {
      if (mine === question) loading.value = false;
    }
  }

  const reload = (): Promise<void> => ask(null);

  async function loadMore(): Promise<void> {
    const last = announcements.value[announcements.value.length - 1];
    if (last && hasMore.value && !loading.value) await ask(last.announcement_id);
  }

  const stopRetrying = session.onInStep(() => {
    if (failed.value) void reload();
  });
  const stop = session.onEvents((events) => {
    const concerns = events.some(
      (one) =>
        (one.event === "group.changed" || one.event === "group.announcement_seen") &&
        one.data.conversation_id === conversationId,
    );
    if (concerns) void reload();
  });
  onScopeDispose(() => {
    stop();
    stopRetrying();
  });
  void reload();

  return { announcements, hasMore, loading, failed, reload, loadMore };
}
