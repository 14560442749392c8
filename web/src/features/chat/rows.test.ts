import { describe, expect, it } from "vitest";
import type { OutboxEntry } from "../../session/database";
import { aMessage } from "../../testing/fake_server";
import { buildRows, changedAtTop, type RowsInput } from "./rows";

const minute = 60_000;
const noon = new Date(2026, 2, 5, 12).getTime();
const at = (minutes: number, seq: number, change = {}) =>
  aMessage(seq, { sent_at: noon + minutes * minute, ...change });
const rows = (input: Partial<RowsInput>) =>
  buildRows({ messages: [], pending: [], myId: 1, unreadAfter: null, ...input });

const entry: OutboxEntry = {
  client_id: "client-3",
  conversation_id: 10,
  text: "soon",
  created_at: noon + 2 * minute,
  seq: null,
  refused: null,
};

describe("rows", () => {
  it("stand together for five minutes of one sender", () => {
    const built = rows({
      messages: [at(0, 1), at(4, 2), at(10, 3), at(11, 4, { sender_id: 1 }), at(12, 5)],
    });
    expect(built.map((row) => [row.firstOfGroup, row.lastOfGroup])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it("begin a day with its line", () => {
    const built = rows({ messages: [at(-24 * 60, 1), at(0, 2), at(1, 3)] });
    expect(built.map((row) => row.newDay)).toEqual([true, true, false]);
  });

  it("put the line above the first unread message of another, once", () => {
    const messages = [
      at(0, 1),
      at(1, 2, { sender_id: 1 }),
      at(2, 3, { kind: "notice" }),
      at(3, 4),
      at(4, 5),
    ];
    const built = rows({ messages, unreadAfter: 1 });
    expect(built.map((row) => row.unreadLine)).toEqual([false, false, false, true, false]);
    expect(built[3]?.firstOfGroup).toBe(true);
    expect(rows({ messages }).some((row) => row.unreadLine)).toBe(false);
  });

  it("end with what is not stored yet, under the key it will keep", () => {
    const before = rows({ messages: [at(0, 1)], pending: [entry] });
    expect(before.map((row) => row.text)).toEqual(["words 1", "soon"]);
    const after = rows({ messages: [at(0, 1), at(2, 3, { sender_id: 1, client_id: "client-3" })] });
    expect(after[1]?.key).toBe(before[1]?.key);
    expect(rows({ messages: [at(0, 1)] })[0]?.key).not.toBe(
      rows({ messages: [at(0, 1, { sender_id: 3 })] })[0]?.key,
    );
  });
});

describe("rows drawn before", () => {
  it("stay the same objects unless something about them changed", () => {
    const messages = [at(0, 1), at(1, 2)];
    const before = rows({ messages });
    const after = buildRows(
      { messages: [...messages, at(2, 3)], pending: [], myId: 1, unreadAfter: null },
      before,
    );
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]?.lastOfGroup).toBe(false);
  });
});

describe("changedAtTop", () => {
  const some = (...seqs: number[]) => rows({ messages: seqs.map((seq) => at(seq, seq)) });

  it.each([
    ["put on top", some(5, 6), some(3, 4, 5, 6), true],
    ["taken from the top", some(3, 4, 5, 6), some(5, 6, 7), true],
    ["put at the end", some(5, 6), some(5, 6, 7), false],
    ["taken from the end", some(5, 6, 7), some(5, 6), false],
    ["the first of all", [], some(1), false],
    ["somewhere else", some(5, 6), some(1, 2, 3), false],
  ])("%s", (_name, before, now, expected) => {
    expect(changedAtTop(before, now)).toBe(expected);
  });
});
