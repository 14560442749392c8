// When another way is made ready, and when a direct one is given up: it was not found in time, or it broke and does not
// come back.
import type { WayState } from "./call_way";

/** Most are found before. */
const slowMs = 700;
/** From the moment in which both windows know of each other: the checks take some round trips. */
const findMs = 2_000;
/** A way was found, and the keys are being exchanged over it. */
const keysMs = 2_000;
/** The window has begun to look for another way meanwhile, and needs a little longer for it than at first. */
const brokenMs = 3_000;
/** Nobody could be told; or this one comes back after all. */
const againMs = 4_000;

export class DirectPatience {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private slowTimer: ReturnType<typeof setTimeout> | undefined;
  private isConnected = false;
  private waitedForKeys = false;

  constructor(
    private readonly options: {
      /** Packets come through, although not everything is agreed on. */
      reaches: () => boolean;
      /** Another way may be needed. */
      onSlow: () => void;
      /** May be told more than once. */
      onLost: () => void;
    },
  ) {}

  /** Each window has heard what the other can do. */
  described(): void {
    if (this.isConnected) return;
    this.begin(findMs);
    this.slowTimer ??= setTimeout(this.options.onSlow, slowMs);
  }

  changed(state: WayState): void {
    this.isConnected = state === "connected";
    if (this.isConnected) this.stop();
    if (state !== "reconnecting") return;
    this.begin(brokenMs);
    this.options.onSlow();
  }

  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.slowTimer);
    this.timer = this.slowTimer = undefined;
  }

  private begin(wait: number): void {
    this.timer ??= setTimeout(() => this.over(), wait);
  }

  private over(): void {
    this.timer = undefined;
    if (this.options.reaches() && !this.waitedForKeys) {
      this.waitedForKeys = true;
      return this.begin(keysMs);
    }
    this.options.onLost();
    this.begin(againMs);
  }
}
