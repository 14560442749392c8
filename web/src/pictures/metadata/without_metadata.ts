// A picture or a film without what it tells besides: where and when it was taken, with what, by whom. Nothing is decoded or
// drawn anew; what a kind of file is, its first bytes say.
import { filmEdits, freed, heifEdits, type Box } from "./base_media";
import { gifEdits, pngEdits, webpEdits } from "./chunks";
import { ascii, edited, type Edit } from "./edits";
import { jpegEdits } from "./jpeg";
import { tiffEdits } from "./tiff";

/** Pictures are read whole; of films only what says what they are. */
const largestPicture = 256 * 1024 * 1024;
const largestMoov = 64 * 1024 * 1024;

/** null: it is of a kind, or so broken, that nothing can be left out. */
export async function withoutMetadata(file: Blob): Promise<Blob | null> {
  try {
    const edits = await editsOf(file);
    return edits && edited(file, edits);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function viewOf(file: Blob, from = 0, to = file.size): Promise<DataView> {
  return new DataView(await file.slice(from, to).arrayBuffer());
}

async function editsOf(file: Blob): Promise<Edit[] | null> {
  const head = await viewOf(file, 0, 12);
  const edits = editor(ascii(head, 0, Math.min(12, head.byteLength)));
  if (edits === "film") return editsOfFilm(file);
  if (!edits || file.size > largestPicture) return null;
  return edits(await viewOf(file));
}

function editor(head: string): ((view: DataView) => Edit[]) | "film" | null {
  if (head.startsWith("\xff\xd8\xff")) return jpegEdits;
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return pngEdits;
  if (head.startsWith("GIF8")) return gifEdits;
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return webpEdits;
  if (head.startsWith("II*\0") || head.startsWith("MM\0*")) return tiffEdits;
  if (head.slice(4, 8) !== "ftyp") return null;
  return /^(?:avi[fs]|hei[cfmsx]|hev[cmsx]|mif1|msf1)$/.test(head.slice(8)) ? heifEdits : "film";
}

async function editsOfFilm(file: Blob): Promise<Edit[] | null> {
  const edits: Edit[] = [];
  for (const box of await topOf(file)) {
    if (box.type === "moov") {
      if (box.to - box.from > largestMoov) return null;
      edits.push(...filmEdits(await viewOf(file, box.from, box.to), box.from));
    } else if (["meta", "udta", "uuid"].includes(box.type)) {
      if (box.to - box.from > largestMoov) return null;
      edits.push(...freed(box));
    }
  }
  return edits;
}

/** The boxes of a file that is too large to be read. */
async function topOf(file: Blob): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= file.size;) {
    const head = await viewOf(file, at, Math.min(file.size, at + 16));
    const short = head.getUint32(0);
    const size = short === 1 ? Number(head.getBigUint64(8)) : short === 0 ? file.size - at : short;
    const from = at + (short === 1 ? 16 : 8);
    if (at + size > file.size || from > at + size) throw new RangeError("a box that does not fit");
    boxes.push({ type: ascii(head, 4, 4), at, from, to: at + size });
    at += size;
  }
  return boxes;
}
