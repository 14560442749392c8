import { thumbHashToDataURL } from "thumbhash";

/** A few soft colours where a picture will be; empty when what was sent is no such thing. */
export function blurOf(thumbhash: string | null): string {
  if (!thumbhash) return "";
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (c) => c.charCodeAt(0)));
  } catch {
    return "";
  }
}
