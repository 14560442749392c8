import type { InjectionKey } from "vue";
import type { Attachment } from "../protocol/protocol";

export interface RoomAttachment {
  attachment: Attachment;
  mine: boolean;
}

/** What the messages of the open room carry, oldest first. The room provides it. */
export const roomAttachments: InjectionKey<() => readonly RoomAttachment[]> =
  Symbol("room attachments");
