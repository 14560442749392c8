// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ref } from "vue";
import { aMessage, sent, type FakeSocket } from "../../testing/fake_server";
import { signIn, type SignedIn } from "../../testing/signed_in";
import { useReadMarks, type ReadMarks } from "./use_read_marks";

let world: SignedIn;
let attended: boolean;
let marks: ReadMarks;
const asked = () =>
  world
    .socket()
    .of("conversation.mark_read")
    .map((one) => one.params["seq"]);

async function refuseLast(failure: Parameters<FakeSocket["refuse"]>[1]): Promise<void> {
  const last = world.socket().of("conversation.mark_read").at(-1);
  if (!last) throw new Error("nothing was asked");
  world.socket().refuse(last.id, failure);
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(async () => {
  world = await signIn();
  for (let seq = 1; seq <= 9; seq += 1) world.socket().event(sent(seq, aMessage(seq)));
  vi.useFakeTimers();
  attended = true;
  const made = world.scope.run(() => useReadMarks(ref(10), () => attended));
  if (!made) throw new Error("the scope is over");
  marks = made;
});
afterEach(async () => {
  vi.useRealTimers();
  await world.end();
});

describe("reading", () => {
  it("takes half a second in view", () => {
    marks.inView(4);
    vi.advanceTimersByTime(499);
    expect(asked()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(asked()).toEqual([4]);
  });

  it("does not happen while nobody looks, and happens when somebody does", () => {
    attended = false;
    marks.inView(4);
    vi.advanceTimersByTime(60_000);
    expect(asked()).toEqual([]);
    attended = true;
    marks.lookAgain();
    vi.advanceTimersByTime(500);
    expect(asked()).toEqual([4]);
  });

  it("is not said when the person left within the half second", () => {
    marks.inView(4);
    vi.advanceTimersByTime(300);
    attended = false;
    vi.advanceTimersByTime(1_000);
    expect(asked()).toEqual([]);
  });

  it("is said at most once a second", () => {
    marks.inView(1);
    vi.advanceTimersByTime(500);
    marks.inView(2);
    vi.advanceTimersByTime(500);
    marks.inView(5);
    vi.advanceTimersByTime(499);
    expect(asked()).toEqual([1]);
    vi.advanceTimersByTime(501);
    expect(asked()).toEqual([1, 5]);
  });

  it("is not said again for what was read", () => {
    marks.inView(5);
    vi.advanceTimersByTime(500);
    marks.inView(3);
    vi.advanceTimersByTime(5_000);
    expect(asked()).toEqual([5]);
  });

  it("is said again when the server asked to wait, and not before", async () => {
    marks.inView(5);
    vi.advanceTimersByTime(500);
    await refuseLast({ code: "busy", retry_after_ms: 3_000 });
    vi.advanceTimersByTime(2_999);
    expect(asked()).toEqual([5]);
    vi.advanceTimersByTime(10_000);
    expect(asked()).toEqual([5, 5]);
  });

  it("is not said again when the server will never have it", async () => {
    marks.inView(5);
    vi.advanceTimersByTime(500);
    await refuseLast({ code: "not_found" });
    vi.advanceTimersByTime(10_000);
    expect(asked()).toEqual([5]);
  });
});
