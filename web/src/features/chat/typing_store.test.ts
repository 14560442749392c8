// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aMessage, sent } from "../../testing/fake_server";
import { signIn, type SignedIn } from "../../testing/signed_in";
import { useTyping } from "./typing_store";

let world: SignedIn;
const heard = () =>
  world.socket().event({ event: "typing.started", data: { conversation_id: 10, user_id: 2 } });

beforeEach(async () => {
  world = await signIn();
  vi.useFakeTimers({ now: 1_000_000 });
  world.scope.run(() => useTyping().start());
});
afterEach(async () => {
  vi.useRealTimers();
  await world.end();
});

it("shows who types for five seconds after the last word of it", () => {
  heard();
  vi.advanceTimersByTime(4_000);
  heard();
  vi.advanceTimersByTime(4_999);
  expect(useTyping().typingIn(10)).toEqual([2]);
  vi.advanceTimersByTime(1);
  expect(useTyping().typingIn(10)).toEqual([]);
});

it("ends when the message is there", () => {
  heard();
  world.socket().event(sent(1, aMessage(1)));
  expect(useTyping().typingIn(10)).toEqual([]);
});

it("tells at most every three seconds", () => {
  const asked = () => world.socket().of("conversation.type").length;
  useTyping().tell(10);
  useTyping().tell(10);
  vi.advanceTimersByTime(2_999);
  useTyping().tell(10);
  expect(asked()).toBe(1);
  vi.advanceTimersByTime(1);
  useTyping().tell(10);
  expect(asked()).toBe(2);
});
