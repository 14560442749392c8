import type { Prepared } from "./prepare";

/** A drawing as a picture that is sent like any other; what cannot be trusted is never sent. */
export async function drawSticker(svg: string, name: string): Promise<Prepared> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    const body = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!body) throw new Error("the sticker cannot be drawn");
    const attachment = {
      file_id: 0,
      kind: "sticker" as const,
      name: `${name}.png`,
      size: body.size,
      type: "image/png",
      width: canvas.width,
      height: canvas.height,
      thumbhash: null,
      preview_id: null,
      duration_ms: null,
      waveform: null,
    };
    return { attachment, body, preview: null };
  } finally {
    URL.revokeObjectURL(url);
  }
}
