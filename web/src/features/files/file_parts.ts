// What other features draw among files. The page that shows both provides it.
import { inject, type Component, type InjectionKey } from "vue";

export interface FileParts {
  /** Draws a sticker in a message. Props: attachment, url. */
  sticker: Component;
  /**
   * Where stickers are chosen. Props: conversationId. Emits close, and pick with the attachment and what is to be uploaded
   * for it, or null.
   */
  stickers: Component;
  /**
   * Where something is said to files. Props: conversationId, label, and the words as v-model. Emits submit.
   * Exposes called(), which tells whom the words call, or null when it was thought better of.
   */
  caption: Component;
}

export const fileParts: InjectionKey<FileParts> = Symbol("file parts");

export const useFileParts = (): FileParts | null => inject(fileParts, null);
