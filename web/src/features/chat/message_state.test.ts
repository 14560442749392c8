import { describe, expect, it } from "vitest";
import type { OutboxEntry } from "../../session/database";
import { aConversation } from "../../testing/fake_server";
import { pendingState, sentState } from "./message_state";

const entry: OutboxEntry = {
  client_id: "c",
  conversation_id: 10,
  text: "",
  created_at: 1_000,
  seq: null,
  refused: null,
};

describe("the state of a message of mine", () => {
  it("is pending, then failed after a minute or a refusal, and stored once answered", () => {
    expect(pendingState(entry, 1_000)).toBe("pending");
    expect(pendingState(entry, 60_999)).toBe("pending");
    expect(pendingState(entry, 61_000)).toBe("failed");
    expect(pendingState({ ...entry, refused: "not_friends" }, 1_000)).toBe("failed");
    expect(pendingState({ ...entry, seq: 4 }, 90_000)).toBe("stored");
  });

  it("grows with the marks of the other one", () => {
    const conversation = aConversation({ peer_delivered_seq: 5, peer_read_seq: 3 });
    expect([3, 5, 6].map((seq) => sentState(seq, conversation))).toEqual([
      "read",
      "delivered",
      "stored",
    ]);
    expect(sentState(1, aConversation({ peer_delivered_seq: 5, peer_read_seq: null }))).toBe(
      "delivered",
    );
  });
});
