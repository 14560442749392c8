import { describe, expect, it } from "vitest";
import { focusOf, gridOf } from "./stage_layout";

const desk = { width: 1248, height: 560, gap: 12, least: 110 };
const phone = { width: 366, height: 620, gap: 8, least: 110 };

describe("the grid", () => {
  it.each([
    ["one fills a desk", 1, desk, 1],
    ["two stand side by side on a desk", 2, desk, 2],
    ["two stand above each other on a phone", 2, phone, 1],
    ["four make a square", 4, desk, 2],
    ["four make a square on a phone", 4, phone, 2],
  ])("%s", (_, count, space, columns) => {
    expect(gridOf(count, space).columns).toBe(columns);
  });

  it("never sticks out to the side", () => {
    for (const space of [desk, phone]) {
      for (let count = 1; count <= 50; count += 1) {
        const { columns, width, height } = gridOf(count, space);
        expect(columns * width + space.gap * (columns - 1)).toBeLessThanOrEqual(space.width);
        expect(height).toBeGreaterThan(80);
      }
    }
  });

  it("shows everybody at once as long as faces stay large enough", () => {
    const { rows, height } = gridOf(12, desk);
    expect(rows * height + desk.gap * (rows - 1)).toBeLessThanOrEqual(desk.height);
  });
});

describe("what is large", () => {
  const stage = { pinned: null, screens: [], people: [1, 2, 3], speaker: 2, bySpeaker: false };

  it("is nobody in a grid", () => {
    expect(focusOf(stage)).toBeNull();
  });
  it("is who has the word, or the first one until somebody has", () => {
    expect(focusOf({ ...stage, bySpeaker: true })).toEqual({ userId: 2, screen: false });
    expect(focusOf({ ...stage, bySpeaker: true, speaker: 0 })).toEqual({
      userId: 1,
      screen: false,
    });
  });
  it("is the newest screen before any face", () => {
    expect(focusOf({ ...stage, screens: [3, 1], bySpeaker: true })).toEqual({
      userId: 1,
      screen: true,
    });
  });
  it("is what I pinned as long as it is there", () => {
    const pinned = { userId: 3, screen: false };
    expect(focusOf({ ...stage, screens: [1], pinned })).toEqual(pinned);
    expect(focusOf({ ...stage, people: [1, 2], pinned })).toBeNull();
    expect(focusOf({ ...stage, pinned: { userId: 3, screen: true } })).toBeNull();
  });
});
