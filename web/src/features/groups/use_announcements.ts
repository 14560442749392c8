import { onScopeDispose } from "vue";
import { usePages, type Pages } from "../../asking/use_pages";
import type { Announcement, AnnouncementPage } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";

/** What was announced in a group, newest first, kept right while it is shown. */
export function useAnnouncements(conversation_id: number): Pages<Announcement> {
  const session = useSession();
  const pages = usePages<Announcement, AnnouncementPage>(
    (last) => {
      const before = last?.announcement_id ?? null;
      return session.request("group.announcements", { conversation_id, before });
    },
    (page) => page.announcements,
  );

  const stop = session.onEvents((events) => {
    const concerns = events.some(
      (one) =>
        (one.event === "group.changed" || one.event === "group.announcement_seen") &&
        one.data.conversation_id === conversation_id,
    );
    if (concerns) void pages.reload();
  });
  onScopeDispose(stop);
  void pages.reload();

  return pages;
}
