import type { Attachment } from "../../protocol/protocol";
import { fileKindOf } from "./file_kind";

const longestText = 1_024 * 1_024;
const longestPdf = 64 * 1_024 * 1_024;

export type Look = "text" | "pdf";

/** How a document can be looked at without being saved; null = not at all. */
export function lookOf({ file_id, kind, type, size, name }: Attachment): Look | null {
  if (file_id === 0 || kind !== "file" || size === 0) return null;
  if (type === "application/pdf") return size <= longestPdf ? "pdf" : null;
  if (size > longestText) return null;
  if (type === "text/plain") return "text";
  // Text in an old encoding is no text to the server.
  const byName = fileKindOf(name);
  const isUnknown = type === "application/octet-stream";
  return isUnknown && (byName === "text" || byName === "code") ? "text" : null;
}
