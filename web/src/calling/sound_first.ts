// When there is room on the way for sound only, my picture waits; and when it is tried again. Pure.
//
// A browser's estimate of that room hardly grows while little is sent: that it grew is often found out only by sending
// more. So the picture is tried again from time to time, each time later if it was in vain.

/** What the browser believes to have room for, in kbit/s; null = it does not say. */
export interface Room {
  /** For all that is sent. It never falls below what the browser takes for the least that all of it needs. */
  all: number | null;
  /** What is given to the picture of it. */
  picture: number | null;
}

/** Voice takes up to 90 kbit/s with all that is around it; what is left is no picture. */
const leastKbps = 150;
const leastOfPictureKbps = 40;
const lowForMs = 3_000;
/** So much, for so long, and nobody has to try. */
const enoughKbps = 200;
const enoughForMs = 2_000;
/** An estimate doubles within this time where there is room. */
const trialMs = 10_000;
/** Once it held for so long, it is no longer on trial. */
const provenMs = 30_000;
const firstWaitMs = 10_000;
const longestWaitMs = 40_000;

export class SoundFirst {
  private held = false;
  private since: number | null = null;
  private heldAt = 0;
  private wait = firstWaitMs;
  private triedAt: number | null = null;

  /** `at`: of a steady clock, in ms. Whether the picture has to wait. */
  look(at: number, room: Room): boolean {
    if (this.held) this.lookForRoom(at, room);
    else this.lookForNeed(at, room);
    return this.held;
  }

  private lookForNeed(at: number, { all, picture }: Room): void {
    const isLow = isBelow(all, leastKbps) || isBelow(picture, leastOfPictureKbps);
    if (!this.lasts(at, isLow, lowForMs)) return;
    const sinceTrial = this.triedAt === null ? Infinity : at - this.triedAt;
    if (sinceTrial < trialMs) return;
    this.wait = sinceTrial < provenMs ? Math.min(2 * this.wait, longestWaitMs) : firstWaitMs;
    this.heldAt = at;
    this.turn(true);
  }

  private lookForRoom(at: number, { all }: Room): void {
    const isEnough = this.lasts(at, all !== null && all >= enoughKbps, enoughForMs);
    if (!isEnough && at - this.heldAt < this.wait) return;
    this.triedAt = at;
    this.turn(false);
  }

  private turn(held: boolean): void {
    this.held = held;
    this.since = null;
  }

  private lasts(at: number, holds: boolean, ms: number): boolean {
    this.since = holds ? (this.since ?? at) : null;
    return this.since !== null && at - this.since >= ms;
  }
}

const isBelow = (kbps: number | null, least: number): boolean => kbps !== null && kbps < least;

type Stat = Record<string, unknown>;
const kbps = (bits: unknown): number | null =>
  typeof bits === "number" ? Math.round(bits / 1000) : null;

/** By what the browser counts of the way on which it sends, the picture of that track among other things. */
export function roomOf(stats: readonly Stat[], trackId: string | undefined): Room {
  const pair = stats.find(
    (one) => one["type"] === "candidate-pair" && one["nominated"] && one["state"] === "succeeded",
  );
  const source = stats.find(
    (one) => one["type"] === "media-source" && one["trackIdentifier"] === trackId,
  );
  // Layers that nobody wants are given nothing, whatever room there is.
  const given = stats
    .filter((one) => one["type"] === "outbound-rtp" && one["mediaSourceId"] === source?.["id"])
    .flatMap((one) =>
      source && one["active"] !== false ? (kbps(one["targetBitrate"]) ?? []) : [],
    );
  const sum = given.reduce((total, one) => total + one, 0);
  return {
    all: kbps(pair?.["availableOutgoingBitrate"]),
    picture: sum > 0 ? sum : null,
  };
}
