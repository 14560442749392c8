import type { CallNumbers } from "./call_numbers";

export type CallQuality = "good" | "fair" | "poor";

/** What people notice: words that get lost, and answers that come late. Pure. */
export function qualityOf({ lostPercent, roundTripMs }: CallNumbers): CallQuality {
  if (lostPercent >= 8 || roundTripMs >= 600) return "poor";
  if (lostPercent >= 3 || roundTripMs >= 300) return "fair";
  return "good";
}
