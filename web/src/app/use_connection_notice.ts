import { onScopeDispose, ref, watch, type Ref } from "vue";
import { useSession } from "../session/session_store";

export type ConnectionNotice = "none" | "gone" | "back" | "too_many";

const patienceMs = 2_000;
const backShownMs = 2_500;

/** A short break is nobody's business; a longer one is told, and so is its end. */
export function useConnectionNotice(): Ref<ConnectionNotice> {
  const session = useSession();
  const notice = ref<ConnectionNotice>("none");
  let timer: ReturnType<typeof setTimeout> | undefined;

  function later(ms: number, next: ConnectionNotice): void {
    clearTimeout(timer);
    timer = setTimeout(() => (notice.value = next), ms);
  }

  watch(
    () => [session.online, session.ended] as const,
    ([online, ended]) => {
      if (ended === "too_many_connections") {
        clearTimeout(timer);
        notice.value = "too_many";
      } else if (!online) {
        if (notice.value !== "gone") later(patienceMs, "gone");
      } else if (notice.value === "gone" || notice.value === "too_many") {
        notice.value = "back";
        later(backShownMs, "none");
      } else if (notice.value === "none") {
        clearTimeout(timer);
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return notice;
}
