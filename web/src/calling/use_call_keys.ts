import { onScopeDispose } from "vue";
import type { MediaView } from "./local_media";

/**
 * Keys of the stage: M mutes, V turns the camera on and off, P puts the call over all other programs, Escape makes it
 * small, and the space bar lets a muted person speak as long as it is held. Never while somebody writes or chooses, and
 * never instead of a button's own space.
 */
export function useCallKeys(options: {
  media: () => MediaView;
  setMuted: (muted: boolean) => void;
  minimise: () => void;
  float: () => void;
}): {
  pressed: (event: KeyboardEvent) => void;
  released: (event: KeyboardEvent) => void;
} {
  let talking = false;

  function pressed(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey || target?.closest("select, input")) return;
    if (!act(event, target)) return;
    event.preventDefault();
  }

  function act(event: KeyboardEvent, target: HTMLElement | null): boolean {
    const media = options.media();
    switch (event.key.toLowerCase()) {
      case "escape":
        if (document.fullscreenElement) return false;
        options.minimise();
        return true;
      case "m":
        options.setMuted(!media.muted);
        return true;
      case "v":
        void (media.camera ? media.stopCamera() : media.startCamera());
        return true;
      case "p":
        options.float();
        return true;
      case " ":
        if (target?.closest("button") || (!media.muted && !talking)) return false;
        talking = true;
        options.setMuted(false);
        return true;
      default:
        return false;
    }
  }

  function released(event: KeyboardEvent): void {
    if (event.key === " ") stopTalking();
  }

  function stopTalking(): void {
    if (!talking) return;
    talking = false;
    options.setMuted(true);
  }

  // Whoever looks elsewhere with the key held down is not to be heard for ever.
  window.addEventListener("blur", stopTalking);
  onScopeDispose(() => {
    window.removeEventListener("blur", stopTalking);
    stopTalking();
  });
  return { pressed, released };
}
