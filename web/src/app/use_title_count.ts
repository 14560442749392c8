import { onScopeDispose, watchEffect } from "vue";
import { i18n } from "../locales/i18n";
import { totalUnread } from "../session/people";
import { useSession } from "../session/session_store";

/** The tab tells how many messages wait. */
export function useTitleCount(): void {
  const session = useSession();
  watchEffect(() => {
    const unread = totalUnread(session.state);
    const name = i18n.global.t("app.name");
    document.title = unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${name}` : name;
  });
  onScopeDispose(() => (document.title = i18n.global.t("app.name")));
}
