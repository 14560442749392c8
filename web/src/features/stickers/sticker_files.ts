// What stickers need of files. The page that shows both provides it.
import { inject, type InjectionKey } from "vue";

export interface StickerFiles {
  url(fileId: number, name: string): string;
  /** The id of the file once it is there; `progress` from 0 to 1. Throws Refusal. */
  upload(
    name: string,
    body: Blob,
    progress: (part: number) => void,
    signal: AbortSignal,
  ): Promise<number>;
}

export const stickerFiles: InjectionKey<StickerFiles> = Symbol("sticker files");

export function useStickerFiles(): StickerFiles {
  const files = inject(stickerFiles, null);
  if (!files) throw new Error("nobody provides files here");
  return files;
}
