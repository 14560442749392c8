import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { Attachment } from "../../protocol/protocol";

/** Which document fills the screen. */
export const useDocumentViewer = defineStore("document-viewer", () => {
  const shown = shallowRef<Attachment | null>(null);
  return {
    shown,
    open: (document: Attachment): void => void (shown.value = document),
    close: (): void => void (shown.value = null),
  };
});
