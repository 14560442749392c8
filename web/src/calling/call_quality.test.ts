import { expect, it } from "vitest";
import type { CallNumbers } from "./call_numbers";
import { qualityOf } from "./call_quality";

const numbers: CallNumbers = {
  roundTripMs: 40,
  sentKbps: 30,
  receivedKbps: 30,
  lostPercent: 0,
  size: "",
  framesPerSecond: 0,
  way: "host",
};

it.each([
  [0, 40, "good"],
  [2.9, 299, "good"],
  [3, 40, "fair"],
  [0, 300, "fair"],
  [8, 40, "poor"],
  [0, 600, "poor"],
] as const)("%d %% lost, %d ms there and back: %s", (lostPercent, roundTripMs, quality) => {
  expect(qualityOf({ ...numbers, lostPercent, roundTripMs })).toBe(quality);
});
