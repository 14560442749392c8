// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { nextTick, type Ref } from "vue";
import { signIn, type SignedIn } from "../testing/signed_in";
import { useConnectionNotice, type ConnectionNotice } from "./use_connection_notice";

let world: SignedIn;
let notice: Ref<ConnectionNotice>;

beforeEach(async () => {
  world = await signIn();
  vi.useFakeTimers();
  const made = world.scope.run(() => useConnectionNotice());
  if (!made) throw new Error("the scope is over");
  notice = made;
});
afterEach(async () => {
  vi.useRealTimers();
  await world.end();
});

async function comeBack() {
  world.session.probe();
  world.socket().hello({ user_id: world.session.myId });
  await nextTick();
}

it("says nothing about a short break", async () => {
  world.socket().breakOff(1012);
  await nextTick();
  await vi.advanceTimersByTimeAsync(400);
  await comeBack();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(notice.value).toBe("none");
});

it("says after two seconds that the connection is gone, and briefly that it is back", async () => {
  world.socket().breakOff(1006);
  await nextTick();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(notice.value).toBe("gone");
  await comeBack();
  expect(notice.value).toBe("back");
  await vi.advanceTimersByTimeAsync(2_500);
  expect(notice.value).toBe("none");
});

it("says when there are too many windows", async () => {
  world.socket().breakOff(4200);
  await nextTick();
  expect(notice.value).toBe("too_many");
});
