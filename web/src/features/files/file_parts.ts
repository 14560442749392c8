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
}

export const fileParts: InjectionKey<FileParts> = Symbol("file parts");

export const useFileParts = (): FileParts | null => inject(fileParts, null);
