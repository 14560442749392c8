// Files of the people of a case, uploaded at once.
import { createHash } from "node:crypto";
import type { NewAttachment } from "../../src/protocol/protocol";
import type { Device } from "./device";

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The id of the file. */
export async function uploaded(
  device: Device,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<number> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const response = await fetch(`http://127.0.0.1:${device.port}/uploads`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${device.token}`,
      "tus-resumable": "1.0.0",
      "upload-length": String(bytes.length),
      "upload-metadata": `filename ${Buffer.from(name).toString("base64")}`,
      "content-type": "application/offset+octet-stream",
    },
    body: bytes,
  });
  const id = response.headers.get("ling-file-id");
  if (!id) throw new Error(`${response.status}: ${await response.text()}`);
  return Number(id);
}

/** The file as it is, nothing said of it. */
export const attached = (file_id: number): NewAttachment => ({
  file_id,
  kind: "file",
  width: null,
  height: null,
  thumbhash: null,
  preview_id: null,
  duration_ms: null,
  waveform: null,
  drawing: null,
});

/** A small GIF; pictures of other colors have other bytes. */
export function gif(
  color: number,
  size = { width: 16, height: 16 },
  frames = 1,
): Uint8Array<ArrayBuffer> {
  const word = (n: number): number[] => [n & 255, n >> 8];
  const rgb = [color & 255, (color >> 8) & 255, 77];
  // One pixel, as LZW has it.
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  const screen = [...word(size.width), ...word(size.height), 0x80, 0, 0, ...rgb, 255, 255, 255];
  const bytes = [..."GIF89a"].map((c) => c.charCodeAt(0)).concat(screen);
  for (let i = 0; i < frames; i += 1) bytes.push(...frame);
  return new Uint8Array([...bytes, 0x3b]);
}

/** As a sticker that I keep is sent. */
export const asSticker = (file_id: number): NewAttachment => ({
  ...attached(file_id),
  kind: "sticker",
});
