// Whether a way over which something came all the time has fallen silent: browsers take five seconds and more to notice. Pure.

const silentMs = 2_000;
/** Looks in a row in which something came: only then is it known that it comes all the time. */
const flowing = 4;

export class WaySilence {
  private counted = 0;
  private grewAt = 0;
  private inRow = 0;

  /** `at`: of a steady clock, in ms. `received`: of everything, since ever. `expected`: the other side sends. */
  look(at: number, received: number, expected: boolean): boolean {
    // It falls when a browser forgets a pair of addresses, as it does when it looks for another way.
    const grew = received > this.counted;
    this.counted = received;
    if (grew) this.grewAt = at;
    if (!expected) this.inRow = 0;
    else if (grew) this.inRow += 1;
    else if (this.inRow < flowing) this.inRow = 0;
    return this.inRow >= flowing && at - this.grewAt >= silentMs;
  }
}

/** Of sound and pictures, and of what asks whether the way is still there. */
export function receivedIn(stats: readonly Record<string, unknown>[]): number {
  const keys = ["packetsReceived", "responsesReceived", "requestsReceived"];
  const count = (one: Record<string, unknown>): number =>
    keys.reduce((sum, key) => sum + (typeof one[key] === "number" ? one[key] : 0), 0);
  return stats
    .filter((one) => one["type"] === "inbound-rtp" || one["type"] === "candidate-pair")
    .reduce((sum, one) => sum + count(one), 0);
}
