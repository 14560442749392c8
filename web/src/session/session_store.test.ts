// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../protocol/protocol";
import { aMessage, sent } from "../testing/fake_server";
import { signIn, snapshotOf, type SignedIn } from "../testing/signed_in";

let world: SignedIn;
afterEach(() => world.end());

describe("a session", () => {
  it("begins with a snapshot and follows events", async () => {
    world = await signIn();
    const heard: Message[][] = [];
    world.session.onMessages((messages) => heard.push(messages));
    world.socket().event(sent(1, aMessage(1)));
    expect(world.session.state?.conversations[10]?.unread).toBe(1);
    expect(heard).toEqual([[aMessage(1)]]);
  });

  it("draws from the database at once the next time, then catches up", async () => {
    world = await signIn();
    const userId = world.session.myId;
    world.socket().event(sent(1, aMessage(1)));
    await vi.waitFor(async () => {
      expect((await world.session.db?.get("head", "head"))?.pts).toBe(1);
    });
    await world.end();

    world = await signIn({ userId, hello: false });
    expect(world.session.state?.pts).toBe(1);
    expect(world.session.connectionState).toBe("connecting");
    world.answers["stream.read"] = (asked) => ({
      epoch: "e1",
      events: asked.params["after"] === 1 ? [sent(2, aMessage(2))] : [],
      has_more: false,
    });
    world.socket().hello({ user_id: userId, pts: 2 });
    await vi.waitFor(() => expect(world.session.state?.pts).toBe(2));
    expect(world.socket().of("stream.snapshot")).toEqual([]);
  });

  it("fetches everything anew when the server's data was restored", async () => {
    world = await signIn();
    const userId = world.session.myId;
    let resets = 0;
    world.session.onReset(() => (resets += 1));
    world.socket().breakOff(1012);
    world.session.probe();
    world.answers["stream.snapshot"] = () => snapshotOf(userId, { epoch: "e2", pts: 0 });
    world.socket().hello({ user_id: userId, epoch: "e2", pts: 0 });
    await vi.waitFor(() => expect(world.session.state?.epoch).toBe("e2"));
    expect(resets).toBe(1);
  });

  it("ends when the server says that this device was signed out", async () => {
    world = await signIn();
    world.socket().breakOff(4100);
    expect(world.session.ended).toBe("signed_out");
  });

  it("ends when the cookie belongs to somebody else by now", async () => {
    world = await signIn({ hello: false });
    world.socket().hello({ user_id: 1 });
    expect(world.session.ended).toBe("signed_out");
    expect(world.session.state).toBeNull();
  });

  it("leaves nothing behind after signing out", async () => {
    world = await signIn();
    const name = world.session.db?.name ?? "";
    const has = async () => (await indexedDB.databases()).some((one) => one.name === name);
    expect(await has()).toBe(true);
    await world.session.stop(true);
    expect(await has()).toBe(false);
    expect(world.session.state).toBeNull();
  });

  it("knows who is online", async () => {
    world = await signIn();
    world.socket().event({
      event: "presence.changed",
      data: { presence: { user_id: 2, online: true, last_seen_at: 0 } },
    });
    expect(world.session.presences[2]?.online).toBe(true);
  });
});
