import { onScopeDispose } from "vue";
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

  async function look(): Promise<void> {
    if (!media.camera.value) return void (rule = new SoundFirst());
    const room = roomOf(isConnected() ? await stats() : [], media.camera.value.id);
    if (media.camera.value) await media.holdCamera(rule.look(performance.now(), room));
  }

  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  onScopeDispose(() => clearInterval(timer));
}
