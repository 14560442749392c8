import type { InjectionKey } from "vue";
import type { Attachment } from "../protocol/protocol";

/** What the messages of the open room carry, oldest first. The room provides it. */
export const roomAttachments: InjectionKey<() => readonly Attachment[]> =
  Symbol("room attachments");
