import type { Attachment } from "../../protocol/protocol";
import { fileUrl } from "./file_address";

export const heic = "image/heic";

/** false: not every browser draws it, so its preview stands in. */
export const isDrawable = (type: string): boolean => type !== heic;

/** Where the picture on the server is drawn from when it is looked at closely; empty while there is nothing to draw. */
export function closeUpUrl({ file_id, preview_id, name, type }: Attachment): string {
  if (isDrawable(type)) return file_id > 0 ? fileUrl(file_id, name) : "";
  return preview_id ? fileUrl(preview_id, `${name}.webp`) : "";
}
