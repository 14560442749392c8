import { computed, type ComputedRef } from "vue";
import { useCalls } from "./calls_store";

/** What is shown of the other side where there is room for one picture: their screen, else their camera. */
export function useTheirPicture(): ComputedRef<MediaStreamTrack | null> {
  const calls = useCalls();
  return computed(() => {
    const { remote, showing } = calls.link;
    if (showing.screen) return remote?.screen ?? null;
    return showing.camera ? (remote?.camera ?? null) : null;
  });
}
