// Files of the people of a case, uploaded at once.
import { createHash } from "node:crypto";
import type { NewAttachment } from "../../src/protocol/protocol";
import type { Device } from "./device";

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The id of the file. */
export async function uploaded(device: Device, name: string, text: string): Promise<number> {
  const bytes = new TextEncoder().encode(text);
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
});
