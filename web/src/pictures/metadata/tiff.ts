// TIFF 6.0, in which Exif is written too: directories of entries that point to their values.
import { zeros, type Edit } from "./edits";

const orientationTag = 0x0112;
const xmp = 0x02bc;
const iptc = 0x83bb;
const photoshop = 0x8649;
const exifDirectory = 0x8769;
const gpsDirectory = 0x8825;
const makerNote = 0x927c;
const widths = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

interface Entry {
  tag: number;
  /** Where the value stands, and how many bytes of it. */
  value: number;
  bytes: number;
  number: number;
}

class Tiff {
  readonly little: boolean;

  constructor(
    private readonly view: DataView,
    private readonly start: number,
  ) {
    this.little = view.getUint16(start) === 0x4949;
    if (view.getUint16(start + 2, this.little) !== 42) throw new RangeError("no TIFF");
  }

  get first(): number {
    return this.offset(this.start + 4);
  }
  offset(at: number): number {
    return this.start + this.view.getUint32(at, this.little);
  }
  /** Of the directory at a place, and where the next one is; 0 = there is none. */
  directory(at: number): { entries: Entry[]; end: number; next: number } {
    const count = this.view.getUint16(at, this.little);
    const end = at + 2 + 12 * count;
    const entries = Array.from({ length: count }, (_, i) => this.entry(at + 2 + 12 * i));
    const next = this.view.getUint32(end, this.little);
    return { entries, end, next: next === 0 ? 0 : this.start + next };
  }
  private entry(at: number): Entry {
    const type = this.view.getUint16(at + 2, this.little);
    const bytes = (widths[type] ?? 1) * this.view.getUint32(at + 4, this.little);
    const value = bytes <= 4 ? at + 8 : this.offset(at + 8);
    const number = type === 3 ? this.view.getUint16(at + 8, this.little) : this.offset(at + 8);
    return { tag: this.view.getUint16(at, this.little), value, bytes, number };
  }
}

/** 1 to 8; 1 = as it is. */
export function orientationOf(view: DataView, start: number): number {
  try {
    const tiff = new Tiff(view, start);
    const { entries } = tiff.directory(tiff.first);
    return entries.find(({ tag }) => tag === orientationTag)?.number ?? 1;
  } catch {
    return 1;
  }
}

/** Throws RangeError for what is no whole TIFF. Pixels and what says how to read them stay. */
export function tiffEdits(view: DataView): Edit[] {
  const tiff = new Tiff(view, 0);
  const edits: Edit[] = [];
  const seen = new Set<number>();
  const wipe = (from: number, to: number): void => {
    if (to > view.byteLength) throw new RangeError("beyond the end");
    edits.push(zeros(from, to));
  };
  const walk = (at: number, all: boolean): number => {
    if (at === 0 || seen.has(at)) return 0;
    seen.add(at);
    const { entries, end, next } = tiff.directory(at);
    for (const { tag, value, bytes, number } of entries) {
      if (tag === gpsDirectory) walk(number, true);
      else if (tag === exifDirectory) walk(number, false);
      else if (all || [xmp, iptc, photoshop, makerNote].includes(tag)) wipe(value, value + bytes);
    }
    // A directory without entries.
    if (all) wipe(at, end);
    return next;
  };
  for (let at = tiff.first; at !== 0;) at = walk(at, false);
  return edits;
}
