import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aConversation, aMessage, aSnapshot, sent } from "../testing/fake_server";
import { loadAfter, loadBefore, loadState, savePage, saveStep } from "./cache";
import { openDatabase, wipeDatabase, type Database, type OutboxEntry } from "./database";
import { reduce } from "./reducer";
import { stateFrom } from "./state";

let db: Database;
let serial = 0;
let name = "";

beforeEach(async () => {
  serial += 1;
  name = `cache-test-${serial}`;
  db = await openDatabase(name, () => undefined);
});
afterEach(() => db.close());

const first = stateFrom(aSnapshot());
const step = (pts: number) => sent(pts, aMessage(pts));
const seqs = (messages: { seq: number }[]) => messages.map((one) => one.seq);

describe("the kept copy", () => {
  it("is empty at first", async () => {
    expect(await loadState(db)).toBeNull();
  });

  it("comes back as it was", async () => {
    await saveStep(db, null, first, []);
    expect(await loadState(db)).toEqual(first);
  });

  it("follows events", async () => {
    await saveStep(db, null, first, []);
    const after = reduce(first, [step(1), step(2)]);
    expect(await saveStep(db, first, after, [aMessage(1), aMessage(2)])).toBe(true);
    expect(await loadState(db)).toEqual(after);
    expect(seqs(await loadBefore(db, 10, 2, 50))).toEqual([1, 2]);
  });

  it("never goes back when another tab was faster", async () => {
    await saveStep(db, null, first, []);
    const faster = reduce(first, [step(1), step(2), step(3)]);
    await saveStep(
      db,
      first,
      faster,
      [1, 2, 3].map((seq) => aMessage(seq)),
    );
    const slower = reduce(first, [step(1)]);
    expect(await saveStep(db, first, slower, [aMessage(1)])).toBe(false);
    expect(await loadState(db)).toEqual(faster);
  });

  it("is whole again when the slower tab overtakes", async () => {
    await saveStep(db, null, first, []);
    const draft = (pts: number, text: string) =>
      ({ pts, event: "draft.changed", data: { conversation_id: 10, draft: text } }) as const;
    const other = reduce(first, [draft(1, "a")]);
    await saveStep(db, first, other, []);
    const mine = reduce(first, [draft(1, "a"), draft(2, "b")]);
    expect(await saveStep(db, first, mine, [])).toBe(true);
    expect(await loadState(db)).toEqual(mine);
  });

  it("takes nothing that was kept in another form, and is whole again after the next step", async () => {
    await saveStep(db, null, reduce(first, [step(1)]), [aMessage(1)]);
    const head = await db.get("head", "head");
    if (!head) throw new Error("nothing was kept");
    await db.put("head", { ...head, form: head.form - 1 }, "head");
    expect(await loadState(db)).toBeNull();
    expect(await saveStep(db, null, first, [])).toBe(true);
    expect(await loadState(db)).toEqual(first);
  });

  it("keeps nothing of another epoch", async () => {
    await saveStep(db, null, first, [aMessage(1)]);
    const restored = stateFrom(
      aSnapshot({ epoch: "e2", pts: 0, conversations: [aConversation({ conversation_id: 77 })] }),
    );
    await saveStep(db, first, restored, []);
    expect(await loadState(db)).toEqual(restored);
    expect(await loadBefore(db, 10, 1, 50)).toEqual([]);
  });

  it("drops what waited to be sent when its echo is stored", async () => {
    const entry: OutboxEntry = {
      client_id: "client-1",
      conversation_id: 10,
      text: "hi",
      created_at: 1,
      seq: null,
      refused: null,
    };
    await db.put("outbox", entry);
    await db.put("outbox", { ...entry, client_id: "client-9" });
    const mine = aMessage(1, { sender_id: 1 });
    await saveStep(db, null, reduce(first, [sent(1, mine)]), [mine]);
    expect((await db.getAll("outbox")).map((one) => one.client_id)).toEqual(["client-9"]);
  });
});

describe("pages of history", () => {
  it("end where a hole begins", async () => {
    await savePage(
      db,
      [1, 2, 3].map((seq) => aMessage(seq)),
    );
    await savePage(
      db,
      [7, 8, 9].map((seq) => aMessage(seq)),
    );
    expect(seqs(await loadBefore(db, 10, 9, 50))).toEqual([7, 8, 9]);
    expect(seqs(await loadBefore(db, 10, 9, 2))).toEqual([8, 9]);
    expect(await loadBefore(db, 10, 6, 50)).toEqual([]);
    expect(seqs(await loadAfter(db, 10, 2, 50))).toEqual([2, 3]);
    await savePage(
      db,
      [4, 5, 6].map((seq) => aMessage(seq)),
    );
    expect(seqs(await loadBefore(db, 10, 9, 50))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(seqs(await loadAfter(db, 10, 2, 3))).toEqual([2, 3, 4]);
  });
});

describe("signing out", () => {
  it("leaves nothing, even while another tab has the database open", async () => {
    await saveStep(db, null, first, [aMessage(1)]);
    await wipeDatabase(name);
    const again = await openDatabase(name, () => undefined);
    expect(await loadState(again)).toBeNull();
    expect(await again.count("messages")).toBe(0);
    again.close();
  });
});
