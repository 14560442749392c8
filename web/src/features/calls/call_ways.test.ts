import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CallWay, Remote, WayKind, WayNews, WayState } from "./call_way";
import { CallWays } from "./call_ways";

interface Fake extends CallWay {
  news: WayNews;
  closed: boolean;
  /** What it was told to do first. */
  steps: string[];
  sent: (MediaStreamTrack | null)[];
}

let made: Fake[] = [];
let states: (WayState | null)[] = [];
let remotes: (Remote | null)[] = [];

function make(kind: WayKind, news: WayNews): CallWay {
  const way: Fake = {
    kind,
    news,
    closed: false,
    steps: [],
    sent: [],
    prepare: () => void way.steps.push("prepare"),
    begin: () => void way.steps.push("begin"),
    put: async (_place, track) => void way.sent.push(track),
    mend: () => undefined,
    catchUp: () => undefined,
    stats: () => Promise.resolve([{ kind }]),
    close: () => void (way.closed = true),
  };
  made.push(way);
  return way;
}

function ways(): CallWays {
  return new CallWays({
    make,
    onState: (state) => states.push(state),
    onRemote: (remote) => remotes.push(remote),
  });
}

const voice = { id: "voice" } as MediaStreamTrack;
const [last, of] = [<T>(all: T[]) => all[all.length - 1], (index: number) => made[index] as Fake];

beforeEach(() => {
  vi.useFakeTimers();
  made = [];
  states = [];
  remotes = [];
});
afterEach(() => vi.useRealTimers());

test("a way that breaks is used until the other one is there", () => {
  const all = ways();
  all.go("direct");
  of(0).news.onRemote({ voice });
  of(0).news.onState("reconnecting");
  all.go("relayed");
  of(1).news.onRemote({});
  of(1).news.onState("connecting");
  expect(all.kind).toBe("direct");
  expect(last(states)).toBe("reconnecting");
  expect(last(remotes)).toEqual({ voice });
  of(1).news.onState("connected");
  expect(all.kind).toBe("relayed");
  expect(last(states)).toBe("connected");
  expect(last(remotes)).toEqual({});
});

test("the earlier way stays for a moment, and says nothing any more", () => {
  const all = ways();
  all.go("direct");
  of(0).news.onState("connected");
  all.go("relayed");
  of(1).news.onState("connected");
  expect(of(0).closed).toBe(false);
  const before = states.length;
  of(0).news.onState("reconnecting");
  expect(states.length).toBe(before);
  vi.runAllTimers();
  expect(of(0).closed).toBe(true);
  expect(of(1).closed).toBe(false);
});

test("what is sent goes every way that is open, and each way is opened once", async () => {
  const all = ways();
  all.go("direct");
  all.go("direct");
  all.go("relayed");
  all.go("relayed");
  expect(made.map(({ kind }) => kind)).toEqual(["direct", "relayed"]);
  await all.put("voice", voice);
  expect(made.map(({ sent }) => sent)).toEqual([[voice], [voice]]);
});

test("a call that ends leaves nothing open", () => {
  const all = ways();
  all.go("direct");
  all.go("relayed");
  all.close();
  expect(made.every(({ closed }) => closed)).toBe(true);
  expect(all.kind).toBeNull();
  expect(last(states)).toBeNull();
  all.go("relayed");
  expect(made.length).toBe(3);
  expect(all.kind).toBe("relayed");
});

test("a way that is prepared is taken only when it is asked for, and then at once if it is there", () => {
  const all = ways();
  all.go("direct");
  all.prepare("relayed");
  all.prepare("relayed");
  expect(made).toHaveLength(2);
  of(1).news.onState("connected");
  of(1).news.onRemote({ voice });
  expect([all.kind, last(states), last(remotes)]).toEqual(["direct", "connecting", null]);
  all.go("relayed");
  expect([all.kind, last(states), last(remotes)]).toEqual(["relayed", "connected", { voice }]);
  expect(of(1).steps).toEqual(["prepare", "begin"]);
  vi.advanceTimersByTime(3_000);
  expect(of(0).closed).toBe(true);
});

test("a way that is prepared and not there yet is waited for", () => {
  const all = ways();
  all.go("direct");
  all.prepare("relayed");
  all.go("relayed");
  expect(all.kind).toBe("direct");
  of(1).news.onState("connected");
  expect(all.kind).toBe("relayed");
  expect(made).toHaveLength(2);
});

test("what is prepared is given up where the way that is used is good", () => {
  const all = ways();
  all.go("direct");
  all.prepare("relayed");
  of(0).news.onState("connected");
  expect(of(1).closed).toBe(true);
  all.prepare("relayed");
  expect(made).toHaveLength(2);
  of(0).news.onState("reconnecting");
  all.prepare("relayed");
  all.close();
  expect(made.map(({ closed }) => closed)).toEqual([true, true, true]);
});
