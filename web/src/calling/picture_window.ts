// The one small window of the call over all other programs, which buttons and a key open and close.
import { computed, ref, shallowRef, type ComputedRef } from "vue";

/** Whoever shows the call there. */
export interface PictureOwner {
  possible: () => boolean;
  open: () => Promise<void>;
  close: () => void;
}

const owner = shallowRef<PictureOwner | null>(null);
const isOpen = ref(false);

export function usePictureWindow(): {
  /** Whether this browser can, and there is something to show. */
  possible: ComputedRef<boolean>;
  isOpen: ComputedRef<boolean>;
  /** Only as a consequence of a click or a key. */
  toggle: () => Promise<void>;
  close: () => void;
} {
  const possible = computed(() => owner.value?.possible() ?? false);
  const close = (): void => owner.value?.close();
  async function toggle(): Promise<void> {
    if (isOpen.value) close();
    else if (possible.value) await owner.value?.open();
  }
  return { possible, isOpen: computed(() => isOpen.value), toggle, close };
}

/** Returns how to say whether it is open, and how to give it up. */
export function ownPictureWindow(mine: PictureOwner): {
  opened: (now: boolean) => void;
  giveUp: () => void;
} {
  owner.value = mine;
  return {
    opened: (now) => {
      if (owner.value === mine) isOpen.value = now;
    },
    giveUp: () => {
      if (owner.value !== mine) return;
      owner.value = null;
      isOpen.value = false;
    },
  };
}
