import { expect, it } from "vitest";
import type { Call } from "../../protocol/protocol";
import { phaseOf } from "./call_phase";

const mine = "window-of-mine";

function call(change: Partial<Call> = {}): Call {
  return {
    call_id: 5,
    conversation_id: 10,
    media: "voice",
    caller: { user_id: 2, endpoint: "window-of-theirs" },
    callee: { user_id: 1, endpoint: "" },
    state: "ringing",
    outcome: null,
    started_at: 1,
    active_at: 0,
    ring_ms: 45_000,
    relayed: false,
    into: null,
    ...change,
  };
}
const phase = (one: Call | null, silenced: number[] = [], left: number | null = null) =>
  phaseOf(one, { myId: 1, endpoint: mine, silenced: new Set(silenced), left });

it("rings in every window until one has answered", () => {
  expect(phase(null)).toBe("none");
  expect(phase(call())).toBe("incoming");
  expect(phase(call(), [5])).toBe("none");
  expect(phase(call(), [4])).toBe("incoming");
  const answered = { state: "connecting", callee: { user_id: 1, endpoint: mine } } as const;
  expect(phase(call(answered))).toBe("connecting");
  expect(phase(call({ ...answered, callee: { user_id: 1, endpoint: "another-one" } }))).toBe(
    "elsewhere",
  );
});

it("is where it was begun, and over when it has ended", () => {
  const begun = { caller: { user_id: 1, endpoint: mine }, callee: { user_id: 2, endpoint: "" } };
  expect(phase(call(begun))).toBe("calling");
  expect(phase(call({ ...begun, caller: { user_id: 1, endpoint: "another-one" } }))).toBe(
    "elsewhere",
  );
  expect(phase(call({ ...begun, state: "active" }))).toBe("active");
  expect(phase(call({ ...begun, state: "ended", outcome: "completed" }))).toBe("none");
  expect(phase(call({ ...begun, state: "active" }), [], 5)).toBe("none");
  expect(phase(call({ ...begun, state: "active" }), [], 4)).toBe("active");
});
