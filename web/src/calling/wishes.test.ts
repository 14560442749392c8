import { describe, expect, it } from "vitest";
import { sameWish, wishFor } from "./wishes";

describe("what a window wants", () => {
  it("is all sound, seen or not", () => {
    expect(wishFor("microphone", []).paused).toBe(false);
    expect(wishFor("screen_sound", []).paused).toBe(false);
  });

  it("is no picture that nobody sees", () => {
    expect(wishFor("camera", []).paused).toBe(true);
    expect(wishFor("screen", [0]).paused).toBe(true);
  });

  it.each([
    [100, 0],
    [225, 0],
    [226, 1],
    [450, 1],
    [451, 2],
    [2160, 2],
  ])("of a camera drawn with %i lines is layer %i", (lines, layer) => {
    expect(wishFor("camera", [lines]).spatial).toBe(layer);
  });

  it("is the best that any of its places needs", () => {
    expect(wishFor("camera", [120, 700]).spatial).toBe(2);
  });

  it("is a legible screen before any face", () => {
    const screen = wishFor("screen", [700]);
    expect(screen.spatial).toBe(1);
    expect(screen.priority).toBeGreaterThan(wishFor("camera", [2160]).priority ?? 0);
  });

  it("is told again only when it is another one", () => {
    expect(sameWish(wishFor("camera", [100]), wishFor("camera", [120]))).toBe(true);
    expect(sameWish(wishFor("camera", [100]), wishFor("camera", [400]))).toBe(false);
    expect(sameWish(wishFor("camera", [100]), wishFor("camera", []))).toBe(false);
  });
});
