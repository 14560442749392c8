// How the people of a call share the stage. Pure.

export interface Grid {
  columns: number;
  rows: number;
  /** Of one tile, in pixels. */
  width: number;
  height: number;
}

/** A face fits into anything between these; cameras of phones, which are held upright, into narrower ones. */
const widest = 16 / 9;
const narrowest = { upright: 0.6, lying: 1.2 };

/** As large as `count` tiles can be without scrolling, not smaller than `least` pixels high: then it scrolls. */
export function gridOf(
  count: number,
  space: { width: number; height: number; gap: number; least: number },
): Grid {
  const { gap, least } = space;
  const narrow = space.width < space.height ? narrowest.upright : narrowest.lying;
  let best: Grid = { columns: 1, rows: Math.max(1, count), width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const wide = (space.width - gap * (columns - 1)) / columns;
    const high = Math.max(least, (space.height - gap * (rows - 1)) / rows);
    const [width, height] = [Math.min(wide, high * widest), Math.min(high, wide / narrow)];
    if (width <= 0 || height <= 0) continue;
    const scrolls = rows * height + gap * (rows - 1) > space.height + 1;
    const grid = { columns, rows, width: Math.floor(width), height: Math.floor(height) };
    // What has to be scrolled to is worth less than what is seen.
    const worth = (one: Grid, hidden: boolean): number =>
      one.width * one.height * (hidden ? 0.5 : 1);
    const bestScrolls = best.rows * best.height + gap * (best.rows - 1) > space.height + 1;
    if (worth(grid, scrolls) > worth(best, bestScrolls)) best = grid;
  }
  return best;
}

export interface Focus {
  userId: number;
  screen: boolean;
}

/** What is large: what I pinned, else the newest screen, else who has the word where I asked for that; null = nobody. */
export function focusOf(stage: {
  pinned: Focus | null;
  screens: readonly number[];
  people: readonly number[];
  speaker: number;
  bySpeaker: boolean;
}): Focus | null {
  const { pinned, screens, people, speaker, bySpeaker } = stage;
  if (pinned && (pinned.screen ? screens : people).includes(pinned.userId)) return pinned;
  const newest = screens[screens.length - 1];
  if (newest !== undefined) return { userId: newest, screen: true };
  if (!bySpeaker) return null;
  const who = people.includes(speaker) ? speaker : people[0];
  return who === undefined ? null : { userId: who, screen: false };
}
