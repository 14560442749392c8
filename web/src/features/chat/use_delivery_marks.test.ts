// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aMessage, sent } from "../../testing/fake_server";
import { signIn, type SignedIn } from "../../testing/signed_in";
import { useDeliveryMarks } from "./use_delivery_marks";

let world: SignedIn;
const asked = () =>
  world
    .socket()
    .of("conversation.mark_delivered")
    .map((one) => one.params);

beforeEach(async () => {
  world = await signIn();
  vi.useFakeTimers();
  world.scope.run(() => useDeliveryMarks());
});
afterEach(async () => {
  vi.useRealTimers();
  await world.end();
});

it("tells once a second for all that arrived", () => {
  for (const seq of [1, 2, 3]) world.socket().event(sent(seq, aMessage(seq)));
  expect(asked()).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(asked()).toEqual([{ conversation_id: 10, seq: 3 }]);
});

it("is silent about my own messages", () => {
  world.socket().event(sent(1, aMessage(1, { sender_id: world.session.myId })));
  vi.advanceTimersByTime(5_000);
  expect(asked()).toEqual([]);
});
