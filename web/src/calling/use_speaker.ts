import { ref, type Ref } from "vue";

const speaker = ref("");

/** Where voices come out, by the browser's name for it; empty = where everything does. */
export function useSpeaker(): { speaker: Ref<string>; mayChoose: boolean } {
  return { speaker, mayChoose: "setSinkId" in HTMLMediaElement.prototype };
}
