// This window's line to the server's media engine: one way to send, one to receive, and what goes over them. It is built
// anew by itself whenever it breaks; a line that was given up reports nothing any more.
import { ConnectionLost, isRefusal } from "../connection/refusal";
import type { Commands, FleetingEvent, MediaSending } from "../protocol/protocol";
import type { Place } from "./local_media";
import { MediaReception, type Received } from "./media_reception";
import {
  isBroken,
  openTransport,
  statsOf,
  type Request,
  type Transport,
  type Wire,
} from "./media_wire";
import { degradeWell, produceOptions, sourceOf } from "./producing";

export type LineState = "connecting" | "connected" | "reconnecting";

export interface MediaLineOptions {
  request: Request;
  /** Which seat this window has. */
  seat: Commands["media.enter"]["params"];
  /** What I send at this moment. */
  tracks: () => Record<Place, MediaStreamTrack | null>;
  onState: (state: LineState) => void;
  onReceived: (received: readonly Received[]) => void;
  /** The server says that this window has no seat. */
  onNoSeat: () => void;
  /** This server has no engine. */
  onOff: () => void;
}

const firstWaitMs = 400;
const longestWaitMs = 4_000;
const brokenPatienceMs = 1_500;
const restartEveryMs = 4_000;
/** After so many attempts to mend a way, everything is built anew. */
const mostRestarts = 3;

export class MediaLine {
  private attempt = 0;
  private wire: Wire | null = null;
  private wasConnected = false;
  private timers = new Set<ReturnType<typeof setTimeout>>();
  /** Tracks are put into their places one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private drawn: ReadonlyMap<string, readonly number[]> = new Map();

  constructor(private readonly options: MediaLineOptions) {}

  /** From the beginning; what was there before is given up. */
  begin(): void {
    const mine = ++this.attempt;
    this.drop();
    this.options.onState(this.wasConnected ? "reconnecting" : "connecting");
    void this.build(mine);
  }

  close(): void {
    this.attempt += 1;
    this.drop();
    this.options.onReceived([]);
  }

  async put(place: Place, track: MediaStreamTrack | null): Promise<void> {
    const placed = this.queue.then(() => this.place(place, track));
    this.queue = placed.catch(() => undefined);
    await this.queue;
  }

  /** Where each picture is drawn, and how large: by "user:source" the lines of every place. */
  draw(drawn: ReadonlyMap<string, readonly number[]>): void {
    this.drawn = drawn;
    this.wire?.reception.draw(drawn);
  }

  /** The network may have changed. */
  mend(): void {
    const { wire } = this;
    if (!wire) return;
    for (const transport of [wire.send, wire.receive]) {
      if (isBroken(transport)) this.restart(wire, transport, 0);
    }
  }

  /** The connection to the server is back: what was missed is asked for. */
  look(): void {
    const { wire } = this;
    if (!wire) return;
    this.guarded(wire, async () => {
      const { sending } = await this.options.request("media.look", { line: wire.line });
      if (wire === this.wire) await wire.reception.take(sending, true);
    });
  }

  handle(event: FleetingEvent): void {
    const { wire } = this;
    if (!wire) return;
    switch (event.event) {
      case "media.sending":
        if (event.data.room === wire.room) this.receive(wire, [event.data.sending]);
        return;
      case "media.stopped":
        if (event.data.room === wire.room) wire.reception.end(event.data.producer_id);
        return;
      case "media.layers":
        if (event.data.line === wire.line) {
          wire.reception.layered(event.data.consumer_id, event.data.spatial);
        }
        return;
      case "media.wanted":
        if (event.data.line === wire.line) this.limit(wire, event.data);
        return;
      case "media.ended":
        if (event.data.line !== wire.line) return;
        if (event.data.why === "engine") this.begin();
        else this.lostSeat();
    }
  }

  /** Of both ways together. */
  async stats(): Promise<Record<string, unknown>[]> {
    return this.wire ? statsOf(this.wire.send, this.wire.receive) : [];
  }

  async sendingStats(): Promise<Record<string, unknown>[]> {
    return this.wire ? statsOf(this.wire.send) : [];
  }

  get room(): string | null {
    return this.wire?.room ?? null;
  }

  private async build(mine: number): Promise<void> {
    for (
      let wait = firstWaitMs;
      mine === this.attempt;
      wait = Math.min(wait * 1.6, longestWaitMs)
    ) {
      try {
        return await this.enter(mine);
      } catch (error) {
        if (mine !== this.attempt) return;
        if (isRefusal(error, "not_found")) return this.lostSeat();
        if (isRefusal(error, "media_off")) return this.options.onOff();
        await new Promise<void>((resolve) => this.later(wait, resolve));
      }
    }
  }

