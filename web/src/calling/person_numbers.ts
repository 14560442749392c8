// What arrives of each person in a call of many, from what the browser measures. Pure.

export interface PersonNumbers {
  /** Null at the first look: a rate takes two. */
  receivedKbps: number | null;
  /** Since the last look, of all that they send. */
  lostPercent: number;
  /** Of their largest picture that moves; empty = none. */
  size: string;
  framesPerSecond: number;
}

/** Counters of a person as they stood, for the difference to the next look. */
interface PersonCounters {
  at: number;
  received: number;
  packets: number;
  lost: number;
}
export type PeopleCounters = ReadonlyMap<number, PersonCounters>;

type Stat = Record<string, unknown>;
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** `ownerOf`: whose track it is; undefined = nobody's any more. */
export function measurePeople(
  stats: readonly Stat[],
  ownerOf: (trackId: string) => number | undefined,
  before: PeopleCounters,
): { numbers: ReadonlyMap<number, PersonNumbers>; counters: PeopleCounters } {
  const tracks = new Map<number, Stat[]>();
  for (const stat of stats) {
    if (stat["type"] !== "inbound-rtp") continue;
    const owner = ownerOf(String(stat["trackIdentifier"] ?? ""));
    if (owner !== undefined) tracks.set(owner, [...(tracks.get(owner) ?? []), stat]);
  }
  const numbers = new Map<number, PersonNumbers>();
  const counters = new Map<number, PersonCounters>();
  for (const [owner, theirs] of tracks) {
    const now = countersOf(theirs);
    counters.set(owner, now);
    numbers.set(owner, { ...difference(now, before.get(owner)), ...pictureOf(theirs) });
  }
  return { numbers, counters };
}

function countersOf(theirs: readonly Stat[]): PersonCounters {
  const sum = (key: string): number => theirs.reduce((total, one) => total + number(one[key]), 0);
  return {
    at: Math.max(0, ...theirs.map((one) => number(one["timestamp"]))),
    received: sum("bytesReceived"),
    packets: sum("packetsReceived"),
    lost: sum("packetsLost"),
  };
}

function difference(
  now: PersonCounters,
  before: PersonCounters | undefined,
): Pick<PersonNumbers, "receivedKbps" | "lostPercent"> {
  if (!before || now.at <= before.at) return { receivedKbps: null, lostPercent: 0 };
  // Counters fall when one of their tracks has ended.
  const grown = (key: "received" | "packets" | "lost"): number =>
    Math.max(0, now[key] - before[key]);
  const [packets, lost] = [grown("packets"), grown("lost")];
  return {
    receivedKbps: Math.round((grown("received") * 8) / (now.at - before.at)),
    lostPercent: packets + lost > 0 ? Math.round((lost / (packets + lost)) * 1000) / 10 : 0,
  };
}

function pictureOf(theirs: readonly Stat[]): Pick<PersonNumbers, "size" | "framesPerSecond"> {
  const [largest] = theirs
    .filter((one) => one["kind"] === "video" && number(one["framesPerSecond"]) > 0)
    .sort((a, b) => number(b["frameHeight"]) - number(a["frameHeight"]));
  if (!largest) return { size: "", framesPerSecond: 0 };
  return {
    size: `${number(largest["frameWidth"])}×${number(largest["frameHeight"])}`,
    framesPerSecond: Math.round(number(largest["framesPerSecond"])),
  };
}
