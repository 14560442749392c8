import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hasVoice, untilVoice } from "./heard_voice";

const arrived = (kind: string, packetsReceived: number): Record<string, unknown> => ({
  type: "inbound-rtp",
  kind,
  packetsReceived,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("counts sound that arrives, and neither pictures nor what is only agreed on", () => {
  expect(hasVoice([arrived("video", 9), arrived("audio", 0)])).toBe(false);
  expect(hasVoice([{ type: "outbound-rtp", kind: "audio", packetsReceived: 9 }])).toBe(false);
  expect(hasVoice([arrived("video", 0), arrived("audio", 1)])).toBe(true);
});

it("waits until the first sound, also when nobody can say yet", async () => {
  const stats = vi
    .fn<() => Promise<Record<string, unknown>[]>>()
    .mockRejectedValueOnce(new Error("closed"))
    .mockResolvedValueOnce([])
    .mockResolvedValue([arrived("audio", 3)]);
  const over = vi.fn();
  void untilVoice(stats, 6_000).then(over);
  await vi.advanceTimersByTimeAsync(150);
  expect(over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(over).toHaveBeenCalled();
});

it("does not wait for ever for one who says nothing", async () => {
  const over = vi.fn();
  void untilVoice(() => Promise.resolve([]), 1_000).then(over);
  await vi.advanceTimersByTimeAsync(800);
  expect(over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(400);
  expect(over).toHaveBeenCalled();
});
