import { expect, test } from "vitest";
import { receivedIn, WaySilence } from "./way_silence";

/** Two looks a second from `from` on; in each so much more has come. */
function looks(silence: WaySilence, from: number, more: number[], expected = true): boolean[] {
  return more.map((one, i) => silence.look(from + i * 500, (total += one), expected));
}
let total = 0;

test("where something comes all the time, two seconds of nothing are silence", () => {
  const silence = new WaySilence();
  expect(looks(silence, 0, [9, 9, 9, 9])).not.toContain(true);
  expect(looks(silence, 2_000, [0, 0, 0, 0])).toEqual([false, false, false, true]);
  expect(looks(silence, 4_000, [9])).toEqual([false]);
});

test("where something comes now and then, it is not", () => {
  const silence = new WaySilence();
  expect(looks(silence, 0, [1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])).not.toContain(true);
});

test("nor is it where nothing is to come", () => {
  const silence = new WaySilence();
  looks(silence, 0, [9, 9, 9, 9]);
  expect(looks(silence, 2_000, [0, 0, 0, 0, 0, 0], false)).not.toContain(true);
  // From then on it has to be seen anew that something comes all the time.
  expect(looks(silence, 5_000, [9, 9, 0, 0, 0, 0, 0, 0])).not.toContain(true);
});

test("a short gap does not count, nor make what follows count for less", () => {
  const silence = new WaySilence();
  looks(silence, 0, [9, 9, 9, 9]);
  expect(looks(silence, 2_000, [0, 0, 9, 0, 0, 0, 0])).toEqual([
    ...[false, false, false, false, false, false],
    true,
  ]);
});

test("silence goes on where a browser forgets what came", () => {
  const silence = new WaySilence();
  looks(silence, 0, [9, 9, 9, 9]);
  expect(looks(silence, 2_000, [0, 0, 0, 0, -5, 0])).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(looks(silence, 5_000, [1])).toEqual([false]);
});

test("what comes is counted over all that arrives, and over the answers of the other side", () => {
  const stats = [
    { type: "inbound-rtp", packetsReceived: 10 },
    { type: "outbound-rtp", packetsReceived: 99 },
    { type: "candidate-pair", packetsReceived: 12, responsesReceived: 3, requestsReceived: 2 },
    { type: "candidate-pair" },
  ];
  expect(receivedIn(stats)).toBe(27);
});
