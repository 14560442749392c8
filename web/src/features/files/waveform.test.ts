import { expect, it } from "vitest";
import { levelsOf, waveformOf } from "./waveform";

it("keeps where it was loud", () => {
  const levels = Array.from({ length: 640 }, (_, i) => (i < 320 ? 0.1 : 0.4));
  const waveform = waveformOf(levels);
  expect(waveform).toMatch(/^[0-9A-V]{64}$/);
  const back = levelsOf(waveform);
  expect(back[0]).toBeCloseTo(0.25, 1);
  expect(back[63]).toBe(1);
});

it("stretches few levels and knows silence", () => {
  expect(waveformOf([])).toBe("");
  expect(waveformOf([0.2])).toHaveLength(64);
  expect(new Set(waveformOf([0, 0, 0]))).toEqual(new Set("0"));
  expect(levelsOf("0V!")).toEqual([0, 1, 0]);
});
