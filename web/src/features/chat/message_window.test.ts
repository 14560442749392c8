import { describe, expect, it } from "vitest";
import { aMessage } from "../../testing/fake_server";
import { join, trimmed, windowLimit } from "./message_window";

const span = (...all: number[]) => all.map((seq) => aMessage(seq));
const seqs = (window: readonly { seq: number }[]) => window.map((one) => one.seq);

describe("a window that has grown too long", () => {
  const long = Array.from({ length: windowLimit + 5 }, (_, i) => aMessage(i + 1));

  it("lets go of the end that is not being read", () => {
    const up = trimmed(long, "older");
    expect([up[0]?.seq, up.at(-1)?.seq]).toEqual([1, windowLimit]);
    const down = trimmed(long, "newer");
    expect([down[0]?.seq, down.at(-1)?.seq]).toEqual([6, windowLimit + 5]);
    expect(trimmed(down, "older")).toBe(down);
  });
});

describe("join", () => {
  it.each([
    ["the first page", [], [4, 5], [4, 5]],
    ["older", [4, 5], [2, 3], [2, 3, 4, 5]],
    ["newer", [4, 5], [6], [4, 5, 6]],
    ["overlapping", [4, 5], [3, 4, 5, 6], [3, 4, 5, 6]],
    ["known", [4, 5], [4], [4, 5]],
    ["apart above", [4, 5], [7], [4, 5]],
    ["apart below", [4, 5], [1, 2], [4, 5]],
    ["nothing", [4, 5], [], [4, 5]],
  ])("%s", (_name, window, added, expected) => {
    expect(seqs(join(span(...window), span(...added)))).toEqual(expected);
  });
});
