// Whether a picture moves: drawing it anew would stop it.
const headSize = 512 * 1024;

export async function isAnimated(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, headSize).arrayBuffer());
  if (startsWith(bytes, "GIF8")) return frames(bytes) > 1;
  // An animated PNG says so in front of its first pixels, an animated WebP in its header.
  if (startsWith(bytes, "\x89PNG")) return find(bytes, "acTL") > 0;
  if (startsWith(bytes, "RIFF")) return find(bytes.subarray(0, 64), "ANIM") > 0;
  return false;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((c, i) => bytes[i] === c.charCodeAt(0));
}

function find(bytes: Uint8Array, text: string): number {
  const wanted = [...text].map((c) => c.charCodeAt(0));
  return bytes.findIndex((_, at) => wanted.every((byte, i) => bytes[at + i] === byte));
}

/** Graphic control extensions, of which each frame has one. */
function frames(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i + 2 < bytes.length; i += 1) {
    if (bytes[i] === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 0x04) count += 1;
  }
  return count;
}
