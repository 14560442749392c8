/** Limits of the server on an avatar. */
const largestBytes = 96 * 1024;
const largestSide = 512;

export async function readPicture(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file);
}

/**
 * Cuts a square out of a picture and packs it as WebP (JPEG where the browser cannot) small enough for the server.
 * Drawing it anew also leaves behind where and with what it was taken. Base64 without a prefix.
 */
export async function packSquare(
  picture: ImageBitmap,
  square: { x: number; y: number; side: number },
): Promise<string> {
  for (const side of [largestSide, 384, 256, 128]) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.min(side, Math.max(1, Math.round(square.side)));
    const context = canvas.getContext("2d");
    if (!context) break;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    const from = square.side / 2;
    context.drawImage(
      picture,
      square.x - from,
      square.y - from,
      square.side,
      square.side,
      0,
      0,
      canvas.width,
      canvas.height,
    );
    for (const quality of [0.9, 0.8, 0.65]) {
      const blob = await encode(canvas, quality);
      if (blob && blob.size <= largestBytes) return base64(blob);
    }
  }
  throw new Error("the picture cannot be packed");
}

async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const as = (type: string): Promise<Blob | null> =>
    new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  const webp = await as("image/webp");
  return webp?.type === "image/webp" ? webp : as("image/jpeg");
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
