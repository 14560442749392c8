import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nextTick, ref } from "vue";
import { until } from "./until";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether it is over by now. */
async function isOver(waiting: Promise<void>): Promise<boolean> {
  let over = false;
  void waiting.then(() => (over = true));
  await nextTick();
  await Promise.resolve();
  return over;
}

test("what holds already is not waited for", async () => {
  expect(await isOver(until(() => true, 5_000))).toBe(true);
});

test("it is waited for until it holds", async () => {
  const here = ref(false);
  const waiting = until(() => here.value, 5_000);
  expect(await isOver(waiting)).toBe(false);
  here.value = true;
  expect(await isOver(waiting)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("and not for ever", async () => {
  const waiting = until(() => false, 5_000);
  vi.advanceTimersByTime(4_999);
  expect(await isOver(waiting)).toBe(false);
  vi.advanceTimersByTime(1);
  expect(await isOver(waiting)).toBe(true);
});
