import { describe, expect, it } from "vitest";
import { measurePeople } from "./person_numbers";

const owners: Record<string, number> = { voice1: 1, camera1: 1, screen1: 1, voice2: 2 };
const ownerOf = (track: string): number | undefined => owners[track];
const track = (id: string, timestamp: number, more: Record<string, unknown>) => ({
  type: "inbound-rtp",
  trackIdentifier: id,
  timestamp,
  ...more,
});
const look = (timestamp: number, bytes: number, packets: number, lost: number) => [
  track("voice1", timestamp, {
    kind: "audio",
    bytesReceived: bytes,
    packetsReceived: packets,
    packetsLost: lost,
  }),
  track("camera1", timestamp, {
    kind: "video",
    bytesReceived: 9 * bytes,
    packetsReceived: 0,
    packetsLost: 0,
    frameWidth: 320,
    frameHeight: 180,
    framesPerSecond: 14.6,
  }),
];

describe("the numbers of people", () => {
  it("are what arrived of each since the last look", () => {
    const first = measurePeople(look(1_000, 10_000, 100, 0), ownerOf, new Map());
    expect(first.numbers.get(1)).toMatchObject({ receivedKbps: null, lostPercent: 0 });
    const { numbers } = measurePeople(look(3_000, 20_000, 190, 10), ownerOf, first.counters);
    // 100,000 bytes of both in two seconds.
    expect(numbers.get(1)).toEqual({
      receivedKbps: 400,
      lostPercent: 10,
      size: "320×180",
      framesPerSecond: 15,
    });
    expect(numbers.has(2)).toBe(false);
  });

  it("show the larger of two pictures that move", () => {
    const screen = { kind: "video", frameWidth: 1920, frameHeight: 1080, framesPerSecond: 5 };
    const { numbers } = measurePeople(
      [...look(1_000, 1, 1, 0), track("screen1", 1_000, screen)],
      ownerOf,
      new Map(),
    );
    expect(numbers.get(1)?.size).toBe("1920×1080");
    const still = measurePeople(
      [track("screen1", 1_000, { ...screen, framesPerSecond: 0 })],
      ownerOf,
      new Map(),
    );
    expect(still.numbers.get(1)?.size).toBe("");
  });

  it("are nobody's where a track is not known, and never below nothing", () => {
    expect(measurePeople([track("gone", 1, {})], ownerOf, new Map()).numbers.size).toBe(0);
    const before = measurePeople(look(1_000, 10_000, 100, 5), ownerOf, new Map()).counters;
    // Their camera ended.
    const { numbers } = measurePeople(look(2_000, 10_100, 101, 5).slice(0, 1), ownerOf, before);
    expect(numbers.get(1)).toMatchObject({ receivedKbps: 0, lostPercent: 0 });
  });
});
