import { expect, it } from "vitest";
import { measure } from "./call_numbers";

function stats(at: number, bytes: number, packets: number, lost: number) {
  return [
    { type: "inbound-rtp", timestamp: at, kind: "audio", bytesReceived: bytes, packetsReceived: 0 },
    {
      type: "inbound-rtp",
      timestamp: at,
      kind: "video",
      bytesReceived: bytes,
      packetsReceived: packets,
      packetsLost: lost,
      framesPerSecond: 29.7,
      frameWidth: 1280,
      frameHeight: 720,
    },
    { type: "outbound-rtp", timestamp: at, bytesSent: 2 * bytes },
    {
      type: "candidate-pair",
      nominated: true,
      state: "succeeded",
      currentRoundTripTime: 0.0421,
      remoteCandidateId: "R",
    },
    { type: "remote-candidate", id: "R", candidateType: "host" },
  ];
}

it("counts what went by between two looks", () => {
  const first = measure(stats(1_000, 10_000, 100, 1), null);
  expect(first.numbers).toMatchObject({ sentKbps: null, receivedKbps: null, roundTripMs: 42 });
  const second = measure(stats(3_000, 260_000, 290, 11), first.counters);
  expect(second.numbers).toEqual({
    roundTripMs: 42,
    sentKbps: 2_000,
    receivedKbps: 2_000,
    lostPercent: 5,
    size: "1280×720",
    framesPerSecond: 30,
    way: "host",
  });
  // Counters fall when a track has ended, and the clock of what is measured may stand still.
  expect(measure(stats(4_000, 1_000, 290, 11), second.counters).numbers.sentKbps).toBe(0);
  expect(measure(stats(3_000, 260_000, 290, 11), second.counters).numbers.sentKbps).toBeNull();
});

it("knows nothing of a call that has not begun", () => {
  expect(measure([], null).numbers).toMatchObject({ roundTripMs: 0, size: "", way: "" });
});
