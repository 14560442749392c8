// What a browser measures of a call, reduced to what people may want to know. Pure.

export interface CallNumbers {
  /** 0 = not known. */
  roundTripMs: number;
  /** Null at the first look: a rate takes two. */
  sentKbps: number | null;
  receivedKbps: number | null;
  /** Of what was to come here since the last look, in percent. */
  lostPercent: number;
  size: string;
  framesPerSecond: number;
  /** How the other side is reached: "host", "srflx", "prflx" or "relay"; empty = not known. */
  way: string;
}

/** Counters as they stood, for the difference to the next look. */
export interface Counters {
  at: number;
  sent: number;
  received: number;
  packets: number;
  lost: number;
}

type Stat = Record<string, unknown>;
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

export function measure(
  stats: readonly Stat[],
  before: Counters | null,
): { numbers: CallNumbers; counters: Counters } {
  const of = (type: string): Stat[] => stats.filter((one) => one["type"] === type);
  const sum = (all: readonly Stat[], key: string): number =>
    all.reduce((total, one) => total + number(one[key]), 0);
  const [inbound, outbound] = [of("inbound-rtp"), of("outbound-rtp")];
  const counters: Counters = {
    at: Math.max(0, ...stats.map((one) => number(one["timestamp"]))),
    sent: sum(outbound, "bytesSent"),
    received: sum(inbound, "bytesReceived"),
    packets: sum(inbound, "packetsReceived"),
    lost: sum(inbound, "packetsLost"),
  };
  const kbps = (of: "sent" | "received"): number | null => rate(counters, before, of);
  const packets = counters.packets - (before?.packets ?? 0);
  const lost = Math.max(0, counters.lost - (before?.lost ?? 0));
  const pair = of("candidate-pair").find((one) => one["nominated"] && one["state"] === "succeeded");
  const remote = stats.find((one) => one["id"] === pair?.["remoteCandidateId"]);
  const video = inbound.find(
    (one) => one["kind"] === "video" && number(one["framesPerSecond"]) > 0,
  );
  return {
    counters,
    numbers: {
      roundTripMs: Math.round(number(pair?.["currentRoundTripTime"]) * 1000),
      sentKbps: kbps("sent"),
      receivedKbps: kbps("received"),
      lostPercent: packets + lost > 0 ? Math.round((lost / (packets + lost)) * 1000) / 10 : 0,
      size: video ? `${number(video["frameWidth"])}×${number(video["frameHeight"])}` : "",
      framesPerSecond: Math.round(number(video?.["framesPerSecond"])),
      way: String(remote?.["candidateType"] ?? ""),
    },
  };
}

function rate(now: Counters, before: Counters | null, of: "sent" | "received"): number | null {
  if (!before || now.at <= before.at) return null;
  return Math.max(0, Math.round(((now[of] - before[of]) * 8) / (now.at - before.at)));
}
