// ITU T.81 (JPEG): segments, each with a marker; Exif, XMP and IPTC stand in those for applications.
import { ascii, cut, type Edit } from "./edits";
import { orientationOf } from "./tiff";

const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;

/** Throws RangeError for what is no whole JPEG. */
export function jpegEdits(view: DataView): Edit[] {
  const edits: Edit[] = [];
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) throw new RangeError("no marker");
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    // What stands behind the picture may be a film, as telephones put it there.
    if (marker === endOfImage) return [...edits, cut(at + 2, view.byteLength)];
    const end = at + 2 + view.getUint16(at + 2);
    if (tells(view, at, marker)) {
      const turned = marker === 0xe1 ? turn(view, at) : null;
      edits.push({ from: at, to: end, with: turned });
    }
    at = marker === startOfScan ? endOfScan(view, end) : end;
  }
}

function tells(view: DataView, at: number, marker: number): boolean {
  if (marker === comment) return true;
  if (marker < 0xe1 || marker > 0xef) return false;
  // How colours are meant: without them it would look different.
  const drawsColours =
    (marker === 0xe2 && ascii(view, at + 4, 11) === "ICC_PROFILE") ||
    (marker === 0xee && ascii(view, at + 4, 5) === "Adobe");
  return !drawsColours;
}

/** Which side is up is needed to see the picture: an Exif that says nothing else. */
function turn(view: DataView, at: number): Uint8Array | null {
  if (ascii(view, at + 4, 6) !== "Exif\0\0") return null;
  const orientation = orientationOf(view, at + 10);
  if (orientation < 2 || orientation > 8) return null;
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0];
  return Uint8Array.from([0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]);
}

/** Behind the coded pixels, in which 0xFF is followed by 0 or by a restart marker. */
function endOfScan(view: DataView, from: number): number {
  for (let at = from; ; at += 1) {
    if (view.getUint8(at) !== 0xff) continue;
    const next = view.getUint8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
}
