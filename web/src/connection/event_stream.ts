// Keeps a copy in step with the server: which events to apply, which to drop, when to fetch what is missing.
// Knows pts and epochs, not what the events say. The rules are in protocol/include/ling/protocol/stream.hpp.
import type { EventPage, Hello, Snapshot, StreamEvent } from "../protocol/protocol";
import { ConnectionLost, isRefusal, Refusal } from "./refusal";

export interface StreamPosition {
  epoch: string;
  pts: number;
}

export interface EventStreamOptions {
  /** Where the copy stands; null = there is none. */
  position(): StreamPosition | null;
  readStream(after: number): Promise<EventPage>;
  readSnapshot(): Promise<Snapshot>;
  /** Events that follow the position without a gap; false = they do not fit the copy, take a snapshot. */
  apply(events: StreamEvent[]): boolean;
  replace(snapshot: Snapshot): void;
  /** The copy has caught up with everything the server had at hello. */
  onInStep(): void;
}

const gapPatienceMs = 500;
const retryMs = 2_000;
const heldLimit = 1_000;

export class EventStream {
  private readonly held = new Map<number, StreamEvent>();
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private fetching = false;
  /** Counts hellos: what a former socket still answers is not for this one. */
  private round = 0;
  private wanted: "nothing" | "events" | "snapshot" = "nothing";
  private target = 0;

  constructor(private readonly options: EventStreamOptions) {}

  hello(hello: Hello): void {
    this.forget();
    this.target = hello.pts;
    const position = this.options.position();
    if (!position || position.epoch !== hello.epoch || position.pts > hello.pts) {
      this.fetch("snapshot");
    } else if (position.pts < hello.pts) {
      this.fetch("events");
    } else {
      this.options.onInStep();
    }
  }

  event(event: StreamEvent): void {
    const position = this.options.position();
    if (!position || this.wanted === "snapshot") return this.hold(event);
    if (event.pts <= position.pts) return;
    if (event.pts !== position.pts + 1) return this.hold(event);
    this.apply([event]);
    this.drain();
  }

  /** A cheap question whose answer also tells whether anything was missed. */
  async check(): Promise<void> {
    const position = this.options.position();
    if (!position || this.fetching) return;
    const page = await this.options.readStream(position.pts);
    if (page.epoch !== position.epoch) return this.fetch("snapshot");
    this.applyPage(page);
  }

  stop(): void {
    this.forget();
  }

  private forget(): void {
    this.held.clear();
    clearTimeout(this.gapTimer);
    clearTimeout(this.retryTimer);
    this.gapTimer = undefined;
    this.wanted = "nothing";
    this.fetching = false;
    this.round += 1;
  }

  private hold(event: StreamEvent): void {
    // What does not fit here is not lost: the fetch brings it.
    if (this.held.size < heldLimit) this.held.set(event.pts, event);
    this.target = Math.max(this.target, event.pts);
    this.awaitMissing();
  }

  private awaitMissing(): void {
    if (this.wanted !== "nothing" || this.gapTimer !== undefined) return;
    this.gapTimer = setTimeout(() => {
      this.gapTimer = undefined;
      this.fetch("events");
    }, gapPatienceMs);
  }

  private drain(): void {
    const position = this.options.position();
    if (!position || this.held.size === 0) return;
    const ready: StreamEvent[] = [];
    for (let pts = position.pts + 1; ; pts += 1) {
      const next = this.held.get(pts);
      if (!next) break;
      ready.push(next);
    }
    if (ready.length > 0) this.apply(ready);
    const now = this.options.position()?.pts ?? 0;
    for (const pts of [...this.held.keys()]) if (pts <= now) this.held.delete(pts);
    if (this.held.size > 0) return this.awaitMissing();
    clearTimeout(this.gapTimer);
    this.gapTimer = undefined;
  }

  private apply(events: StreamEvent[]): void {
    if (!this.options.apply(events)) this.fetch("snapshot");
  }

  private applyPage(page: EventPage): void {
    const position = this.options.position();
    const fresh = page.events.filter((event) => event.pts > (position?.pts ?? 0));
    if (fresh.length > 0) this.apply(fresh);
    this.drain();
  }

  private fetch(what: "events" | "snapshot"): void {
    clearTimeout(this.gapTimer);
    this.gapTimer = undefined;
    if (this.wanted !== "snapshot") this.wanted = what;
    if (!this.fetching) void this.run();
  }

  private async run(): Promise<void> {
    const round = this.round;
    this.fetching = true;
    try {
      while (this.wanted !== "nothing") {
        await this.step(round);
        if (round !== this.round) return;
      }
      this.fetching = false;
      this.options.onInStep();
    } catch (error) {
      if (round !== this.round) return;
      this.fetching = false;
      this.failed(error);
    }
  }

  private async step(round: number): Promise<void> {
    const position = this.options.position();
    if (this.wanted === "snapshot" || !position) {
      const snapshot = await this.options.readSnapshot();
      if (round !== this.round) return;
      this.wanted = "nothing";
      this.options.replace(snapshot);
      return this.drain();
    }
    const page = await this.options.readStream(position.pts);
    if (round !== this.round) return;
    if (page.epoch !== position.epoch) {
      this.wanted = "snapshot";
      return;
    }
    this.applyPage(page);
    // A step that brought nothing ends the run even if the target was not reached, so that it cannot turn for ever.
    const reached = (this.options.position()?.pts ?? 0) >= this.target;
    if (this.wanted === "events" && !page.has_more && (reached || page.events.length === 0)) {
      this.wanted = "nothing";
    }
  }

  private failed(error: unknown): void {
    if (isRefusal(error, "stream_too_old")) {
      return this.fetch("snapshot");
    }
    // The next hello starts afresh.
    if (error instanceof ConnectionLost) return this.forget();
    const delay = (error instanceof Refusal ? error.retryAfterMs : null) ?? retryMs;
    const again = this.wanted === "snapshot" ? "snapshot" : "events";
    this.retryTimer = setTimeout(() => this.fetch(again), delay);
  }
}
