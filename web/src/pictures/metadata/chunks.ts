// PNG, WebP and GIF: one piece after the other, of which those that draw are kept.
import { ascii, cut, put, type Edit } from "./edits";

const pngDraws =
  "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs hIST sPLT cICP mDCV cLLI acTL fcTL fdAT".split(
    " ",
  );

/** https://www.w3.org/TR/png-3/. All of these throw RangeError for what is not whole. */
export function pngEdits(view: DataView): Edit[] {
  const edits: Edit[] = [];
  for (let at = 8; ;) {
    const name = ascii(view, at + 4, 4);
    const end = at + 12 + view.getUint32(at);
    if (!pngDraws.includes(name)) edits.push(cut(at, end));
    if (end > view.byteLength) throw new RangeError("beyond the end");
    if (name === "IEND") return [...edits, cut(end, view.byteLength)];
    at = end;
  }
}

const webpDraws = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];
/** Bits of the first byte of VP8X: Exif, XMP. */
const webpTells = 0x08 | 0x04;

/** https://developers.google.com/speed/webp/docs/riff_container */
export function webpEdits(view: DataView): Edit[] {
  const edits: Edit[] = [];
  const whole = 8 + view.getUint32(4, true);
  let size = whole;
  let at = 12;
  while (at < whole) {
    const name = ascii(view, at, 4);
    const data = view.getUint32(at + 4, true);
    const end = at + 8 + data + (data % 2);
    if (end > view.byteLength) throw new RangeError("beyond the end");
    if (!webpDraws.includes(name)) {
      edits.push(cut(at, end));
      size -= end - at;
    } else if (name === "VP8X") {
      edits.push(put(at + 8, Uint8Array.of(view.getUint8(at + 8) & ~webpTells)));
    }
    at = end;
  }
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, size - 8, true);
  return [...edits, put(4, new Uint8Array(length.buffer)), cut(at, view.byteLength)];
}

const gifControl = 0xf9;
const gifText = 0x01;
const gifApplication = 0xff;
const gifLoops = ["NETSCAPE2.0", "ANIMEXTS1.0"];

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
export function gifEdits(view: DataView): Edit[] {
  const edits: Edit[] = [];
  const table = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const behindBlocks = (from: number): number => {
    let at = from;
    while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    return at + 1;
  };
  for (let at = 13 + table(view.getUint8(10)); ;) {
    const what = view.getUint8(at);
    if (what === 0x3b) return [...edits, cut(at + 1, view.byteLength)];
    if (what === 0x2c) {
      at = behindBlocks(at + 11 + table(view.getUint8(at + 9)));
      continue;
    }
    if (what !== 0x21) throw new RangeError("no block");
    const label = view.getUint8(at + 1);
    const end = behindBlocks(at + 2);
    const draws =
      label === gifControl ||
      label === gifText ||
      (label === gifApplication && gifLoops.includes(ascii(view, at + 3, 11)));
    if (!draws) edits.push(cut(at, end));
    at = end;
  }
}
