import { describe, expect, it } from "vitest";
import { estimatedLines, isLong } from "./fold";

describe("folding", () => {
  it("counts breaks and what wraps", () => {
    expect(estimatedLines("a")).toBe(1);
    expect(estimatedLines("a\n\nb")).toBe(3);
    expect(estimatedLines("字".repeat(38))).toBe(1);
    expect(estimatedLines("字".repeat(39))).toBe(2);
    expect(estimatedLines("a".repeat(76))).toBe(1);
  });

  it("folds from the twenty-first line", () => {
    expect(isLong("x\n".repeat(19) + "x")).toBe(false);
    expect(isLong("x\n".repeat(20) + "x")).toBe(true);
    expect(isLong("字".repeat(38 * 20 + 1))).toBe(true);
  });
});
