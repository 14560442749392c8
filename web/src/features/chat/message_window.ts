// The stretch of a conversation that is held in memory: messages without a gap, ascending.
import type { Message } from "../../protocol/protocol";

export type MessageWindow = readonly Message[];

export function lowest(window: MessageWindow): number {
  return window[0]?.seq ?? 0;
}

export function highest(window: MessageWindow): number {
  return window[window.length - 1]?.seq ?? 0;
}

/** As many as are worth keeping drawn up; scrolling brings back the others. */
export const windowLimit = 1_000;

/** At most the limit: what lies farthest from the end that is being read goes. */
export function trimmed(window: MessageWindow, reading: "older" | "newer"): MessageWindow {
  if (window.length <= windowLimit) return window;
  return reading === "older" ? window.slice(0, windowLimit) : window.slice(-windowLimit);
}

/** Adds what fits without leaving a gap, at either end; what is known already or lies apart changes nothing. */
export function join(window: MessageWindow, added: readonly Message[]): MessageWindow {
  if (added.length === 0) return window;
  if (window.length === 0) return [...added];
  const low = lowest(window);
  const high = highest(window);
  const older = added.filter((message) => message.seq < low);
  const newer = added.filter((message) => message.seq > high);
  const fitsBelow = older.length > 0 && highest(older) === low - 1;
  const fitsAbove = newer.length > 0 && lowest(newer) === high + 1;
  if (!fitsBelow && !fitsAbove) return window;
  return [...(fitsBelow ? older : []), ...window, ...(fitsAbove ? newer : [])];
}
