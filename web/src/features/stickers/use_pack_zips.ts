// Packs out of zips and into them.
import { onScopeDispose, ref, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRefusalWords } from "../../locales/use_refusal_words";
import type { NewSticker, StickerPack } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { useToasts } from "../../ui/toasts_store";
import type { PackedPack } from "./pack_zip";
import { endingOf, prepareSticker, UnfitPicture } from "./prepare_sticker";
import { useStickerFiles } from "./sticker_files";
import { useStickers } from "./stickers_store";

export interface PackZipsModel {
  /** Null: none is being read. */
  importing: Ref<{ done: number; all: number } | null>;
  exporting: Ref<boolean>;
  /** The pack that came of it. */
  importZip(file: File, conversationId: number | null): Promise<StickerPack | null>;
  exportZip(pack: StickerPack): Promise<void>;
}

const typeOf = (file: string): string =>
  ({ gif: "image/gif", webp: "image/webp", jpg: "image/jpeg", jpeg: "image/jpeg" })[
    file.split(".").pop()?.toLowerCase() ?? ""
  ] ?? "image/png";

export function usePackZips(): PackZipsModel {
  const { t } = useI18n();
  const session = useSession();
  const store = useStickers();
  const toasts = useToasts();
  const refusalWords = useRefusalWords();
  const files = useStickerFiles();
  const importing = ref<{ done: number; all: number } | null>(null);
  const exporting = ref(false);
  const abort = new AbortController();
  onScopeDispose(() => abort.abort());

  async function uploaded(pack: PackedPack): Promise<{ stickers: NewSticker[]; skipped: number }> {
    const stickers: NewSticker[] = [];
    let skipped = pack.skipped;
    importing.value = { done: 0, all: pack.stickers.length };
    for (const { file, word, body } of pack.stickers) {
      try {
        const picture = await prepareSticker(new Blob([body], { type: typeOf(file) }));
        const name = `${word || "sticker"}.${endingOf(picture.type)}`;
        const file_id = await files.upload(name, picture, () => undefined, abort.signal);
        stickers.push({ file_id, word });
      } catch (problem) {
        if (!(problem instanceof UnfitPicture)) throw problem;
        skipped += 1;
      }
      importing.value = { done: importing.value.done + 1, all: pack.stickers.length };
    }
    return { stickers, skipped };
  }

  async function importZip(
    file: File,
    conversation_id: number | null,
  ): Promise<StickerPack | null> {
    if (importing.value) return null;
    importing.value = { done: 0, all: 0 };
    // Fetched when somebody has a zip, not before.
    const { readPack, UnfitZip } = await import("./pack_zip");
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const packed = readPack(bytes, file.name.replace(/\.zip$/i, ""));
      const { stickers, skipped } = await uploaded(packed);
      if (stickers.length === 0) throw new UnfitZip("empty");
      const made = { name: packed.name, stickers, conversation_id };
      const pack = await session.request("sticker_pack.create", made);
      const words = [t("stickers.pack.imported", { name: pack.name, n: pack.count })];
      if (skipped > 0) words.push(t("stickers.pack.skipped", { n: skipped }));
      toasts.show(words.join(" "));
      return pack;
    } catch (problem) {
      if (abort.signal.aborted) return null;
      const why =
        problem instanceof UnfitZip
          ? t(`stickers.pack.zip.${problem.why}`, { n: problem.count })
          : refusalWords(problem);
      toasts.show(why);
      return null;
    } finally {
      importing.value = null;
    }
  }

  async function exportZip(pack: StickerPack): Promise<void> {
    if (exporting.value) return;
    exporting.value = true;
    try {
      const { writePack } = await import("./pack_zip");
      const { stickers } = await store.contentOf(pack);
      const parts = [];
      for (const { file_id, word } of stickers) {
        const response = await fetch(files.url(file_id, "sticker"), { signal: abort.signal });
        if (!response.ok) throw new Error(`a sticker is answered with ${response.status}`);
        const type = endingOf((response.headers.get("Content-Type") ?? "").split(";")[0] ?? "");
        parts.push({ word, type, body: new Uint8Array(await response.arrayBuffer()) });
      }
      save(new Blob([writePack(pack.name, parts)], { type: "application/zip" }), pack.name);
    } catch (problem) {
      if (!abort.signal.aborted) toasts.show(refusalWords(problem));
    } finally {
      exporting.value = false;
    }
  }

  return { importing, exporting, importZip, exportZip };
}

function save(zip: Blob, name: string): void {
  const url = URL.createObjectURL(zip);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replace(/[\\/:*?"<>|]/g, "_")}.zip`;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
