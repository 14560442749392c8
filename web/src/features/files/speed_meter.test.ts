import { expect, it } from "vitest";
import { SpeedMeter } from "./speed_meter";

it("tells the speed of the last seconds, and nothing from too little", () => {
  let now = 0;
  const meter = new SpeedMeter(() => now);
  expect(meter.add(0)).toBe(0);
  now = 100;
  expect(meter.add(1_000)).toBe(0);
  now = 1_000;
  expect(meter.add(10_000)).toBe(10_000);
  for (now = 2_000; now < 10_000; now += 1_000) meter.add(10_000);
  expect(meter.add(10_000)).toBe(0);
});

it("begins anew when the bytes go back", () => {
  let now = 0;
  const meter = new SpeedMeter(() => now);
  meter.add(5_000);
  now = 1_000;
  expect(meter.add(1_000)).toBe(0);
  now = 2_000;
  expect(meter.add(3_000)).toBe(2_000);
});
