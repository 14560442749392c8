// How large things are drawn in a room, known before a byte of them has come, so that rows never move.
export interface Box {
  width: number;
  height: number;
}

const largest = 320;
const lying: Box = { width: largest, height: 240 };
const standing: Box = { width: 240, height: largest };
const least = 72;

/** A single picture: at most 320 by 240 lying, 240 by 320 standing; never larger than it is, never too thin to hit. */
export function pictureBox(width: number | null, height: number | null): Box {
  if (!width || !height) return { width: 240, height: 180 };
  const bounds = height > width ? standing : lying;
  const scale = Math.min(1, bounds.width / width, bounds.height / height);
  return {
    width: Math.max(least, Math.round(width * scale)),
    height: Math.max(least, Math.round(height * scale)),
  };
}

/** Columns of an album; what is left over in the last row grows. */
export function albumColumns(count: number): number {
  return count === 2 || count === 4 ? 2 : 3;
}
