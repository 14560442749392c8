import { watch } from "vue";
import { useSession } from "../session/session_store";

/**
 * Runs once the server can be asked, and again whenever it can be asked again: a page that was opened by a link is drawn
 * before that. `ask` sees to it that nothing is asked twice.
 */
export function useWhenOnline(ask: () => unknown): void {
  const session = useSession();
  watch(
    () => session.online,
    (online) => {
      if (online) void ask();
    },
    { immediate: true },
  );
}
