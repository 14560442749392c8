import { describe, expect, it } from "vitest";
import { belongsToIme } from "./ime";

describe("the input method", () => {
  it("owns a key while composing", () => {
    expect(belongsToIme({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(belongsToIme({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it("owns the Enter that Safari sends after the composition ended", () => {
    expect(belongsToIme({ isComposing: false, keyCode: 229 })).toBe(true);
  });
});
