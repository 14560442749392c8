import { expect, it } from "vitest";
import { aConversation, aMessage } from "../../testing/fake_server";
import { inOrder } from "./conversation_order";

it("puts pinned conversations first, the latest pin on top, then the latest message", () => {
  const said = (id: number, at: number, pinned = 0) =>
    aConversation({
      conversation_id: id,
      pinned_at: pinned,
      last_message: aMessage(1, { sent_at: at }),
    });
  const all = [said(1, 10), said(2, 30), said(3, 5, 100), said(4, 1, 200), aConversation()];
  expect(inOrder(all).map((one) => one.conversation_id)).toEqual([4, 3, 2, 1, 10]);
});
