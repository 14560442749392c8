/** How fast something grows, over the last few seconds. */
export class SpeedMeter {
  private readonly seen: { at: number; bytes: number }[] = [];

  constructor(private readonly now: () => number) {}

  /** Bytes a second; 0 while too little is known. */
  add(bytes: number): number {
    const at = this.now();
    const newest = this.seen[this.seen.length - 1];
    // After a break it begins anew, further back.
    if (newest && bytes < newest.bytes) this.seen.length = 0;
    this.seen.push({ at, bytes });
    while (this.seen.length > 2 && at - (this.seen[0]?.at ?? at) > windowMs) this.seen.shift();
    const oldest = this.seen[0];
    if (!oldest || at - oldest.at < leastMs) return 0;
    return ((bytes - oldest.bytes) * 1_000) / (at - oldest.at);
  }
}

const windowMs = 4_000;
const leastMs = 400;
