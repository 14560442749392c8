// QR codes: drawing one and reading one. Each library is fetched when it is first needed.

/** Rows of squares, true for dark, without the light border that a code needs around it. */
export async function qrSquares(text: string): Promise<boolean[][]> {
  const { default: qrcode } = await import("qrcode-generator");
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const side = Array.from({ length: code.getModuleCount() }, (_, index) => index);
  return side.map((row) => side.map((column) => code.isDark(row, column)));
}

// A photo's own size first hides small codes less, but big ones are read better when small; nothing is bigger than this.
const sides = [1024, 512, 1600];

/** The text of a code in a picture or in what a camera shows now; null when there is none that can be read. */
export async function qrTextIn(picture: ImageBitmap | HTMLVideoElement): Promise<string | null> {
  const { default: read } = await import("jsqr");
  const [width, height] =
    picture instanceof HTMLVideoElement
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.width, picture.height];
  if (width === 0 || height === 0) return null;
  const moving = picture instanceof HTMLVideoElement;
  for (const side of moving ? sides.slice(0, 1) : sides) {
    const pixels = pixelsOf(picture, Math.min(1, side / Math.max(width, height)), width, height);
    const found = pixels && read(pixels.data, pixels.width, pixels.height);
    if (found && found.data !== "") return found.data;
  }
  return null;
}

function pixelsOf(
  picture: CanvasImageSource,
  scale: number,
  width: number,
  height: number,
): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  // What is transparent in a picture is paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
