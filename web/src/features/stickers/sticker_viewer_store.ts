import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { Attachment } from "../../protocol/protocol";

/** A sticker out of a message that somebody looks at. */
export const useStickerViewer = defineStore("sticker-viewer", () => {
  const shown = shallowRef<Attachment | null>(null);

  function open(attachment: Attachment): void {
    shown.value = attachment;
  }
  function close(): void {
    shown.value = null;
  }

  return { shown, open, close };
});
