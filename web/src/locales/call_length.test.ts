import { expect, it } from "vitest";
import { callLength } from "./call_length";

it("says lengths as clocks do", () => {
  expect(callLength(0)).toBe("00:00");
  expect(callLength(133_900)).toBe("02:13");
  expect(callLength(3_605_000)).toBe("1:00:05");
});
