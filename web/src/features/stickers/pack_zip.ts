// A pack as a zip: stickers.json, which names it and its stickers in order, beside the pictures. A zip without that file is
// taken as it comes: its pictures by name. What a stranger packed is bounded before it is unpacked, and as it is.
import { unzipSync, zipSync, type UnzipFileInfo } from "fflate";

export const mostInPack = 120;
const largestZip = 160 * 1024 * 1024;
const largestPart = 8 * 1024 * 1024;
const largestAll = 128 * 1024 * 1024;
const mostEntries = 1_000;
const listName = "stickers.json";
const pictureEnding = /\.(?:gif|png|apng|webp|jpe?g)$/i;

export interface PackedSticker {
  file: string;
  word: string;
  body: Uint8Array<ArrayBuffer>;
}

export interface PackedPack {
  name: string;
  stickers: PackedSticker[];
  /** Parts that were left out. */
  skipped: number;
}

export type ZipTrouble = "unreadable" | "empty" | "tooMany" | "tooLarge";

/** Words for it: stickers.pack.zip.… */
export class UnfitZip extends Error {
  constructor(
    readonly why: ZipTrouble,
    readonly count = 0,
  ) {
    super(why);
  }
}

interface Listed {
  name?: unknown;
  stickers?: unknown;
}

/** `fallback` is what it is called when it does not say. Throws UnfitZip. */
export function readPack(zip: Uint8Array, fallback: string): PackedPack {
  if (zip.length > largestZip) throw new UnfitZip("tooLarge");
  let skipped = 0;
  const parts = unpack(zip, () => (skipped += 1));
  const list = listed(parts.get(listName));
  const named = Array.isArray(list?.stickers) ? byList(list.stickers, parts) : byName(parts);
  if (named.length > mostInPack) throw new UnfitZip("tooMany", named.length);
  if (named.length === 0) throw new UnfitZip("empty");
  const name = typeof list?.name === "string" ? line(list.name) : "";
  return { name: name || line(fallback) || "stickers", stickers: named, skipped };
}

/** What it says of sizes is checked before anything is unpacked; unpacking never gives more than that. */
function unpack(zip: Uint8Array, skip: () => void): Map<string, Uint8Array<ArrayBuffer>> {
  let entries = 0;
  let all = 0;
  const wanted = (part: UnzipFileInfo): boolean => {
    entries += 1;
    if (entries > mostEntries) throw new UnfitZip("tooLarge");
    if (part.name.endsWith("/")) return false;
    if (isHidden(part.name)) return false;
    const known = part.name === listName || pictureEnding.test(part.name);
    if (!known || part.originalSize > largestPart) {
      skip();
      return false;
    }
    all += part.originalSize;
    if (all > largestAll) throw new UnfitZip("tooLarge");
    return true;
  };
  try {
    const parts = unzipSync(zip, { filter: wanted }) as Record<string, Uint8Array<ArrayBuffer>>;
    return new Map(Object.entries(parts));
  } catch (problem) {
    throw problem instanceof UnfitZip ? problem : new UnfitZip("unreadable");
  }
}

/** What some systems put beside everything. */
const isHidden = (name: string): boolean => /(?:^|\/)(?:__MACOSX|\.[^./][^/]*)(?:\/|$)/.test(name);

function listed(bytes: Uint8Array | undefined): Listed | null {
  if (!bytes) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" ? (value as Listed) : null;
  } catch {
    return null;
  }
}

function byList(
  list: readonly unknown[],
  parts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): PackedSticker[] {
  return list.slice(0, mostEntries).flatMap((one) => {
    const { file, word } = (typeof one === "object" && one ? one : {}) as Record<string, unknown>;
    const body = typeof file === "string" ? parts.get(file) : undefined;
    if (typeof file !== "string" || !body || file === listName) return [];
    return [{ file, word: typeof word === "string" ? line(word) : "", body }];
  });
}

function byName(parts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): PackedSticker[] {
  const order = new Intl.Collator(undefined, { numeric: true });
  return [...parts]
    .filter(([file]) => file !== listName)
    .sort(([a], [b]) => order.compare(a, b))
    .map(([file, body]) => ({ file, word: line(stemOf(file)), body }));
}

const stemOf = (path: string): string => (path.split("/").pop() ?? "").replace(/\.[^.]*$/, "");

/** As the server takes it: one line of at most 32 characters. */
function line(text: string): string {
  const visible = [...text].filter((c) => !/[\p{Cc}\p{Cs}]/u.test(c));
  return visible.slice(0, 32).join("").trim();
}

/** Reading it again gives the same. */
export function writePack(
  name: string,
  stickers: readonly { word: string; type: string; body: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const files = stickers.map(({ word, type, body }, index) => {
    const number = String(index + 1).padStart(3, "0");
    return { file: `${number}.${type}`, word, body };
  });
  const list = { name, stickers: files.map(({ file, word }) => ({ file, word })) };
  const parts: Record<string, Uint8Array> = {
    [listName]: new TextEncoder().encode(JSON.stringify(list, null, 2)),
  };
  for (const { file, body } of files) parts[file] = body;
  // Pictures are packed already.
  return zipSync(parts, { level: 0 }) as Uint8Array<ArrayBuffer>;
}
