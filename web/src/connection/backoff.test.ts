import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff";

describe("backoffMs", () => {
  it("doubles from half a second up to thirty seconds", () => {
    const most = [0, 1, 2, 3, 6, 7, 1000].map((attempt) => backoffMs(attempt, () => 1));
    expect(most).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
  });

  it("spreads over the whole span", () => {
    expect(backoffMs(4, () => 0)).toBe(0);
    expect(backoffMs(4, () => 0.5)).toBe(4_000);
  });
});
