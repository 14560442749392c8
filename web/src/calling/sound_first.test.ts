import { expect, test } from "vitest";
import { roomOf, SoundFirst, type Room } from "./sound_first";

const of = (all: number | null, picture: number | null = null): Room => ({ all, picture });

/** What is decided each second, from `from` on, where there is always so much room. */
function seconds(rule: SoundFirst, from: number, to: number, room: number | null): boolean[] {
  const decided: boolean[] = [];
  for (let at = from; at < to; at += 1) decided.push(rule.look(at * 1_000, of(room)));
  return decided;
}
/** In which second of those it changes. */
const turns = (decided: boolean[], from: number): number[] =>
  decided.flatMap((one, i) => (i > 0 && one !== decided[i - 1] ? [from + i] : []));

test("a picture that has room is never held back", () => {
  expect(seconds(new SoundFirst(), 0, 300, 150)).not.toContain(true);
});

test("a moment without room is no reason", () => {
  const rule = new SoundFirst();
  expect(seconds(rule, 0, 3, 90)).not.toContain(true);
  expect(rule.look(3_000, of(400))).toBe(false);
  expect(seconds(rule, 4, 7, 90)).not.toContain(true);
});

test("what a browser does not say is no reason either", () => {
  expect(seconds(new SoundFirst(), 0, 60, null)).not.toContain(true);
});

test("after three seconds the picture waits", () => {
  expect(seconds(new SoundFirst(), 0, 4, 149)).toEqual([false, false, false, true]);
});

test("it is tried again, each time later, and never later than after forty seconds", () => {
  const decided = seconds(new SoundFirst(), 0, 230, 100);
  // Held at 3; tried after 10, 20, 40 and 40 s, each time for 10 s.
  expect(turns(decided, 0)).toEqual([3, 13, 23, 43, 53, 93, 103, 143, 153, 193, 203]);
});

test("on trial the estimate has time to grow", () => {
  const rule = new SoundFirst();
  seconds(rule, 0, 13, 100);
  expect(seconds(rule, 13, 22, 120)).not.toContain(true);
  expect(seconds(rule, 22, 300, 400)).not.toContain(true);
});

test("a trial that held for long makes the next wait short again", () => {
  const rule = new SoundFirst();
  seconds(rule, 0, 50, 100);
  seconds(rule, 50, 100, 500);
  const decided = seconds(rule, 100, 120, 100);
  expect(turns(decided, 100)).toEqual([103, 113]);
});

test("room that shows by itself is used at once, if it stays", () => {
  const rule = new SoundFirst();
  seconds(rule, 0, 4, 100);
  expect(rule.look(4_000, of(400))).toBe(true);
  expect(rule.look(5_000, of(199))).toBe(true);
  expect(seconds(rule, 6, 9, 200)).toEqual([true, true, false]);
});

test("a picture that is given next to nothing waits, whatever the estimate says", () => {
  const rule = new SoundFirst();
  const decided = [0, 1, 2, 3].map((at) => rule.look(at * 1_000, of(230, 30)));
  expect(decided).toEqual([false, false, false, true]);
});

const pair = { type: "candidate-pair", nominated: true, state: "succeeded" };
const sources = [
  { type: "media-source", id: "S1", trackIdentifier: "screen" },
  { type: "media-source", id: "S2", trackIdentifier: "camera" },
];
const sent = (mediaSourceId: string, targetBitrate?: number, active = true) => ({
  type: "outbound-rtp",
  mediaSourceId,
  targetBitrate,
  active,
});

test("the room is what the browser says of the pair that is used", () => {
  const unused = { type: "candidate-pair", nominated: false, availableOutgoingBitrate: 9_000 };
  const used = { ...pair, availableOutgoingBitrate: 120_400 };
  expect(roomOf([unused, used], "camera")).toEqual({ all: 120, picture: null });
  expect(roomOf([pair], undefined)).toEqual({ all: null, picture: null });
});

test("the picture has what its layers are given that somebody wants", () => {
  const layers = [
    sent("S2", 30_000),
    sent("S2", 20_000),
    sent("S2", 0, false),
    sent("S1", 900_000),
  ];
  expect(roomOf([...sources, ...layers], "camera").picture).toBe(50);
  expect(roomOf([...sources, sent("S2", 0, false), sent("S2")], "camera").picture).toBeNull();
  expect(roomOf(layers, "camera").picture).toBeNull();
});
