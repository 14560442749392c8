import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EventPage, Hello, Snapshot, StreamEvent } from "../protocol/protocol";
import { aMessage, aSnapshot, sent } from "../testing/fake_server";
import { EventStream, type StreamPosition } from "./event_stream";
import { ConnectionLost, Refusal } from "./refusal";

/** A copy that only counts, and a server with a stream of its own. */
class World {
  position: StreamPosition | null = { epoch: "e1", pts: 5 };
  applied: number[] = [];
  snapshots = 0;
  reads: number[] = [];
  inStep = 0;
  fits = true;
  serverPts = 5;
  serverEpoch = "e1";
  pageSize = 500;
  readStream: (after: number) => Promise<EventPage> = (after) => Promise.resolve(this.page(after));
  readSnapshot: () => Promise<Snapshot> = () =>
    Promise.resolve(aSnapshot({ epoch: this.serverEpoch, pts: this.serverPts }));

  readonly stream = new EventStream({
    position: () => this.position,
    readStream: (after) => {
      this.reads.push(after);
      return this.readStream(after);
    },
    readSnapshot: () => {
      this.snapshots += 1;
      return this.readSnapshot();
    },
    apply: (events) => this.apply(events),
    replace: (snapshot) => (this.position = { epoch: snapshot.epoch, pts: snapshot.pts }),
    onInStep: () => (this.inStep += 1),
  });

  page(after: number): EventPage {
    const events: StreamEvent[] = [];
    const end = Math.min(this.serverPts, after + this.pageSize);
    for (let pts = after + 1; pts <= end; pts += 1) events.push(event(pts));
    return { epoch: this.serverEpoch, events, has_more: end < this.serverPts };
  }

  apply(events: StreamEvent[]): boolean {
    if (!this.fits || !this.position) return false;
    for (const { pts } of events) {
      expect(pts).toBe(this.position.pts + 1);
      this.position = { epoch: this.position.epoch, pts };
      this.applied.push(pts);
    }
    return true;
  }

  hello(): void {
    const hello: Hello = {
      epoch: this.serverEpoch,
      pts: this.serverPts,
      user_id: 1,
      device_id: 1,
      version: "",
      server_time: 0,
    };
    this.stream.hello(hello);
  }
}

const event = (pts: number): StreamEvent => sent(pts, aMessage(pts));
let world: World;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  world = new World();
});
afterEach(() => vi.useRealTimers());

describe("at hello", () => {
  it("does nothing when the copy is in step", async () => {
    world.hello();
    await settle();
    expect(world.reads).toEqual([]);
    expect(world.inStep).toBe(1);
  });

  it("reads what was missed, page by page", async () => {
    world.serverPts = 12;
    world.pageSize = 3;
    world.hello();
    await settle();
    expect(world.applied).toEqual([6, 7, 8, 9, 10, 11, 12]);
    expect(world.reads).toEqual([5, 8, 11]);
    expect(world.inStep).toBe(1);
  });

  it("takes a snapshot without a copy, with another epoch, and when the server went back", async () => {
    world.position = null;
    world.hello();
    await settle();
    world.serverEpoch = "e2";
    world.hello();
    await settle();
    world.serverPts = 3;
    world.hello();
    await settle();
    expect(world.snapshots).toBe(3);
    expect(world.position).toEqual({ epoch: "e2", pts: 3 });
  });

  it("takes a snapshot when the stream does not reach back", async () => {
    world.serverPts = 9_000;
    world.readStream = () =>
      Promise.reject(new Refusal({ code: "stream_too_old", detail: "", retry_after_ms: null }));
    world.hello();
    await settle();
    expect(world.position).toEqual({ epoch: "e1", pts: 9_000 });
    expect(world.inStep).toBe(1);
  });

  it("asks again after a refusal that passes", async () => {
    world.serverPts = 6;
    const works = world.readStream;
    world.readStream = () =>
      Promise.reject(new Refusal({ code: "busy", detail: "", retry_after_ms: 700 }));
    world.hello();
    await settle();
    world.readStream = works;
    await vi.advanceTimersByTimeAsync(699);
    expect(world.applied).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(world.applied).toEqual([6]);
  });

  it("leaves it to the next hello when the connection was lost", async () => {
    world.serverPts = 6;
    const works = world.readStream;
    world.readStream = () => Promise.reject(new ConnectionLost("gone"));
    world.hello();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.reads).toHaveLength(1);
    world.readStream = works;
    world.hello();
    await settle();
    expect(world.applied).toEqual([6]);
  });

  it("does not listen to answers of a former socket", async () => {
    world.serverPts = 6;
    let late: (page: EventPage) => void = () => undefined;
    const works = world.readStream;
    world.readStream = () => new Promise((resolve) => (late = resolve));
    world.hello();
    world.readStream = works;
    world.hello();
    await settle();
    expect(world.applied).toEqual([6]);
    late(world.page(5));
    await settle();
    expect(world.applied).toEqual([6]);
    expect(world.inStep).toBe(1);
  });
});

describe("live events", () => {
  beforeEach(() => world.hello());

  it("applies the next and drops what is known", () => {
    world.stream.event(event(6));
    world.stream.event(event(6));
    world.stream.event(event(4));
    world.stream.event(event(7));
    expect(world.applied).toEqual([6, 7]);
  });

  it("waits half a second for what is missing, and then has it all in order", async () => {
    world.stream.event(event(7));
    world.stream.event(event(8));
    await vi.advanceTimersByTimeAsync(499);
    expect(world.reads).toEqual([]);
    world.stream.event(event(6));
    expect(world.applied).toEqual([6, 7, 8]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.reads).toEqual([]);
  });

  it("fetches what is missing after half a second", async () => {
    world.serverPts = 8;
    world.stream.event(event(8));
    await vi.advanceTimersByTimeAsync(500);
    expect(world.reads).toEqual([5]);
    expect(world.applied).toEqual([6, 7, 8]);
  });

  it("holds what comes while a snapshot is fetched", async () => {
    let give: (snapshot: Snapshot) => void = () => undefined;
    world.readSnapshot = () => new Promise((resolve) => (give = resolve));
    world.position = null;
    world.hello();
    world.stream.event(event(6));
    world.stream.event(event(7));
    give(aSnapshot({ pts: 6 }));
    await settle();
    expect(world.applied).toEqual([7]);
  });

  it("fetches what still lacks after a snapshot", async () => {
    let give: (snapshot: Snapshot) => void = () => undefined;
    world.readSnapshot = () => new Promise((resolve) => (give = resolve));
    world.position = null;
    world.hello();
    world.serverPts = 9;
    world.stream.event(event(9));
    give(aSnapshot({ pts: 6 }));
    await vi.advanceTimersByTimeAsync(500);
    expect(world.applied).toEqual([7, 8, 9]);
  });

  it("takes a snapshot when an event does not fit the copy", async () => {
    world.fits = false;
    world.serverPts = 6;
    world.stream.event(event(6));
    await settle();
    expect(world.snapshots).toBe(1);
    expect(world.position).toEqual({ epoch: "e1", pts: 6 });
  });

  it("keeps at most a bounded number waiting, and loses nothing by it", async () => {
    world.serverPts = 3_000;
    for (let pts = 7; pts <= 3_000; pts += 1) world.stream.event(event(pts));
    await vi.advanceTimersByTimeAsync(500);
    expect(world.position?.pts).toBe(3_000);
  });
});

describe("check", () => {
  it("finds what was lost on the way", async () => {
    world.hello();
    world.serverPts = 7;
    await world.stream.check();
    expect(world.applied).toEqual([6, 7]);
  });
});
