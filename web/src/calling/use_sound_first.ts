import { onScopeDispose, watch } from "vue";
import type { LocalMedia } from "./local_media";
import { roomOf, SoundFirst } from "./sound_first";

const everyMs = 1_000;

/**
 * Holds my camera back while the way carries sound only. A screen that I share goes on: it is what the others are there
 * for, and it can wait for its next picture as a face cannot.
 */
export function useSoundFirst(options: {
  media: LocalMedia;
  /** There is a way, over which all that I send goes. */
  isConnected: () => boolean;
  /** As the browser counts on that way. */
  stats: () => Promise<Record<string, unknown>[]>;
}): void {
  const { media, isConnected, stats } = options;
  let rule = new SoundFirst();
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    const room = roomOf(isConnected() ? await stats() : [], media.camera.value?.id);
    if (media.camera.value) await media.holdCamera(rule.look(performance.now(), room));
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  // Another camera is the same picture to the way.
  watch(
    () => media.camera.value !== null,
    (isOn) => {
      stop();
      if (!isOn) return;
      rule = new SoundFirst();
      timer = setInterval(() => void look().catch(() => undefined), everyMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
}
