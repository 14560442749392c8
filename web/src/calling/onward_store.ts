// What a call of two hands to the call of more that it goes on as, and whom one rings to come into such a call. Features
// know nothing of each other; both know this.
import { defineStore } from "pinia";
import { ref, shallowRef } from "vue";
import type { LocalMedia } from "./local_media";

/** A call of two that is spoken in this window. */
export interface Spoken {
  callId: number;
  media: LocalMedia;
  /** What is said reaches this window over the other call now. */
  takenOver(): void;
}

/** Somebody answers a ring for such a call. */
export interface Entering {
  groupCallId: number;
  camera: boolean;
}

export const useOnward = defineStore("onward", () => ({
  spoken: shallowRef<Spoken | null>(null),
  /** Whoever lets them in empties it. */
  entering: ref<Entering | null>(null),
}));
