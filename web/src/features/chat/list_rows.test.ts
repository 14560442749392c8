import { expect, it } from "vitest";
import { aConversation, aMessage } from "../../testing/fake_server";
import { listRows } from "./list_rows";

const talk = (conversation_id: number, sent_at: number, folded = false) =>
  aConversation({ conversation_id, folded, last_message: aMessage(1, { sent_at }) });
const all = [talk(1, 50), talk(2, 40, true), talk(3, 30), talk(4, 20, true)];
const said = (unfolded: boolean, conversations = all) =>
  listRows(conversations, unfolded).map((row) =>
    row.kind === "folded"
      ? row.conversations.map((one) => one.conversation_id)
      : row.conversation.conversation_id,
  );

it("puts what is folded under one row, where the newest of them would stand", () => {
  expect(said(false)).toEqual([1, [2, 4], 3]);
  expect(said(true)).toEqual([1, [2, 4], 2, 4, 3]);
});

it("has no such row when nothing is folded", () => {
  expect(said(true, [talk(1, 50), talk(3, 60)])).toEqual([3, 1]);
});
