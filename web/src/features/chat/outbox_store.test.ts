// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Asked } from "../../testing/fake_server";
import { aMessage, sent } from "../../testing/fake_server";
import { signIn, type SignedIn } from "../../testing/signed_in";
import { useOutbox } from "./outbox_store";

let world: SignedIn;
afterEach(() => world.end());

async function start(options: Parameters<typeof signIn>[0] = {}) {
  world = await signIn(options);
  const outbox = useOutbox();
  world.scope.run(() => outbox.start());
  await vi.waitFor(() => expect(world.session.db).not.toBeNull());
  return outbox;
}

const texts = (all: readonly { text: string }[]) => all.map((one) => one.text);
const asked = () => world.socket().of("message.send");
const ack = (one: Asked, seq: number) =>
  world.socket().answer(one.id, {
    client_id: one.params["client_id"],
    conversation_id: 10,
    seq,
    sent_at: 1,
  });
const echo = (one: Asked, pts: number, seq: number) =>
  world.socket().event(
    sent(
      pts,
      aMessage(seq, {
        sender_id: world.session.myId,
        client_id: String(one.params["client_id"]),
        text: String(one.params["text"]),
      }),
    ),
  );
function firstAsked(): Asked {
  const [one] = asked();
  if (!one) throw new Error("nothing was sent");
  return one;
}

describe("the outbox", () => {
  it("sends in order, the next after the answer to the one before", async () => {
    const outbox = await start();
    await outbox.send(10, "one");
    await outbox.send(10, "two");
    await vi.waitFor(() =>
      expect(texts(asked().map((one) => ({ text: String(one.params["text"]) })))).toEqual(["one"]),
    );
    ack(firstAsked(), 1);
    await vi.waitFor(() => expect(asked()).toHaveLength(2));
    expect(asked()[1]?.params["text"]).toBe("two");
  });

  it("shows an answered message as stored until its echo replaces it", async () => {
    const outbox = await start();
    await outbox.send(10, "one");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    ack(firstAsked(), 1);
    await vi.waitFor(() => expect(outbox.entries[0]?.seq).toBe(1));
    echo(firstAsked(), 1, 1);
    await vi.waitFor(() => expect(outbox.entries).toEqual([]));
  });

  it("does not come back when the echo was faster than the answer", async () => {
    const outbox = await start();
    await outbox.send(10, "one");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    echo(firstAsked(), 1, 1);
    expect(outbox.entries).toEqual([]);
    ack(firstAsked(), 1);
    await vi.waitFor(async () => expect(await world.session.db?.getAll("outbox")).toEqual([]));
    expect(outbox.entries).toEqual([]);
  });

  it("keeps what is written offline and sends it in order with the same ids", async () => {
    const outbox = await start();
    world.socket().breakOff(1006);
    await outbox.send(10, "one");
    await outbox.send(10, "two");
    const ids = outbox.entries.map((one) => one.client_id);
    expect(await world.session.db?.count("outbox")).toBe(2);
    world.session.probe();
    world.answers["message.send"] = (one) => ({
      client_id: one.params["client_id"],
      conversation_id: 10,
      seq: asked().length,
      sent_at: 1,
    });
    world.socket().hello({ user_id: world.session.myId });
    await vi.waitFor(() => expect(asked().map((one) => one.params["client_id"])).toEqual(ids));
  });

  it("resends with the same id when the answer was lost", async () => {
    const outbox = await start();
    await outbox.send(10, "one");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    const id = firstAsked().params["client_id"];
    world.socket().breakOff(1006);
    world.session.probe();
    world.socket().hello({ user_id: world.session.myId });
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    expect(firstAsked().params["client_id"]).toBe(id);
    expect(outbox.entries).toHaveLength(1);
  });

  it("survives a reload", async () => {
    const outbox = await start({ hello: false });
    await outbox.send(10, "one");
    const id = outbox.entries[0]?.client_id;
    const userId = Number(world.session.db?.name.split(":").at(-1));
    await world.end();
    const after = await start({ userId });
    await vi.waitFor(() => expect(after.entries.map((one) => one.client_id)).toEqual([id]));
    await vi.waitFor(() => expect(firstAsked().params["client_id"]).toBe(id));
  });

  it("keeps what is written while finished messages are being removed", async () => {
    const outbox = await start();
    const db = world.session.db;
    if (!db) throw new Error("there is no database");
    const finished = {
      client_id: "0",
      conversation_id: 10,
      text: "old",
      created_at: 1,
      refused: null,
    };
    await db.put("outbox", { ...finished, seq: 0 });
    let goOn = (): void => undefined;
    const removing = vi.spyOn(db, "delete");
    removing.mockImplementationOnce(() => new Promise<void>((resolve) => (goOn = resolve)));
    world.socket().breakOff(1006);
    world.session.probe();
    world.socket().hello({ user_id: world.session.myId });
    await vi.waitFor(() => expect(removing).toHaveBeenCalled());
    await outbox.send(10, "new");
    goOn();
    await db.getAll("outbox");
    expect(texts(outbox.entries)).toEqual(["new"]);
  });

  it("marks a refusal and goes on with the next", async () => {
    const outbox = await start();
    await outbox.send(10, "bad");
    await outbox.send(10, "good");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    world.socket().refuse(firstAsked().id, { code: "not_friends" });
    await vi.waitFor(() => expect(asked()).toHaveLength(2));
    expect(outbox.entries[0]?.refused).toBe("not_friends");
    expect(asked()[1]?.params["text"]).toBe("good");
  });

  it("tries a refused message again with the same id, or deletes it", async () => {
    const outbox = await start();
    await outbox.send(10, "bad");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    world.socket().refuse(firstAsked().id, { code: "not_friends" });
    await vi.waitFor(() => expect(outbox.entries[0]?.refused).toBe("not_friends"));
    const [entry] = outbox.entries;
    if (!entry) throw new Error("the entry is gone");
    await outbox.retry(entry);
    await vi.waitFor(() => expect(asked()).toHaveLength(2));
    expect(asked()[1]?.params["client_id"]).toBe(entry.client_id);
    await outbox.remove(entry);
    expect(outbox.entries).toEqual([]);
    expect(await world.session.db?.count("outbox")).toBe(0);
  });

  it("waits as long as the server asks and keeps the order", async () => {
    const outbox = await start();
    await outbox.send(10, "one");
    await outbox.send(10, "two");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    const refusedAt = Date.now();
    world.socket().refuse(firstAsked().id, { code: "busy", retry_after_ms: 300 });
    await outbox.send(10, "three");
    await vi.waitFor(() => expect(asked()).toHaveLength(2));
    expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(290);
    expect(asked()[1]?.params["text"]).toBe("one");
    expect(outbox.entries[0]?.refused).toBeNull();
  });

  it("drops what was stored before everything was fetched anew", async () => {
    const outbox = await start();
    await outbox.send(10, "one");
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    const mine = aMessage(3, { sender_id: world.session.myId, client_id: "other" });
    world.socket().event(sent(1, aMessage(1)));
    world.socket().event(sent(2, aMessage(2)));
    world.socket().event(sent(3, mine));
    ack(firstAsked(), 2);
    await vi.waitFor(() => expect(outbox.entries).toEqual([]));
  });
});
