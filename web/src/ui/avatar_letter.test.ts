import { expect, it } from "vitest";
import { avatarHue, avatarLetter } from "./avatar_letter";

it.each([
  ["林夏", "夏"],
  ["Alice Wong", "AW"],
  ["alice", "A"],
  ["小A", "小"],
  ["lin_xia", "LX"],
  ["  ", ""],
])("%s shows %s", (name, letter) => {
  expect(avatarLetter(name)).toBe(letter);
});

it("has a hue for every id", () => {
  for (let id = 0; id < 100; id += 1) expect(avatarHue(id)).toBeLessThan(8);
  expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(avatarHue)).size).toBe(8);
});
