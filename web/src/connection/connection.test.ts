import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aMessage, asWebSocket, FakeSocket, sent } from "../testing/fake_server";
import { Connection, type ConnectionState, type EndReason } from "./connection";
import { ConnectionLost, Refusal } from "./refusal";

let sockets: FakeSocket[];
let states: ConnectionState[];
let ends: EndReason[];
let events: number[];
let signedIn: boolean;
let connection: Connection;

function last(): FakeSocket {
  const socket = sockets[sockets.length - 1];
  if (!socket) throw new Error("no socket was opened");
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  states = [];
  ends = [];
  events = [];
  signedIn = true;
  connection = new Connection({
    url: "wss://ling.example/ws",
    heartbeat: () => connection.request("presence.list", {}),
    stillSignedIn: () => Promise.resolve(signedIn),
    random: () => 1,
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return asWebSocket(socket);
    },
    handlers: {
      onState: (state) => states.push(state),
      onHello: () => undefined,
      onDurable: (event) => events.push(event.pts),
      onFleeting: () => undefined,
      onEnd: (reason) => ends.push(reason),
    },
  });
  connection.start();
});
afterEach(() => {
  connection.stop();
  vi.useRealTimers();
});

describe("asking", () => {
  it("gives each answer to who asked, in any order", async () => {
    last().hello();
    const one = connection.request("presence.list", {});
    const two = connection.request("user.find", { account: "chenyu" });
    last().answer(2, { account: "chenyu" });
    last().refuse(1, { code: "busy" });
    await expect(two).resolves.toEqual({ account: "chenyu" });
    await expect(one).rejects.toMatchObject({ code: "busy" });
    await expect(one).rejects.toBeInstanceOf(Refusal);
  });

  it("fails at once without a connection, and for all that wait when it breaks", async () => {
    await expect(connection.request("presence.list", {})).rejects.toBeInstanceOf(ConnectionLost);
    last().hello();
    const asked = connection.request("presence.list", {});
    last().breakOff(1006);
    await expect(asked).rejects.toBeInstanceOf(ConnectionLost);
  });

  it("gives up on an answer that does not come", async () => {
    last().hello();
    const asked = connection.request("presence.list", {});
    const failed = expect(asked).rejects.toBeInstanceOf(ConnectionLost);
    // Something else is heard, so the connection lives on.
    await vi.advanceTimersByTimeAsync(14_000);
    last().event(sent(1, aMessage(1)));
    await vi.advanceTimersByTimeAsync(1_000);
    await failed;
  });
});

describe("coming back", () => {
  it("waits longer after each failure and starts over once it worked", () => {
    last().breakOff(1006);
    expect(states.at(-1)).toBe("waiting");
    vi.advanceTimersByTime(499);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(2);
    last().breakOff(1006);
    vi.advanceTimersByTime(999);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    last().hello();
    last().breakOff(1012);
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(4);
  });

  it("does not listen to a former socket", () => {
    const former = last();
    former.hello();
    former.breakOff(1006);
    vi.advanceTimersByTime(500);
    last().hello();
    former.event(sent(1, aMessage(1)));
    former.breakOff(4100);
    last().event(sent(2, aMessage(2)));
    expect(events).toEqual([2]);
    expect(ends).toEqual([]);
    expect(states.at(-1)).toBe("online");
  });

  it("tries at once when the network may be back", () => {
    last().breakOff(1006);
    connection.probe();
    expect(sockets).toHaveLength(2);
  });

  it.each([
    [4100, "signed_out"],
    [4200, "too_many_connections"],
  ] as const)("stops after code %d", (code, reason) => {
    last().hello();
    last().breakOff(code);
    vi.advanceTimersByTime(120_000);
    expect(ends).toEqual([reason]);
    expect(sockets).toHaveLength(1);
  });

  it("learns over HTTP that a refused handshake meant the sign-in is over", async () => {
    signedIn = false;
    last().breakOff(1006);
    await vi.advanceTimersByTimeAsync(0);
    expect(ends).toEqual(["signed_out"]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets).toHaveLength(1);
  });

  it("gives up on a handshake that never ends", () => {
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toBe("waiting");
    expect(last().closed).toBe(true);
  });
});

describe("silence", () => {
  it("is asked about after 25 s and is death after 10 more", () => {
    last().hello();
    vi.advanceTimersByTime(24_999);
    expect(last().asked).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(last().of("presence.list")).toHaveLength(1);
    vi.advanceTimersByTime(9_999);
    expect(states.at(-1)).toBe("online");
    vi.advanceTimersByTime(1);
    expect(states.at(-1)).toBe("waiting");
  });

  it("is no death when an answer comes, even a refusal", () => {
    last().hello();
    vi.advanceTimersByTime(25_000);
    last().refuse(1, { code: "busy" });
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toBe("online");
  });

  it("lasts at most 3 s after coming back to the page", () => {
    last().hello();
    connection.probe();
    expect(last().asked).toHaveLength(1);
    vi.advanceTimersByTime(3_000);
    expect(states.at(-1)).toBe("waiting");
  });
});

describe("frames", () => {
  it("that cannot be read change nothing", () => {
    last().hello();
    last().onmessage?.({ data: "{" });
    last().onmessage?.({ data: "null" });
    last().onmessage?.({ data: "[1]" });
    last().event(sent(1, aMessage(1)));
    expect(events).toEqual([1]);
  });
});
