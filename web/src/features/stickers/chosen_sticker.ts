import type { Attachment } from "../../protocol/protocol";

/** What the panel hands to the room. */
export interface ChosenSticker {
  attachment: Attachment;
  /** To be uploaded; null: the server has it. */
  body: Blob | null;
}
