import { useI18n } from "vue-i18n";
import type { RoomParts } from "../features/chat/room_parts";
import AttachmentsView from "../features/files/AttachmentsView.vue";
import MentionChoice from "../features/groups/MentionChoice.vue";
import { attachmentWords } from "../features/files/attachment_words";
import RoomTools from "../features/files/RoomTools.vue";

/** What files and groups put into the rooms of chat. */
export function useRoomContents(): RoomParts {
  const { t } = useI18n();
  return {
    attachments: AttachmentsView,
    tools: RoomTools,
    mentions: MentionChoice,
    words: (attachments, text) => attachmentWords(attachments, text, t),
  };
}
