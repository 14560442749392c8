// The server pings every 25 s, but a page cannot see pings: so when it has heard nothing for as long,
// it asks something itself and takes ten seconds of silence for death.
const idleMs = 25_000;
const silenceMs = 10_000;
const hurriedMs = 3_000;

export class Watchdog {
  private idleTimer: ReturnType<typeof setTimeout> | undefined;
  private deathTimer: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  constructor(
    private readonly heartbeat: () => Promise<unknown>,
    private readonly onDead: () => void,
  ) {}

  start(): void {
    this.running = true;
    this.heard();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.idleTimer);
    this.disarm();
  }

  heard(): void {
    if (!this.running) return;
    this.disarm();
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.ask(silenceMs), idleMs);
  }

  /** Asks now, with a short limit. */
  probe(): void {
    if (this.running) this.ask(hurriedMs);
  }

  private ask(limitMs: number): void {
    this.disarm();
    this.deathTimer = setTimeout(() => {
      if (this.running) this.onDead();
    }, limitMs);
    // Whether the answer is yes or no does not matter: hearing it is the sign of life.
    this.heartbeat().catch(() => undefined);
  }

  private disarm(): void {
    clearTimeout(this.deathTimer);
    this.deathTimer = undefined;
  }
}
