// The way that a call goes, and one that it changes over to: the earlier one is heard until the new one is there, and kept
// for a moment longer, since the other window may need it still.
import type { Place } from "../../calling/local_media";
import type { CallWay, Remote, WayKind, WayNews, WayState } from "./call_way";

interface Opened {
  way: CallWay;
  state: WayState;
  remote: Remote | null;
}

const lingerMs = 2_000;

export class CallWays {
  private used: Opened | null = null;
  private coming: Opened | null = null;
  /** Nobody has said yet that it is to be taken. */
  private prepared: Opened | null = null;
  private leaving: Opened | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly options: {
      make(kind: WayKind, news: WayNews): CallWay;
      /** Of the way that is used; null: there is none. */
      onState(state: WayState | null): void;
      onRemote(remote: Remote | null): void;
    },
  ) {}

  /** From here on this way, as soon as it is there. */
  go(kind: WayKind): void {
    if (this.coming?.way.kind === kind || this.used?.way.kind === kind) return;
    const opened = this.prepared?.way.kind === kind ? this.prepared : this.open(kind);
    this.prepared = null;
    if (!this.used) this.use(opened);
    else if (opened.state === "connected") this.changeTo(opened);
    else this.coming = opened;
    opened.way.begin();
  }

  /** This way may be needed soon. It is given up when the one that is used turns out to be good. */
  prepare(kind: WayKind): void {
    const isOpen = [this.used, this.coming, this.prepared].some((one) => one?.way.kind === kind);
    if (isOpen || this.used?.state === "connected") return;
    this.prepared = this.open(kind);
    this.prepared.way.prepare?.();
  }

  get isOpen(): boolean {
    return this.used !== null;
  }

  get kind(): WayKind | null {
    return this.used?.way.kind ?? null;
  }

  /** All that are open. */
  each(work: (way: CallWay) => void): void {
    for (const opened of [this.used, this.coming, this.prepared, this.leaving]) {
      if (opened) work(opened.way);
    }
  }

  async put(place: Place, track: MediaStreamTrack | null): Promise<void> {
    const puts: Promise<void>[] = [];
    this.each((way) => puts.push(way.put(place, track)));
    await Promise.all(puts);
  }

  stats(): Promise<Record<string, unknown>[]> {
    return this.used?.way.stats() ?? Promise.resolve([]);
  }

  sendingStats(): Promise<Record<string, unknown>[]> {
    return this.used?.way.sendingStats?.() ?? this.stats();
  }

  close(): void {
    clearTimeout(this.timer);
    this.each((way) => way.close());
    this.used = this.coming = this.prepared = this.leaving = null;
    this.options.onRemote(null);
    this.options.onState(null);
  }

  private open(kind: WayKind): Opened {
    const opened: Opened = {
      way: this.options.make(kind, {
        onState: (state) => {
          opened.state = state;
          this.stateChanged(opened);
        },
        onRemote: (remote) => {
          opened.remote = remote;
          if (opened === this.used) this.options.onRemote(remote);
        },
      }),
      state: "connecting",
      remote: null,
    };
    return opened;
  }

  private stateChanged(opened: Opened): void {
    if (opened === this.coming && opened.state === "connected") this.changeTo(opened);
    else if (opened === this.used) {
      if (opened.state === "connected") this.giveUpPrepared();
      this.options.onState(opened.state);
    }
  }

  private changeTo(opened: Opened): void {
    this.leave(this.used);
    this.coming = null;
    this.use(opened);
  }

  private giveUpPrepared(): void {
    this.prepared?.way.close();
    this.prepared = null;
  }

  private use(opened: Opened): void {
    this.used = opened;
    this.options.onRemote(opened.remote);
    this.options.onState(opened.state);
  }

  private leave(opened: Opened | null): void {
    clearTimeout(this.timer);
    this.leaving?.way.close();
    this.leaving = opened;
    this.timer = setTimeout(() => {
      this.leaving?.way.close();
      this.leaving = null;
    }, lingerMs);
  }
}
