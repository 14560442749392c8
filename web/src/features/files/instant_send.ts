// A file that the server has already, and that I may read, need not be uploaded: its hash is enough.
import type { StoredFile } from "../../protocol/protocol";

/** Smaller ones are up before they are found; larger ones do not fit into memory, where a browser hashes. */
const least = 200_000;
const most = 128 * 1_024 * 1_024;

type Find = (asked: { sha256: string; size: number; name: string }) => Promise<StoredFile>;

/** The id of a file of mine with these bytes; null = it has to be uploaded. */
export async function findOnServer(body: Blob, name: string, find: Find): Promise<number | null> {
  // Only secure pages may hash.
  if (body.size < least || body.size > most || !globalThis.crypto?.subtle) return null;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await body.arrayBuffer());
    const sha256 = [...new Uint8Array(digest)]
      .map((it) => it.toString(16).padStart(2, "0"))
      .join("");
    return (await find({ sha256, size: body.size, name })).file_id;
  } catch {
    // Whatever is wrong shows again as it is uploaded.
    return null;
  }
}
