// Pictures and films that say where they were taken, made by libvips of a JPEG that says so.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { movingGif, png, type Sample } from "./samples";

/** Stands in each of them. */
export const place = "KOWLOON 22.3193N 114.1694E";

function numbers(bytes: number, ...values: number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, i) => buffer.writeUIntBE(value, i * bytes, bytes));
  return buffer;
}

/** Exif 2.3: one directory that points to that of GPS, with a latitude, and the place in words as the map datum. */
function exif(): Buffer {
  const words = Buffer.from(`${place}\0`, "latin1");
  const entry = (tag: number, type: number, count: number, value: number): Buffer =>
    Buffer.concat([numbers(2, tag, type), numbers(4, count, value)]);
  const gps = 8 + 2 + 12 + 4;
  const values = gps + 2 + 3 * 12 + 4;
  const north = 0x4e000000;
  return Buffer.concat([
    Buffer.from("Exif\0\0MM\0*", "latin1"),
    numbers(4, 8),
    numbers(2, 1),
    entry(0x8825, 4, 1, gps),
    numbers(4, 0),
    numbers(2, 3),
    entry(1, 2, 2, north),
    entry(2, 5, 3, values),
    entry(0x12, 2, words.length, values + 24),
    numbers(4, 0),
    numbers(4, 22, 1, 19, 1, 9, 1),
    words,
  ]);
}

function jpeg(folder: string): Buffer {
  const from = join(folder, "plain.png");
  const to = join(folder, "plain.jpg");
  writeFileSync(from, png("plain", 640, 480).buffer);
  execFileSync("vips", ["copy", from, to]);
  const plain = readFileSync(to);
  const body = exif();
  const segment = Buffer.concat([numbers(2, 0xffe1, body.length + 2), body]);
  return Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)]);
}

/** A GIF that moves and says it in a comment. */
function gif(): Buffer {
  const { buffer } = movingGif("a.gif");
  const comment = Buffer.concat([
    Buffer.from([0x21, 0xfe, place.length]),
    Buffer.from(`${place}\0`, "latin1"),
  ]);
  const end = buffer.length - 1;
  return Buffer.concat([buffer.subarray(0, end), comment, buffer.subarray(end)]);
}

/** libvips writes no GPS into a TIFF: the directory is written anew behind the file, with an entry more. */
function withPlace(tiff: Buffer): Buffer {
  const old = tiff.readUInt32LE(4);
  const count = tiff.readUInt16LE(old);
  const entries = tiff.subarray(old + 2, old + 2 + 12 * count);
  const first = tiff.length + (tiff.length % 2);
  const gps = first + 2 + 12 * (count + 1) + 4;
  const words = Buffer.from(`${place}\0`, "latin1");
  const little = (bytes: number, ...values: number[]): Buffer =>
    Buffer.concat(values.map((value) => numbers(bytes, value).reverse()));
  const whole = Buffer.concat([
    tiff,
    Buffer.alloc(first - tiff.length),
    little(2, count + 1),
    entries,
    Buffer.concat([little(2, 0x8825, 4), little(4, 1, gps)]),
    little(4, 0),
    little(2, 1),
    Buffer.concat([little(2, 0x12, 2), little(4, words.length, gps + 18)]),
    little(4, 0),
    words,
  ]);
  whole.writeUInt32LE(first, 4);
  return whole;
}

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([numbers(4, body.length + 8), Buffer.from(type, "latin1"), body]);
};

/** As telephones write it: "©xyz" in the user data of the film. Without pictures: what matters is what is around them. */
function mp4(): Buffer {
  const words = Buffer.concat([numbers(2, place.length, 0x15c7), Buffer.from(place, "latin1")]);
  return Buffer.concat([
    box("ftyp", Buffer.from("isom\0\0\0\0isom", "latin1")),
    box("moov", box("mvhd", Buffer.alloc(100)), box("udta", box("\xa9xyz", words))),
    box("mdat", Buffer.alloc(1_000, 7)),
  ]);
}

/** One of each kind, called by its ending. */
export function takenSomewhere(folder: string): Sample[] {
  const source = join(folder, "taken.jpg");
  writeFileSync(source, jpeg(folder));
  writeFileSync(join(folder, "moving.gif"), gif());
  const made = (ending: string, from = source): Buffer => {
    const to = join(folder, `made.${ending}`);
    execFileSync("vips", ["copy", from, to]);
    return readFileSync(to);
  };
  const sample = (ending: string, mimeType: string, buffer: Buffer): Sample => {
    if (!buffer.includes(place)) throw new Error(`${ending} does not say where it was taken`);
    return { name: `taken.${ending}`, mimeType, buffer };
  };
  return [
    sample("jpg", "image/jpeg", readFileSync(source)),
    sample("png", "image/png", made("png")),
    sample("webp", "image/webp", made("webp")),
    sample("gif", "image/gif", gif()),
    sample("avif", "image/avif", made("avif")),
    sample("heic", "", made("heic")),
    sample("tif", "image/tiff", withPlace(made("tif"))),
    sample("mp4", "video/mp4", mp4()),
  ];
}
