// Something that can be sent as a sticker, wherever it comes from.
import type { Attachment, Sticker } from "../../protocol/protocol";
import { drawingSvg, isDrawing, svgUrl, type DrawingKey } from "./built_in";

export interface ShownSticker {
  /** "own:3", "drawn:bird/hello": where it comes from, and which. */
  key: string;
  /** What it says; may be empty. */
  word: string;
  src: string;
  still?: string;
  animated: boolean;
  file: { fileId: number; width: number; height: number; type: string } | null;
  drawing: DrawingKey | null;
}

export function shownDrawing(drawing: DrawingKey, word: string): ShownSticker {
  const animated = drawing.startsWith("mochi/");
  return {
    key: `drawn:${drawing}`,
    word,
    src: svgUrl(drawingSvg(drawing, word, true)),
    ...(animated ? { still: svgUrl(drawingSvg(drawing, word, false)) } : {}),
    animated,
    file: null,
    drawing,
  };
}

export function shownFile(
  sticker: Sticker,
  url: (id: number, name: string) => string,
): ShownSticker {
  const { file_id, width, height, animated, word } = sticker;
  return {
    key: `file:${file_id}`,
    word,
    src: url(file_id, "sticker"),
    animated,
    file: { fileId: file_id, width, height, type: "image/*" },
    drawing: null,
  };
}

/** As a message on its way carries it; the server completes it. */
export function attachmentOf(sticker: ShownSticker): Attachment {
  return {
    file_id: sticker.file?.fileId ?? 0,
    kind: "sticker",
    name: sticker.word,
    size: 0,
    type: sticker.file?.type ?? "image/png",
    width: sticker.file?.width ?? null,
    height: sticker.file?.height ?? null,
    thumbhash: null,
    preview_id: null,
    duration_ms: null,
    waveform: null,
    drawing: sticker.drawing,
  };
}

export const drawingIn = (attachment: Attachment): DrawingKey | null =>
  isDrawing(attachment.drawing) ? attachment.drawing : null;
