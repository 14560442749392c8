import { describe, expect, it } from "vitest";
import { addRange, rangeAround, type SeqRange } from "./seq_ranges";

const r = (low: number, high: number): SeqRange => ({ low, high });

describe("addRange", () => {
  it.each([
    ["the first", [], r(5, 7), [r(5, 7)]],
    ["apart below", [r(10, 12)], r(5, 7), [r(5, 7), r(10, 12)]],
    ["apart above", [r(1, 2)], r(5, 7), [r(1, 2), r(5, 7)]],
    ["touching below", [r(8, 12)], r(5, 7), [r(5, 12)]],
    ["touching above", [r(1, 4)], r(5, 7), [r(1, 7)]],
    ["filling a hole", [r(1, 4), r(8, 9)], r(5, 7), [r(1, 9)]],
    ["overlapping several", [r(1, 4), r(6, 6), r(8, 20)], r(3, 9), [r(1, 20)]],
    ["inside", [r(1, 9)], r(3, 4), [r(1, 9)]],
    ["between two", [r(1, 2), r(20, 30)], r(5, 7), [r(1, 2), r(5, 7), r(20, 30)]],
  ])("%s", (_name, known, added, expected) => {
    expect(addRange(known, added)).toEqual(expected);
  });
});

describe("rangeAround", () => {
  it("finds the range that holds a seq", () => {
    expect(rangeAround([r(1, 2), r(5, 7)], 7)).toEqual(r(5, 7));
    expect(rangeAround([r(1, 2), r(5, 7)], 3)).toBeNull();
  });
});
