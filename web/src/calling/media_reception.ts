// What arrives here of what others send over the media engine, and how much of it is asked for.
import type { types } from "mediasoup-client";
import type { MediaSending, MediaSource } from "../protocol/protocol";
import type { Request } from "./media_wire";
import { sameWish, wishFor, type Wish } from "./wishes";

export interface Received {
  producerId: string;
  userId: number;
  source: MediaSource;
  track: MediaStreamTrack;
  /** Nothing of it is passed on at the moment. */
  paused: boolean;
  /** There is no room for it on the way here. */
  starved: boolean;
}

interface Entry {
  sending: MediaSending;
  /** Null until the browser is ready for it. */
  consumer: types.Consumer | null;
  told: Wish | null;
  layer: number | null | undefined;
}

const tellAfterMs = 80;
const atOnce = 64;

export const drawnKey = (userId: number, source: MediaSource): string => `${userId}:${source}`;

export class MediaReception {
  private readonly entries = new Map<string, Entry>();
  private drawn: ReadonlyMap<string, readonly number[]> = new Map();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly options: {
      line: string;
      request: Request;
      transport: types.Transport;
      onReceived: (received: readonly Received[]) => void;
      onFailed: (error: unknown) => void;
    },
  ) {}

  /** `whole`: nothing else is sent. */
  async take(sending: readonly MediaSending[], whole: boolean): Promise<void> {
    if (whole) {
      const kept = new Set(sending.map((one) => one.producer_id));
      for (const id of this.entries.keys()) if (!kept.has(id)) this.end(id);
      // What was wanted may not have been heard.
      for (const entry of this.entries.values()) entry.told = null;
      this.tellSoon();
    }
    const fresh: string[] = [];
    for (const one of sending) {
      const known = this.entries.get(one.producer_id);
      if (known) known.sending = one;
      else {
        this.entries.set(one.producer_id, {
          sending: one,
          consumer: null,
          told: null,
          layer: undefined,
        });
        fresh.push(one.producer_id);
      }
    }
    this.changed();
    for (let i = 0; i < fresh.length; i += atOnce) await this.receive(fresh.slice(i, i + atOnce));
  }

  end(producerId: string): void {
    const entry = this.entries.get(producerId);
    if (!entry) return;
    this.entries.delete(producerId);
    entry.consumer?.close();
    this.changed();
  }

  layered(consumerId: string, spatial: number | null): void {
    for (const entry of this.entries.values()) {
      if (entry.consumer?.id === consumerId) entry.layer = spatial;
    }
    this.changed();
  }

  draw(drawn: ReadonlyMap<string, readonly number[]>): void {
    this.drawn = drawn;
    this.tellSoon();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.entries.clear();
  }

  private async receive(producer_ids: string[]): Promise<void> {
    const { line, request, transport } = this.options;
    const { consumers } = await request("media.receive", { line, producer_ids });
    for (const { producer_id, parameters } of consumers) {
      const entry = this.entries.get(producer_id);
      if (this.closed || !entry) continue;
      const { user_id, source } = entry.sending;
      const face = source === "microphone" || source === "camera";
      const options = JSON.parse(parameters) as types.ConsumerOptions;
      // What belongs together keeps in step.
      const consumer = await transport.consume({
        ...options,
        streamId: `${user_id}-${face ? "face" : "screen"}`,
      });
      if (this.closed || this.entries.get(producer_id) !== entry) consumer.close();
      else entry.consumer = consumer;
    }
    if (this.closed) return;
    this.changed();
    this.tellSoon();
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.tell().catch((error: unknown) => this.options.onFailed(error));
    }, tellAfterMs);
  }

  private async tell(): Promise<void> {
    const wishes = [...this.entries.values()].flatMap((entry) => {
      const { consumer, sending } = entry;
      if (!consumer) return [];
      const drawn = this.drawn.get(drawnKey(sending.user_id, sending.source)) ?? [];
      const wish = wishFor(sending.source, drawn);
      if (entry.told && sameWish(entry.told, wish)) return [];
      entry.told = wish;
      entry.layer = undefined;
      return [{ consumer_id: consumer.id, ...wish }];
    });
    const { line, request } = this.options;
    for (let i = 0; i < wishes.length; i += atOnce) {
      await request("media.want", { line, wishes: wishes.slice(i, i + atOnce) });
    }
  }

  private changed(): void {
    const received = [...this.entries.values()].flatMap(({ consumer, sending, layer, told }) => {
      if (!consumer) return [];
      const starved = !sending.paused && told?.paused === false && layer === null;
      return [
        {
          producerId: sending.producer_id,
          userId: sending.user_id,
          source: sending.source,
          track: consumer.track,
          paused: sending.paused,
          starved,
        },
      ];
    });
    this.options.onReceived(received);
  }
}
