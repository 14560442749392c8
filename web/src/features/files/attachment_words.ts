import type { Attachment } from "../../protocol/protocol";

type Translate = (key: string, named?: Record<string, unknown>) => string;

/** What a message carries, for where it cannot be drawn: "[图片] 看这个". */
export function attachmentWords(
  attachments: readonly Attachment[],
  text: string,
  t: Translate,
): string {
  const [first] = attachments;
  if (!first) return text;
  const kind = t(`files.kind.${first.kind}`);
  const count = attachments.length > 1 ? ` ×${attachments.length}` : "";
  const rest = text || (first.kind === "file" || first.kind === "audio" ? first.name : "");
  return `[${kind}]${count}${rest ? ` ${rest}` : ""}`;
}