  private lostSeat(): void {
    this.attempt += 1;
    this.drop();
    this.options.onState("reconnecting");
    this.options.onNoSeat();
  }

  private async enter(mine: number): Promise<void> {
    const { request, seat } = this.options;
    const [{ Device }, entered] = await Promise.all([
      import("mediasoup-client"),
      request("media.enter", seat),
    ]);
    const { line } = entered;
    const device = new Device();
    await device.load({ routerRtpCapabilities: JSON.parse(entered.rtp_capabilities) });
    const [send, receive] = await Promise.all([
      openTransport(request, device, line, "send"),
      openTransport(request, device, line, "receive"),
    ]);
    if (mine !== this.attempt) return [send, receive].forEach((one) => one.close());
    const reception = new MediaReception({
      line,
      request,
      transport: receive,
      onReceived: this.options.onReceived,
      onFailed: (error) => this.failed(wire, error),
    });
    const wire: Wire = {
      line,
      room: entered.room,
      device,
      send,
      receive,
      reception,
      producers: new Map(),
    };
    this.wire = wire;
    this.watch(wire);
    reception.draw(this.drawn);
    for (const [place, track] of Object.entries(this.options.tracks())) {
      if (track) void this.put(place as Place, track);
    }
    this.settled(wire);
    this.look();
  }

  private watch(wire: Wire): void {
    for (const transport of [wire.send, wire.receive]) {
      transport.on("connectionstatechange", (state) => {
        if (wire !== this.wire) return;
        this.settled(wire);
        if (state === "failed") this.restart(wire, transport, 0);
        if (state === "disconnected") {
          this.later(brokenPatienceMs, () => {
            if (isBroken(transport)) this.restart(wire, transport, 0);
          });
        }
      });
    }
  }

  private settled(wire: Wire): void {
    const states = [wire.send, wire.receive].map((one) => one.connectionState);
    if (states.some((one) => one === "failed" || one === "disconnected")) {
      return this.options.onState("reconnecting");
    }
    // One over which nothing goes stays new.
    if (states.some((one) => one === "connecting")) return;
    this.wasConnected = true;
    this.options.onState("connected");
  }

  private restart(wire: Wire, transport: Transport, before: number): void {
    if (wire !== this.wire) return;
    if (before >= mostRestarts) return this.begin();
    this.guarded(wire, async () => {
      const asked = { line: wire.line, transport_id: transport.id };
      const { ice_parameters } = await this.options.request("media.restart", asked);
      if (wire !== this.wire) return;
      await transport.restartIce({ iceParameters: JSON.parse(ice_parameters) });
    });
    this.later(restartEveryMs, () => {
      if (wire === this.wire && isBroken(transport)) this.restart(wire, transport, before + 1);
    });
  }

  private async place(place: Place, track: MediaStreamTrack | null): Promise<void> {
    const { wire } = this;
    if (!wire) return;
    const producer = wire.producers.get(place);
    try {
      if (!track) {
        if (!producer) return;
        producer.close();
        wire.producers.delete(place);
        await this.options.request("media.stop", { line: wire.line, source: sourceOf(place) });
      } else if (producer) {
        await producer.replaceTrack({ track });
      } else {
        const options = produceOptions(place, track, wire.device);
        const made = await wire.send.produce(options);
        wire.producers.set(place, made);
        await degradeWell(place, made.rtpSender);
      }
    } catch (error) {
      this.failed(wire, error);
    }
  }

  private limit(wire: Wire, wanted: { source: string; spatial: number }): void {
    const place = (["camera", "screen"] as const).find((one) => sourceOf(one) === wanted.source);
    const producer = place && wire.producers.get(place);
    if (producer) void producer.setMaxSpatialLayer(wanted.spatial).catch(() => undefined);
  }

  private receive(wire: Wire, sending: MediaSending[]): void {
    this.guarded(wire, () => wire.reception.take(sending, false));
  }

  private guarded(wire: Wire, work: () => Promise<void>): void {
    work().catch((error: unknown) => this.failed(wire, error));
  }

  /** Whoever has no connection is called again by `look`; all else means that this line is of no use any more. */
  private failed(wire: Wire, error: unknown): void {
    if (wire !== this.wire || error instanceof ConnectionLost) return;
    if (isRefusal(error, "not_found") || isRefusal(error, "busy")) this.begin();
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }

  private drop(): void {
    const { wire } = this;
    this.wire = null;
    this.timers.forEach(clearTimeout);
    this.timers.clear();
    wire?.reception.close();
    wire?.send.close();
    wire?.receive.close();
  }
}
