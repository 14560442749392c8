// Over the server's media engine, as a call of a group goes, with two in it.
import type { Place } from "../../calling/local_media";
import { hasVoice } from "../../calling/heard_voice";
import type { LineState, MediaLine } from "../../calling/media_line";
import type { Received } from "../../calling/media_reception";
import type { Request } from "../../calling/media_wire";
import type { MediaSource } from "../../protocol/protocol";
import type { CallWay, Remote, WayNews } from "./call_way";

const listenEveryMs = 100;
/** Whoever has no microphone sends nothing by which one could tell that they are there. */
const silentMs = 3_000;
const retryMs = 1_000;
/** More than any camera has. There is one picture, and it is large. */
const allLines = 4_000;

const placeOf: Record<MediaSource, Place> = {
  microphone: "voice",
  camera: "camera",
  screen: "screen",
  screen_sound: "sound",
};

export interface RelayedWayOptions {
  request: Request;
  callId: number;
  endpoint: string;
  otherId: number;
  /** What I send at this moment. */
  tracks: () => Record<Place, MediaStreamTrack | null>;
  news: WayNews;
}

export class RelayedWay implements CallWay {
  readonly kind = "relayed";
  private line: MediaLine | null = null;
  private lineState: LineState = "connecting";
  private remote: Remote = {};
  /** The other side was heard, or is taken to be there: before that this is no way. */
  private met = false;
  private connectedAt: number | null = null;
  private closed = false;
  private opening = false;
  /** In place of my voice, until this way is taken: nothing of it goes to the server before. */
  private silence: MediaStreamTrack | null = null;
  private taken = false;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(private readonly options: RelayedWayOptions) {}

  prepare(): void {
    if (this.opening) return;
    this.opening = true;
    this.open().catch(() => {
      this.opening = false;
      this.later(retryMs, () => this.prepare());
    });
  }

  begin(): void {
    this.taken = true;
    this.prepare();
    if (!this.line) return;
    for (const [place, track] of Object.entries(this.options.tracks())) {
      if (track) void this.line.put(place as Place, track);
    }
    // The other window may have been there all the time.
    this.tell();
  }

  async put(place: Place, track: MediaStreamTrack | null): Promise<void> {
    if (this.taken) await this.line?.put(place, track);
  }

  mend(): void {
    this.line?.mend();
  }

  catchUp(): void {
    this.line?.look();
    this.line?.mend();
  }

  heard(event: Parameters<MediaLine["handle"]>[0]): void {
    this.line?.handle(event);
  }

  stats(): Promise<Record<string, unknown>[]> {
    return this.line?.stats() ?? Promise.resolve([]);
  }

  sendingStats(): Promise<Record<string, unknown>[]> {
    return this.line?.sendingStats() ?? Promise.resolve([]);
  }

  close(): void {
    this.closed = true;
    this.timers.forEach(clearTimeout);
    this.line?.close();
    this.silence?.stop();
  }

  private tracks(): Record<Place, MediaStreamTrack | null> {
    const all = this.options.tracks();
    if (this.taken) return all;
    if (!this.silence && all.voice) {
      this.silence = all.voice.clone();
      this.silence.enabled = false;
    }
    return { voice: this.silence, camera: null, screen: null, sound: null };
  }

  /** What it needs is fetched with the first call that goes this way. */
  private async open(): Promise<void> {
    const [{ MediaLine }, { drawnKey }] = await Promise.all([
      import("../../calling/media_line"),
      import("../../calling/media_reception"),
    ]);
    if (this.closed) return;
    const { request, callId, endpoint, otherId } = this.options;
    const again = (): void => this.later(retryMs, () => line.begin());
    const line = new MediaLine({
      request,
      seat: { call_id: callId, endpoint },
      tracks: () => this.tracks(),
      onState: (state) => this.stateChanged(state),
      onReceived: (all) => this.received(all),
      // As long as the call goes on there is a seat for this window; what ends it is told elsewhere.
      onNoSeat: again,
      onOff: again,
    });
    this.line = line;
    const pictures = (["camera", "screen"] as const).map((source) => drawnKey(otherId, source));
    line.draw(new Map(pictures.map((key) => [key, [allLines]])));
    line.begin();
    this.listen();
  }

  private stateChanged(now: LineState): void {
    this.lineState = now;
    this.connectedAt = now === "connected" ? (this.connectedAt ?? performance.now()) : null;
    this.tell();
  }

  private received(all: readonly Received[]): void {
    if (this.closed) return;
    const theirs = all.filter(({ userId }) => userId === this.options.otherId);
    this.remote = Object.fromEntries(theirs.map(({ source, track }) => [placeOf[source], track]));
    this.options.news.onRemote(this.remote);
  }

  /** Waits until the voice of the other side arrives. */
  private listen(): void {
    this.later(listenEveryMs, async () => {
      const stats = await this.stats().catch(() => []);
      if (this.closed) return;
      this.met = this.remote.voice ? hasVoice(stats) : this.isSilent();
      if (this.met) this.tell();
      else this.listen();
    });
  }

  private isSilent(): boolean {
    return this.connectedAt !== null && performance.now() - this.connectedAt > silentMs;
  }

  private tell(): void {
    if (this.closed) return;
    const isThere = this.met || this.lineState !== "connected";
    this.options.news.onState(isThere ? this.lineState : "connecting");
  }

  private later(ms: number, work: () => unknown): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.closed) work();
    }, ms);
    this.timers.add(timer);
  }
}
