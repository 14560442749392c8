import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DirectPatience } from "./direct_patience";

let lost = 0;
let slow = 0;
let reaches = false;
const patience = (): DirectPatience =>
  new DirectPatience({
    reaches: () => reaches,
    onSlow: () => (slow += 1),
    onLost: () => (lost += 1),
  });

beforeEach(() => {
  vi.useFakeTimers();
  lost = slow = 0;
  reaches = false;
});
afterEach(() => vi.useRealTimers());

test("a way that is not found in time is lost", () => {
  const mine = patience();
  mine.described();
  vi.advanceTimersByTime(1_900);
  expect(lost).toBe(0);
  vi.advanceTimersByTime(200);
  expect(lost).toBe(1);
  mine.stop();
});

test("a way that is found in time is not, however long it lasts", () => {
  const mine = patience();
  mine.described();
  vi.advanceTimersByTime(600);
  mine.changed("connected");
  // The other window looks for a better one.
  mine.described();
  vi.advanceTimersByTime(60_000);
  expect([lost, slow]).toEqual([0, 0]);
});

test("where it takes long, another one is made ready; at once where it broke", () => {
  const mine = patience();
  mine.described();
  mine.described();
  vi.advanceTimersByTime(800);
  expect([lost, slow]).toEqual([0, 1]);
  mine.changed("connected");
  mine.changed("reconnecting");
  expect([lost, slow]).toEqual([0, 2]);
  mine.stop();
});

test("where packets come through, the keys have some time more, once", () => {
  reaches = true;
  const mine = patience();
  mine.described();
  vi.advanceTimersByTime(3_900);
  expect(lost).toBe(0);
  vi.advanceTimersByTime(200);
  expect(lost).toBe(1);
  mine.stop();
});

test("a way that broke may come back for a while", () => {
  const mine = patience();
  mine.changed("connected");
  mine.changed("reconnecting");
  vi.advanceTimersByTime(2_500);
  mine.changed("connected");
  vi.advanceTimersByTime(60_000);
  expect(lost).toBe(0);
  mine.changed("reconnecting");
  vi.advanceTimersByTime(2_000);
  // Telling it again does not begin the wait anew.
  mine.changed("reconnecting");
  vi.advanceTimersByTime(1_100);
  expect(lost).toBe(1);
  mine.stop();
});

test("it is told again as long as nothing helps", () => {
  const mine = patience();
  mine.described();
  vi.advanceTimersByTime(2_100 + 3 * 4_000);
  expect(lost).toBe(4);
  mine.stop();
  vi.advanceTimersByTime(60_000);
  expect(lost).toBe(4);
});
