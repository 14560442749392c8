import { useI18n } from "vue-i18n";
import type { Attachment } from "../../protocol/protocol";
import type { MenuItem } from "../../ui/menu";
import { drawingIn } from "./shown_sticker";
import type { StickerFiles } from "./sticker_files";
import { useStickerViewer } from "./sticker_viewer_store";
import { useAdding } from "./use_adding";

/** What can be done with a picture or a sticker in a message. */
export function useStickerMenu(files: StickerFiles): (attachment: Attachment) => MenuItem[] {
  const { t } = useI18n();
  const viewer = useStickerViewer();
  const adding = useAdding(files);

  return (attachment) => {
    const { kind, file_id } = attachment;
    if (file_id === 0 || (kind !== "picture" && kind !== "sticker")) return [];
    const items: MenuItem[] = [];
    if (!drawingIn(attachment)) {
      const run = (): void => void adding.addAttachment(attachment);
      items.push({ label: t("stickers.addToMine"), icon: "star", run });
    }
    if (kind === "sticker") {
      const run = (): void => viewer.open(attachment);
      items.push({ label: t("stickers.pack.look"), icon: "folders", run });
    }
    return items;
  };
}
