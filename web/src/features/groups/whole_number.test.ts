import { expect, test } from "vitest";
import { wholeNumber } from "./whole_number";

test.each([
  ["7", 7],
  [" 30 ", 30],
  ["３０", 30],
  ["0", null],
  ["31", null],
  ["1,5", null],
  ["1.5", null],
  ["abc", null],
  ["", null],
  ["-1", null],
])("%j from 1 to 30 is %j", (text, number) => {
  expect(wholeNumber(text, 1, 30)).toBe(number);
});
