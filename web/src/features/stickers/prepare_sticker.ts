// What becomes of a picture before it is a sticker: what moves stays as it is, all else is drawn no larger than 512 pixels.
import { isAnimated } from "../../pictures/animated";
import { withoutMetadata } from "../../pictures/metadata/without_metadata";

export const widest = 512;
export const heaviest = 1024 * 1024;

export type Unfit = "tooLarge" | "tooHeavy" | "unreadable";

/** Words for it: stickers.tooLarge and so on. */
export class UnfitPicture extends Error {
  constructor(readonly why: Unfit) {
    super(why);
  }
}

/** Throws UnfitPicture. */
export async function prepareSticker(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) throw new UnfitPicture("unreadable");
  try {
    const { width, height } = bitmap;
    const fits = Math.max(width, height) <= widest && file.size <= heaviest;
    if (await isAnimated(file)) {
      if (!fits) throw new UnfitPicture("tooLarge");
      return (await withoutMetadata(file)) ?? file;
    }
    // A photo is turned as it says it should be; drawing it also leaves behind where it was taken.
    const bare =
      fits && /^image\/(?:gif|png|webp)$/.test(file.type) ? await withoutMetadata(file) : null;
    if (bare) return bare;
    const drawn = await draw(bitmap, Math.min(1, widest / Math.max(width, height)));
    if (drawn.size > heaviest) throw new UnfitPicture("tooHeavy");
    return drawn;
  } finally {
    bitmap.close();
  }
}

async function draw(bitmap: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new UnfitPicture("unreadable");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const as = (type: string): Promise<Blob | null> =>
    new Promise((resolve) => canvas.toBlob(resolve, type, 0.9));
  const webp = await as("image/webp");
  const blob = webp?.type === "image/webp" ? webp : await as("image/png");
  if (!blob) throw new UnfitPicture("unreadable");
  return blob;
}

export const endingOf = (type: string): string =>
  ({ "image/gif": "gif", "image/webp": "webp", "image/jpeg": "jpg" })[type] ?? "png";
