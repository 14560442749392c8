import { computed, onScopeDispose, watch } from "vue";
import { withLock } from "../../platform/lock";
import { startRingBack, startRinging } from "../../platform/ringing";
import { useCalls } from "./calls_store";

const spareMs = 2_000;

/** The tones while it rings, and a timer of our own: nothing rings for ever, whatever was lost on the way. */
export function useRinging(): void {
  const calls = useCalls();
  const tone = computed(() => {
    if (calls.rings) return "ring";
    return calls.phase === "calling" ? "back" : "none";
  });
  let stop = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    tone,
    (now) => {
      stop();
      clearTimeout(timer);
      if (now === "none") return;
      stop = now === "ring" ? ringInOneWindow() : startRingBack();
      const { call } = calls;
      const limit = (call?.ring_ms ?? 0) + spareMs;
      timer = setTimeout(() => (now === "ring" ? calls.silence() : void calls.hangUp()), limit);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
  });
}

/** Several windows of one browser would ring over each other. */
function ringInOneWindow(): () => void {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  let ended = false;
  void withLock("ling.ringing", async () => {
    if (ended) return;
    const quiet = startRinging();
    await over;
    quiet();
  });
  return () => {
    ended = true;
    end();
  };
}
