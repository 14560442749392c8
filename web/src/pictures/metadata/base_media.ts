// ISO base media (ISO/IEC 14496-12), of which HEIC, AVIF, MP4 and QuickTime are kinds: boxes in boxes. Nothing moves, since
// many a place is named by its number: what tells something becomes zeros in a box that says "free".
import { ascii, put, zeros, type Edit } from "./edits";

export interface Box {
  type: string;
  /** Where it begins, where its content does, where it ends. */
  at: number;
  from: number;
  to: number;
}

/** Those one after the other between two places. Throws RangeError for what does not fit. */
export function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  // QuickTime ends some lists with a zero.
  for (let at = from; at + 8 <= to;) {
    const short = view.getUint32(at);
    const long = short === 1;
    const size = long ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    const head = long ? 16 : 8;
    if (size < head || at + size > to) throw new RangeError("a box that does not fit");
    boxes.push({ type: ascii(view, at + 4, 4), at, from: at + head, to: at + size });
    at += size;
  }
  return boxes;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** The box is still there, and says nothing. */
export const freed = (box: Box, by = 0): Edit[] => [
  put(by + box.at + 4, bytesOf("free")),
  zeros(by + box.from, by + box.to),
];

/** In a picture: Exif and XMP are items, whose bytes lie where the table of places says. */
export function heifEdits(view: DataView): Edit[] {
  const top = boxesIn(view, 0, view.byteLength);
  const meta = top.find(({ type }) => type === "meta");
  if (!meta) throw new RangeError("no items");
  const inner = boxesIn(view, meta.from + 4, meta.to);
  const told = tellingItems(view, inner);
  const data = inner.find(({ type }) => type === "idat")?.from ?? 0;
  const places = inner.find(({ type }) => type === "iloc");
  const edits = top
    .filter(({ type }) => type === "uuid" || type === "mpvd")
    .flatMap((box) => freed(box));
  for (const { id, from, to } of places ? extents(view, places, data) : []) {
    if (to > view.byteLength) throw new RangeError("beyond the end");
    const exif = told.get(id);
    if (exif === undefined) continue;
    // An Exif without entries, so that nobody stumbles over it.
    const empty = Uint8Array.of(0, 0, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);
    if (exif && to - from >= empty.length)
      edits.push(put(from, empty), zeros(from + empty.length, to));
    else edits.push(zeros(from, to));
  }
  return edits;
}

/** Items that say something of the picture, and whether it is by Exif. */
function tellingItems(view: DataView, inner: readonly Box[]): Map<number, boolean> {
  const items = new Map<number, boolean>();
  const list = inner.find(({ type }) => type === "iinf");
  if (!list) return items;
  const wide = view.getUint8(list.from) > 0;
  for (const entry of boxesIn(view, list.from + (wide ? 8 : 6), list.to)) {
    const version = view.getUint8(entry.from);
    if (version < 2) continue;
    const id = version === 2 ? view.getUint16(entry.from + 4) : view.getUint32(entry.from + 4);
    const type = ascii(view, entry.from + (version === 2 ? 8 : 10), 4);
    if (type === "Exif" || type === "mime") items.set(id, type === "Exif");
  }
  return items;
}

interface Extent {
  id: number;
  from: number;
  to: number;
}

function extents(view: DataView, places: Box, data: number): Extent[] {
  const version = view.getUint8(places.from);
  let at = places.from + 4;
  const take = (bytes: number): number => {
    let value = 0;
    for (let i = 0; i < bytes; i += 1) value = value * 256 + view.getUint8(at + i);
    at += bytes;
    return value;
  };
  const sizes = take(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  if (offsetSize + lengthSize === 0) throw new RangeError("places without a size");
  const indexSize = version > 0 ? sizes & 15 : 0;
  const found: Extent[] = [];
  for (let items = take(version < 2 ? 2 : 4); items > 0; items -= 1) {
    const id = take(version < 2 ? 2 : 4);
    const inData = version > 0 && (take(2) & 15) === 1;
    take(2);
    const base = take(baseSize) + (inData ? data : 0);
    for (let count = take(2); count > 0; count -= 1) {
      take(indexSize);
      const from = base + take(offsetSize);
      found.push({ id, from, to: from + take(lengthSize) });
    }
  }
  return found;
}

/** What a film says of itself stands in its "moov": of where, when and with what it was taken. */
export function filmEdits(view: DataView, by: number): Edit[] {
  const holders = ["trak", "mdia", "minf"];
  const telling = ["udta", "meta", "uuid"];
  const walk = (from: number, to: number): Edit[] =>
    boxesIn(view, from, to).flatMap((box) => {
      if (telling.includes(box.type)) return freed(box, by);
      return holders.includes(box.type) ? walk(box.from, box.to) : [];
    });
  return walk(0, view.byteLength);
}
