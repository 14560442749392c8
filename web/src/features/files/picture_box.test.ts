import { expect, it } from "vitest";
import { albumColumns, pictureBox } from "./picture_box";

it.each([
  [1600, 900, 320, 180],
  [900, 1600, 180, 320],
  [1000, 1000, 240, 240],
  [100, 80, 100, 80],
  [4000, 10, 320, 72],
  [10, 10, 72, 72],
  [null, null, 240, 180],
])("a picture of %s by %s is drawn in %s by %s", (w, h, width, height) => {
  expect(pictureBox(w, h)).toEqual({ width, height });
});

it.each([
  [1, 3],
  [2, 2],
  [3, 3],
  [4, 2],
  [9, 3],
])("an album of %s has %s columns", (count, columns) => {
  expect(albumColumns(count)).toBe(columns);
});
