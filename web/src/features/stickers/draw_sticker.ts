import { drawingSvg, svgUrl } from "./built_in";
import { attachmentOf, type ShownSticker } from "./shown_sticker";
import type { ChosenSticker } from "./chosen_sticker";

/** A drawing that comes with 翎 goes with a picture of itself at rest, for whoever does not know it. */
export async function drawSticker(sticker: ShownSticker): Promise<ChosenSticker> {
  if (!sticker.drawing) return { attachment: attachmentOf(sticker), body: null };
  const image = new Image();
  image.src = svgUrl(drawingSvg(sticker.drawing, sticker.word, false));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  const body = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!body) throw new Error("the sticker cannot be drawn");
  const attachment = attachmentOf(sticker);
  const { width, height } = canvas;
  return {
    attachment: { ...attachment, name: `${sticker.word}.png`, size: body.size, width, height },
    body,
  };
}
