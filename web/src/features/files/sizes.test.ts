import { expect, it } from "vitest";
import { clockWords, sizeWords } from "./sizes";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_024, "1.0 KB"],
  [150_000, "146 KB"],
  [60 * 1024 * 1024, "60.0 MB"],
  [2 * 1024 ** 3, "2.0 GB"],
])("%s bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

it.each([
  [0, "0:00"],
  [7.4, "0:07"],
  [61, "1:01"],
  [3_723, "1:02:03"],
])("%s seconds are %s", (seconds, words) => {
  expect(clockWords(seconds)).toBe(words);
});
