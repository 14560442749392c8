import { describe, expect, it } from "vitest";
import { dragged, inside, wholeCrop, zoomed } from "./crop";

const size = { width: 1_000, height: 600 };

describe("cropping", () => {
  it("starts with the largest square in the middle", () => {
    expect(wholeCrop(size)).toEqual({ x: 500, y: 300, side: 600 });
  });

  it("zooms around the middle within limits", () => {
    expect(zoomed(wholeCrop(size), size, 2)).toEqual({ x: 500, y: 300, side: 300 });
    expect(zoomed(wholeCrop(size), size, 99).side).toBe(150);
    expect(zoomed(wholeCrop(size), size, 0).side).toBe(600);
  });

  it("never leaves the picture", () => {
    expect(inside({ x: -50, y: 5_000, side: 300 }, size)).toEqual({ x: 150, y: 450, side: 300 });
    expect(dragged(wholeCrop(size), size, -10_000, 50, 300)).toEqual({ x: 700, y: 300, side: 600 });
  });

  it("follows the finger", () => {
    const half = zoomed(wholeCrop(size), size, 2);
    expect(dragged(half, size, 30, -15, 300)).toEqual({ x: 470, y: 315, side: 300 });
  });

  it("takes a picture smaller than the least square whole", () => {
    expect(inside({ x: 0, y: 0, side: 1 }, { width: 10, height: 20 })).toEqual({
      x: 5,
      y: 5,
      side: 10,
    });
  });
});
