import { defineAsyncComponent, provide } from "vue";
import { useI18n } from "vue-i18n";
import CaptionBox from "../features/chat/CaptionBox.vue";
import type { RoomParts } from "../features/chat/room_parts";
import AttachmentsView from "../features/files/AttachmentsView.vue";
import MentionChoice from "../features/groups/MentionChoice.vue";
import { attachmentWords } from "../features/files/attachment_words";
import { fileUrl, uploadsUrl } from "../features/files/file_address";
import { fileParts } from "../features/files/file_parts";
import RoomTools from "../features/files/RoomTools.vue";
import { uploadFile } from "../features/files/tus_client";
import { stickerFiles, type StickerFiles } from "../features/stickers/sticker_files";
import StickerTile from "../features/stickers/StickerTile.vue";
import { useStickerMenu } from "../features/stickers/use_sticker_menu";
import { askByXhr } from "../platform/xhr";

const StickerPanel = defineAsyncComponent(() => import("../features/stickers/StickerPanel.vue"));

const filesOfStickers: StickerFiles = {
  url: fileUrl,
  upload: (name, body, progress, signal) => {
    const plan = {
      url: uploadsUrl(),
      body,
      name,
      address: null,
      onAddress: () => undefined,
      onProgress: (sent: number) => progress(body.size > 0 ? sent / body.size : 1),
      onWaiting: () => undefined,
      signal,
    };
    return uploadFile(plan, askByXhr);
  },
};

/** What files, stickers and groups put into the rooms of chat. */
export function useRoomContents(): RoomParts {
  const { t } = useI18n();
  provide(stickerFiles, filesOfStickers);
  provide(fileParts, { sticker: StickerTile, stickers: StickerPanel, caption: CaptionBox });
  const menu = useStickerMenu(filesOfStickers);
  return {
    attachments: AttachmentsView,
    tools: RoomTools,
    mentions: MentionChoice,
    words: (attachments, text) => attachmentWords(attachments, text, t),
    menu,
  };
}
