import { describe, expect, it } from "vitest";
import { withoutMetadata } from "./without_metadata";

// Each letter of these strings is a byte.
const secret = "22.3193N 114.1694E";
const number = (bytes: number, value: number): string =>
  String.fromCharCode(
    ...Array.from({ length: bytes }, (_, i) => (value >> (8 * (bytes - 1 - i))) & 255),
  );
const little = (bytes: number, value: number): string =>
  [...number(bytes, value)].reverse().join("");

const segment = (marker: number, body: string): string =>
  "\xff" + number(1, marker) + number(2, body.length + 2) + body;
const exif = (orientation: number): string =>
  "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" + little(4, orientation) + "\0\0\0\0";
const scan =
  segment(0xda, "\x01") +
  "\x12\xff\0\xff\xd0\x34" +
  segment(0xc4, "x") +
  segment(0xda, "") +
  "\x56";
const icc = segment(0xe2, "ICC_PROFILE\0\x01\x01colours");
const jpeg = (turned: number): string =>
  "\xff\xd8" +
  segment(0xe0, "JFIF\0") +
  segment(0xe1, exif(turned) + secret) +
  segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`) +
  icc +
  segment(0xed, secret) +
  segment(0xfe, secret) +
  scan +
  "\xff\xd9" +
  `....ftypmp42${secret}`;

const chunk = (type: string, body: string): string => number(4, body.length) + type + body + "sums";
const pngHead = "\x89PNG\r\n\x1a\n" + chunk("IHDR", "shape") + chunk("acTL", "two");
const pngBody = chunk("IDAT", "pixels") + chunk("fdAT", "more") + chunk("IEND", "");
const png =
  pngHead +
  chunk("eXIf", secret) +
  chunk("iTXt", secret) +
  chunk("tEXt", secret) +
  pngBody +
  secret;

const riff = (name: string, body: string): string =>
  name + little(4, body.length) + body + (body.length % 2 ? "\0" : "");
const webpOf = (flags: string, ...chunks: string[]): string =>
  riff("RIFF", "WEBP" + riff("VP8X", `${flags}23456789A`) + chunks.join(""));
const frames = riff("ANIM", "colour") + riff("ANMF", "frame");

const sub = (...blocks: string[]): string =>
  blocks.map((block) => number(1, block.length) + block).join("") + "\0";
const gifHead = "GIF89a\x01\0\x01\0\x80\0\0abcdef!\xff" + sub("NETSCAPE2.0", "\x01\0\0");
const gifBody = "!\xf9" + sub("1234") + ",\0\0\0\0\x01\0\x01\0\0\x02" + sub("ab");

const box = (type: string, body: string): string => number(4, body.length + 8) + type + body;
const infe = (id: number, type: string): string =>
  box("infe", "\x02\0\0\0" + number(2, id) + "\0\0" + type + "\0");
const heif = (brand: string): string => {
  const pixels = "pixels of the picture";
  const told = "\0\0\0\0II*\0" + secret;
  const meta = (at: number): string =>
    box(
      "meta",
      "\0\0\0\0" +
        box("iinf", "\0\0\0\0" + number(2, 2) + infe(1, "hvc1") + infe(2, "Exif")) +
        box(
          "iloc",
          "\0\0\0\0\x44\0" +
            number(2, 2) +
            [
              [1, at, pixels.length],
              [2, at + pixels.length, told.length],
            ]
              .map(
                ([id = 0, from = 0, length = 0]) =>
                  number(2, id) + "\0\0" + number(2, 1) + number(4, from) + number(4, length),
              )
              .join(""),
        ),
    );
  const head = box("ftyp", brand + "\0\0\0\0");
  return head + meta(head.length + meta(0).length + 8) + box("mdat", pixels + told);
};

const film = (head: string): string =>
  box("ftyp", head) +
  box(
    "moov",
    box("mvhd", "length") +
      box(
        "trak",
        box("tkhd", "track") + box("udta", secret) + box("mdia", box("minf", "x".repeat(0))),
      ) +
      box("udta", box("\xa9xyz", secret)) +
      box("meta", secret),
  ) +
  box("mdat", "pictures") +
  box("uuid", secret);

const tiff =
  "II*\0\x08\0\0\0" +
  "\x02\0" +
  "\x12\x01\x03\0\x01\0\0\0\x01\0\0\0" +
  "\x25\x88\x04\0\x01\0\0\0" +
  little(4, 38) +
  "\0\0\0\0" +
  "\x01\0" +
  "\x12\0\x02\0" +
  little(4, secret.length) +
  little(4, 56) +
  "\0\0\0\0" +
  secret;

const samples: Record<string, string> = {
  jpeg: jpeg(6),
  png,
  webp: webpOf("\x2e", riff("EXIF", secret), frames, riff("XMP ", secret)) + secret,
  gif:
    gifHead + "!\xfe" + sub(secret) + "!\xff" + sub("XMP DataXMP", secret) + gifBody + ";" + secret,
  heic: heif("heic"),
  avif: heif("avif"),
  tiff,
  mp4: film("isom\0\0\0\0"),
};

const blobOf = (text: string): Blob => new Blob([Uint8Array.from(text, (c) => c.charCodeAt(0))]);
async function bare(text: string): Promise<string | null> {
  const blob = await withoutMetadata(blobOf(text));
  return blob && Buffer.from(await blob.arrayBuffer()).toString("latin1");
}

describe.each(Object.entries(samples))("of a %s", (_, text) => {
  it("nothing is told", async () => {
    expect(text).toContain(secret);
    const left = await bare(text);
    expect(left).not.toBeNull();
    for (let i = 0; i + 6 <= secret.length; i += 1)
      expect(left).not.toContain(secret.slice(i, i + 6));
  });

  it("nothing more is taken the second time", async () => {
    const once = (await bare(text)) ?? "";
    expect(await bare(once)).toBe(once);
  });

  it("whatever is cut off, nobody stumbles", async () => {
    for (let size = 0; size < text.length; size += 1) await bare(text.slice(0, size));
  });
});

describe("what is seen stays", () => {
  it("of a JPEG pixels, colours, and which side is up", async () => {
    const left = (await bare(jpeg(6))) ?? "";
    expect(left.endsWith(scan + "\xff\xd9")).toBe(true);
    expect(left).toContain(icc);
    expect(left).toContain("\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    expect(await bare(jpeg(1))).toBe(
      "\xff\xd8" + segment(0xe0, "JFIF\0") + icc + scan + "\xff\xd9",
    );
  });

  it("of what moves every frame", async () => {
    expect(await bare(png)).toBe(pngHead + pngBody);
    expect(await bare(samples.webp ?? "")).toBe(webpOf("\x22", frames));
    expect(await bare(samples.gif ?? "")).toBe(gifHead + gifBody + ";");
  });

  it("of a HEIC and of a film everything is where it was", async () => {
    for (const [name, kept] of [
      ["heic", "pixels of the picture"],
      ["mp4", "pictures"],
    ] as const) {
      const before = samples[name] ?? "";
      const after = (await bare(before)) ?? "";
      expect(after.length).toBe(before.length);
      expect(after.indexOf(kept)).toBe(before.indexOf(kept));
    }
  });
});

it("other files are left alone", async () => {
  for (const text of ["", "hello", "%PDF-1.4", "PK\x03\x04", "\x1a\x45\xdf\xa3 matroska"])
    expect(await bare(text)).toBeNull();
});
