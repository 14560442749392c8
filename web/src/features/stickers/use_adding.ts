// Pictures on their way to my stickers: made ready, uploaded, added; one after the other, with words for what went wrong.
import { onScopeDispose, ref, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRefusalWords } from "../../locales/use_refusal_words";
import type { Attachment } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { useToasts } from "../../ui/toasts_store";
import { endingOf, heaviest, prepareSticker, UnfitPicture, widest } from "./prepare_sticker";
import type { StickerFiles } from "./sticker_files";

export interface AddingModel {
  /** Null: nothing is on its way. */
  progress: Ref<{ done: number; all: number } | null>;
  addFiles(files: readonly File[], packId?: number): Promise<number>;
  /** One in a message. */
  addAttachment(attachment: Attachment): Promise<void>;
}

export function useAdding(files: StickerFiles): AddingModel {
  const { t } = useI18n();
  const session = useSession();
  const toasts = useToasts();
  const refusalWords = useRefusalWords();
  const progress = ref<{ done: number; all: number } | null>(null);
  const abort = new AbortController();
  onScopeDispose(() => abort.abort());

  function complain(name: string, problem: unknown): void {
    if (abort.signal.aborted) return;
    if (problem instanceof UnfitPicture) toasts.show(t(`stickers.${problem.why}`, { name }));
    else toasts.show(t("stickers.failed", { name, why: refusalWords(problem) }));
  }

  async function addOne(file: Blob, name: string, pack_id: number | null): Promise<void> {
    const body = await prepareSticker(file);
    const stem = name.replace(/\.[^.]*$/, "");
    const named = `${stem}.${endingOf(body.type)}`;
    const file_id = await files.upload(named, body, () => undefined, abort.signal);
    await session.request("sticker.add", { file_id, pack_id });
  }

  /** How many were added. */
  async function addFiles(given: readonly File[], packId?: number): Promise<number> {
    let added = 0;
    progress.value = { done: 0, all: given.length };
    for (const file of given) {
      try {
        await addOne(file, file.name, packId ?? null);
        added += 1;
      } catch (problem) {
        complain(file.name, problem);
      }
      progress.value = { done: progress.value.done + 1, all: given.length };
    }
    progress.value = null;
    return added;
  }

  async function addAttachment(attachment: Attachment): Promise<void> {
    const { file_id, name } = attachment;
    const had = new Set(session.state?.stickers.map((one) => one.sticker_id));
    try {
      const side = Math.max(attachment.width ?? widest + 1, attachment.height ?? 0);
      if (side <= widest && attachment.size <= heaviest) {
        const { sticker_id } = await session.request("sticker.add", { file_id });
        toasts.show(t(had.has(sticker_id) ? "stickers.there" : "stickers.added"));
        return;
      }
      const response = await fetch(files.url(file_id, name), { signal: abort.signal });
      if (!response.ok) throw new UnfitPicture("unreadable");
      await addOne(await response.blob(), name, null);
      toasts.show(t("stickers.added"));
    } catch (problem) {
      complain(name, problem);
    }
  }

  return { progress, addFiles, addAttachment };
}
