import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import type { Attachment } from "../../protocol/protocol";

/** Which picture fills the screen, and those before and after it. */
export const usePictureViewer = defineStore("picture-viewer", () => {
  const all = shallowRef<readonly Attachment[]>([]);
  const at = ref(-1);
  const shown = computed(() => all.value[at.value] ?? null);

  function open(pictures: readonly Attachment[], first: Attachment): void {
    const index = pictures.findIndex((one) => one.file_id === first.file_id);
    all.value = index < 0 ? [first] : pictures;
    at.value = Math.max(0, index);
  }

  function move(by: number): void {
    at.value = Math.min(all.value.length - 1, Math.max(0, at.value + by));
  }

  function close(): void {
    at.value = -1;
    all.value = [];
  }

  return { all, at, shown, open, move, close };
});
