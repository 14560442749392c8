// What a window wants of each thing that others send, by how large it draws it. Pure.
import type { MediaSource, MediaWish } from "../protocol/protocol";

export type Wish = Omit<MediaWish, "consumer_id">;

/** Lines of the three layers of a camera at 720; a little enlarging is not seen. */
const smallLines = 180 * 1.25;
const middleLines = 360 * 1.25;

/**
 * `drawn`: the lines, in dots of the screen, of each place where it is seen right now. Sound is always wanted; a picture
 * that nobody sees costs nothing.
 */
export function wishFor(source: MediaSource, drawn: readonly number[]): Wish {
  if (source === "microphone" || source === "screen_sound") {
    return { paused: false, spatial: null, temporal: null, priority: null };
  }
  const lines = Math.max(0, ...drawn);
  if (lines <= 0) return { paused: true, spatial: null, temporal: null, priority: null };
  if (source === "screen") {
    // Letters must be legible whatever the size; only a thumbnail may do with less.
    return { paused: false, spatial: lines <= smallLines ? 0 : 1, temporal: 2, priority: 200 };
  }
  const spatial = lines <= smallLines ? 0 : lines <= middleLines ? 1 : 2;
  return { paused: false, spatial, temporal: 2, priority: 50 + spatial * 50 };
}

export function sameWish(one: Wish, other: Wish): boolean {
  return (
    one.paused === other.paused &&
    one.spatial === other.spatial &&
    one.temporal === other.temporal &&
    one.priority === other.priority
  );
}
