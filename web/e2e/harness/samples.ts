// Files that people in stories send, made here.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, crc32 } from "node:zlib";

export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/** A picture with a slope of colours, so that it is seen which way up it is. */
export function png(name: string, width: number, height: number, hue = 0): Sample {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + 3 * width) + 1 + 3 * x;
      rows[at + (hue % 3)] = (255 * x) / width;
      rows[at + ((hue + 1) % 3)] = (200 * y) / height + 40;
      rows[at + ((hue + 2) % 3)] = (x ^ y) & 64 ? 160 : 90;
    }
  }
  const buffer = Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}

/** Two frames of one pixel. */
export function movingGif(name: string): Sample {
  const frame = [0x21, 0xf9, 0x04, 0x00, 0x32, 0x00, 0x00, 0x00];
  const picture = (colour: number): number[] => [
    0x2c,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    0x02,
    0x02,
    colour === 0 ? 0x44 : 0x4c,
    0x01,
    0x00,
  ];
  const buffer = Buffer.from([
    ...Buffer.from("GIF89a", "latin1"),
    ...[1, 0, 1, 0, 0x80, 0, 0, 0x09, 0x6b, 0x5e, 0xc8, 0x38, 0x2e],
    ...frame,
    ...picture(0),
    ...frame,
    ...picture(1),
    0x3b,
  ]);
  return { name, mimeType: "image/gif", buffer };
}

export function text(name: string, words: string): Sample {
  return { name, mimeType: "text/plain", buffer: Buffer.from(words) };
}

/** As telephones take them; made by libvips in a folder. */
export function heic(folder: string, name: string, width: number, height: number): Sample {
  const from = join(folder, "before.png");
  const to = join(folder, "after.heic");
  writeFileSync(from, png(name, width, height).buffer);
  execFileSync("vips", ["copy", from, to]);
  return { name, mimeType: "", buffer: readFileSync(to) };
}

/** A PDF of one page for each word, written large. */
export function pdf(name: string, words: string[]): Sample {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${words.length} /Kids [${words.map((_, i) => `${4 + 2 * i} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...words.flatMap((word, i) => {
      const drawing = `BT /F1 96 Tf 60 600 Td (${word}) Tj ET 0.2 0.5 0.3 rg 60 120 300 200 re f`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ];
    }),
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join("");
  const whole = `%PDF-1.4\n${body}trailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(whole, "latin1") };
}
