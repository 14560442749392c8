// What a browser counts of a call, looked at several times a second, made into figures.
import type { Person } from "./person";

interface Look {
  /** Since the measuring began. */
  at: number;
  height: number;
  frames: number;
  frozenMs: number;
  concealed: number;
  samples: number;
  /** 0 = not known. */
  roundTripMs: number;
}

export interface Figures {
  looks: Look[];
  ms: number;
}

/** Before the page is opened: its ways to others can be asked later. */
export async function watchCall(person: Person): Promise<void> {
  await person.page.addInitScript(() => {
    const open: RTCPeerConnection[] = [];
    const Original = RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        open.push(this);
      }
    };
    Object.assign(window, { openWays: open });
  });
}

/** From now on, for so long. */
export function measureCall(person: Person, ms: number): Promise<Figures> {
  return person.page.evaluate(async (howLong) => {
    const { openWays } = window as unknown as { openWays: RTCPeerConnection[] };
    const begun = performance.now();
    const past = (): number => performance.now() - begun;
    const count = (value: unknown): number => (typeof value === "number" ? value : 0);

    async function look(): Promise<Look> {
      const seen = {
        at: past(),
        height: 0,
        frames: 0,
        frozenMs: 0,
        concealed: 0,
        samples: 0,
        roundTripMs: 0,
      };
      for (const way of openWays) {
        if (way.connectionState === "closed") continue;
        (await way.getStats()).forEach((one: Record<string, unknown>) => {
          if (one["type"] === "candidate-pair" && one["nominated"]) {
            const ms = 1_000 * count(one["currentRoundTripTime"]);
            seen.roundTripMs = Math.max(seen.roundTripMs, ms);
          }
          if (one["type"] !== "inbound-rtp") return;
          if (one["kind"] === "audio") {
            seen.concealed += count(one["concealedSamples"]) - count(one["silentConcealedSamples"]);
            seen.samples += count(one["totalSamplesReceived"]);
          } else {
            seen.height = Math.max(seen.height, count(one["frameHeight"]));
            seen.frames += count(one["framesDecoded"]);
            seen.frozenMs += 1_000 * count(one["totalFreezesDuration"]);
          }
        });
      }
      return seen;
    }
    const looks = [await look()];
    let next = 250;
    while (past() < howLong) {
      await new Promise(requestAnimationFrame);
      if (past() < next) continue;
      next += 250;
      looks.push(await look());
    }
    return { looks, ms: past() };
  }, ms);
}

const percent = (part: number, whole: number): string =>
  whole > 0 ? `${Math.max(0, Math.round((1_000 * part) / whole) / 10)} %` : "?";

/** One cell of a table. */
export function summary({ looks, ms }: Figures): string {
  const [first, last] = [looks[0], looks[looks.length - 1]];
  if (!first || !last) return "nothing";
  const trips = looks.map((one) => one.roundTripMs).sort((one, other) => one - other);
  const fps = Math.round((1_000 * (last.frames - first.frames)) / ms);
  const picture = [
    `${last.height} lines, ${fps} fps`,
    `frozen ${percent(last.frozenMs - first.frozenMs, ms)}`,
  ];
  return [
    ...(last.height > 0 ? picture : ["sound only at the end"]),
    `concealed ${percent(last.concealed - first.concealed, last.samples - first.samples)}`,
    `RTT ${Math.round(trips[trips.length >> 1] ?? 0)} ms`,
  ].join(", ");
}

/** How long it took, from the beginning, until pictures of so many lines came. */
export function recovered({ looks }: Figures, lines: number): string {
  const [first] = looks;
  const back = looks.find((one) => one.frames > (first?.frames ?? 0) + 2 && one.height >= lines);
  return back ? `${(back.at / 1_000).toFixed(1)} s` : "not";
}
