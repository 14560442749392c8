import { expect } from "vitest";
import type { Call, CallSignal } from "../../src/protocol/protocol";
import type { Case } from "./cases";
import { type Cast, type EventName, makeFriends, type Person } from "./cast";
import { type Device, refused } from "./device";

const changed: EventName[] = ["call.changed"];
const ended: EventName[] = ["call.changed", "message.sent"];
const bothChanged = { lin: changed, mei: changed };
const bothEnded = { lin: ended, mei: ended };

/** A window's own name for itself. */
export const window = (name: string): string => `window-of-${name}`;

let tries = 0;
export const newTry = (): string => `try-number-${(tries += 1)}`;

const invite = (device: Device, to: Person, name: string, client_id = newTry()) =>
  device.call("call.invite", {
    user_id: to.userId,
    media: "video",
    client_id,
    endpoint: window(name),
  });
const accept = (device: Device, { call_id }: Call, name: string) =>
  device.call("call.accept", { call_id, endpoint: window(name) });
const connected = (device: Device, { call_id }: Call, name: string) =>
  device.call("call.connected", { call_id, endpoint: window(name) });
const hangUp = (device: Device, { call_id }: Call) => device.call("call.hang_up", { call_id });
const decline = (device: Device, { call_id }: Call) => device.call("call.decline", { call_id });

/** Once the engine runs: it is started beside the server. */
export async function enterSoon<T>(enter: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await enter();
    } catch (problem) {
      if (!(problem instanceof Error) || !problem.message.includes("busy")) throw problem;
    }
  }
}

/** Lin calls Mei, who has answered. */
async function answered(cast: Cast): Promise<Call> {
  await cast.conversation();
  const call = await invite(cast.phone, cast.mei, "phone");
  return accept(cast.mei.device, call, "mei");
}

async function lastRecord(person: Person, conversationId: number) {
  return (await person.state()).conversations[conversationId]?.last_message?.call;
}

export const callCases = {
  "call.invite": async (cast) => {
    const { lin, mei, zhou, host, phone, laptop } = cast;
    await cast.step("a stranger", () => refused("not_friends", invite(phone, mei, "phone")));
    await cast.step("nobody", () =>
      refused("not_friends", invite(phone, { userId: 999_999 } as Person, "phone")),
    );
    await cast.step("myself", () => refused("yourself", invite(phone, lin, "phone")));
    const conversation_id = await cast.conversation();
    await cast.step("from a window without a name", () =>
      refused(
        "bad_request",
        phone.call("call.invite", {
          user_id: mei.userId,
          media: "voice",
          client_id: newTry(),
          endpoint: "",
        }),
      ),
    );
    const first = newTry();
    const call = await cast.step("a friend", () => invite(phone, mei, "phone", first), bothChanged);
    expect(call).toMatchObject({
      conversation_id,
      media: "video",
      caller: { user_id: lin.userId, endpoint: window("phone") },
      callee: { user_id: mei.userId, endpoint: "" },
      state: "ringing",
      outcome: null,
    });
    expect(call.ring_ms).toBeGreaterThan(0);
    expect((await mei.state()).call).toEqual(call);
    const again = await cast.step("the same again", () => invite(phone, mei, "phone", first));
    expect(again).toEqual(call);
    await cast.step("while in a call", () => refused("in_call", invite(laptop, mei, "laptop")));
    const busy = await cast.step("one who is in a call", () => invite(zhou.device, mei, "zhou"), {
      mei: ["message.sent"],
      zhou: ["message.sent"],
    });
    expect(busy).toMatchObject({ state: "ended", outcome: "busy" });
    const joined = await cast.step(
      "one who is calling me",
      () => invite(mei.device, lin, "mei"),
      bothChanged,
    );
    expect(joined).toMatchObject({ call_id: call.call_id, state: "connecting" });
    expect(joined.callee.endpoint).toBe(window("mei"));
    await hangUp(phone, call);
    await mei.device.call("user.block", { user_id: lin.userId });
    await cast.step("one who blocked me", () =>
      refused("not_friends", invite(phone, mei, "phone")),
    );
    await cast.step("one whom I blocked", () =>
      refused("you_blocked", invite(mei.device, lin, "mei")),
    );
    await cast.step("an administrator, who is a stranger", () =>
      refused("not_friends", invite(phone, host, "phone")),
    );
  },

  "call.accept": async (cast) => {
    await cast.conversation();
    const { mei, zhou, phone } = cast;
    const call = await invite(phone, mei, "phone");
    await cast.step("by the caller", () => refused("not_found", accept(phone, call, "phone-two")));
    await cast.step("by somebody else", () =>
      refused("not_found", accept(zhou.device, call, "zhou")),
    );
    const mine = await cast.step("by who is called", () => accept(mei.device, call, "mei"), {
      lin: changed,
      mei: changed,
    });
    expect(mine).toMatchObject({ state: "connecting", ring_ms: 0 });
    await cast.step("by the same window again", () => accept(mei.device, call, "mei"));
    await cast.step("by another window", () =>
      refused("call_taken", accept(mei.device, call, "mei-two")),
    );
    await hangUp(phone, call);
    await cast.step("when it is over", () => refused("not_found", accept(mei.device, call, "mei")));
  },

  "call.decline": async (cast) => {
    const conversation_id = await cast.conversation();
    const { mei, zhou, phone } = cast;
    const call = await invite(phone, mei, "phone");
    await cast.step("by the caller", () => refused("not_found", decline(phone, call)));
    await cast.step("by somebody else", () => refused("not_found", decline(zhou.device, call)));
    await cast.step("by who is called", () => decline(mei.device, call), bothEnded);
    expect(await lastRecord(mei, conversation_id)).toEqual({
      media: "video",
      outcome: "declined",
      duration_ms: 0,
      people: null,
    });
    expect((await mei.state()).conversations[conversation_id]?.unread).toBe(0);
    await cast.step("again", () => refused("not_found", decline(mei.device, call)));
    const second = await invite(phone, mei, "phone");
    await accept(mei.device, second, "mei");
    await cast.step("once it was answered", () =>
      refused("call_taken", decline(mei.device, second)),
    );
  },

  "call.hang_up": async (cast) => {
    const conversation_id = await cast.conversation();
    const { mei, zhou, phone, laptop } = cast;
    const unread = async () => (await mei.state()).conversations[conversation_id]?.unread;
    const first = await invite(phone, mei, "phone");
    await cast.step("by somebody else", () => refused("not_found", hangUp(zhou.device, first)));
    await cast.step("by the caller while it rings", () => hangUp(phone, first), bothEnded);
    expect(await lastRecord(mei, conversation_id)).toMatchObject({ outcome: "cancelled" });
    expect(await unread()).toBe(1);
    await cast.step("again", () => refused("not_found", hangUp(phone, first)));
    const second = await invite(phone, mei, "phone");
    await cast.step("by who is called", () => hangUp(mei.device, second), bothEnded);
    expect(await lastRecord(mei, conversation_id)).toMatchObject({ outcome: "declined" });
    const third = await invite(phone, mei, "phone");
    await accept(mei.device, third, "mei");
    await connected(mei.device, third, "mei");
    await cast.step("from another device", () => hangUp(laptop, third), bothEnded);
    expect(await lastRecord(mei, conversation_id)).toMatchObject({ outcome: "completed" });
    expect(await unread()).toBe(1);
  },

  "call.connected": async (cast) => {
    await cast.conversation();
    const { lin, mei, zhou, phone, laptop } = cast;
    const call = await invite(phone, mei, "phone");
    await cast.step("while it rings", () => refused("not_found", connected(phone, call, "phone")));
    await accept(mei.device, call, "mei");
    await cast.step("from another device", () =>
      refused("not_found", connected(laptop, call, "phone")),
    );
    await cast.step("by somebody else", () =>
      refused("not_found", connected(zhou.device, call, "zhou")),
    );
    await cast.step("by one side", () => connected(phone, call, "phone"), bothChanged);
    const { call: active } = await lin.state();
    expect(active?.state).toBe("active");
    expect(active?.active_at).toBeGreaterThan(0);
    await cast.step("by the other side", () => connected(mei.device, call, "mei"));
  },

  "call.relay": async (cast) => {
    const { lin, mei, zhou, phone, laptop } = cast;
    await cast.conversation();
    const call = await invite(phone, mei, "phone");
    const relay = (device: Device, name: string) =>
      device.call("call.relay", { call_id: call.call_id, endpoint: window(name) });
    const enter = (device: Device, name: string) =>
      device.call("media.enter", { call_id: call.call_id, endpoint: window(name) });
    await cast.step("while it rings", () => refused("not_found", relay(phone, "phone")));
    await cast.step("a line while it rings", () => refused("not_found", enter(phone, "phone")));
    await accept(mei.device, call, "mei");
    await cast.step("from another device", () => refused("not_found", relay(laptop, "phone")));
    await cast.step("by somebody else", () => refused("not_found", relay(zhou.device, "zhou")));
    await cast.step("a line for somebody else", () =>
      refused("not_found", enter(zhou.device, "zhou")),
    );
    await cast.step("a line that is made ready", () => enterSoon(() => enter(phone, "phone")));
    expect((await mei.state()).call).toMatchObject({ call_id: call.call_id, relayed: false });
    await cast.step("by one side", () => relay(phone, "phone"), bothChanged);
    expect((await mei.state()).call).toMatchObject({ call_id: call.call_id, relayed: true });
    await cast.step("by the other side", () => relay(mei.device, "mei"));
    const line = await enterSoon(() => enter(mei.device, "mei"));
    const other = await enterSoon(() => enter(phone, "phone"));
    expect(other.room).toBe(line.room);
    await hangUp(phone, call);
    await mei.device.live.until("the end of the line", () =>
      mei.device.live.fleeting.some((event) => event.event === "media.ended"),
    );
    expect((await lin.state()).call).toBeNull();
  },

  "call.keep": async (cast) => {
    const call = await answered(cast);
    const keep = (device: Device, name: string) =>
      device.call("call.keep", { call_id: call.call_id, endpoint: window(name) });
    await cast.step("by the caller", () => keep(cast.phone, "phone"));
    await cast.step("by the called", () => keep(cast.mei.device, "mei"));
    await cast.step("by another window", () => refused("not_found", keep(cast.phone, "phone-two")));
    await cast.step("by somebody else", () => refused("not_found", keep(cast.zhou.device, "zhou")));
  },

  "call.routes": async (cast) => {
    const { stun_port, media_port } = await cast.step("asked", () =>
      cast.phone.call("call.routes", {}),
    );
    expect(stun_port).toBeGreaterThan(0);
    expect(media_port).toBeGreaterThan(0);
  },

  "call.signal": async (cast) => {
    await makeFriends(cast.lin, cast.zhou);
    const call = await answered(cast);
    const { mei, zhou, phone, laptop } = cast;
    const { call_id } = call;
    const signal = (device: Device, name: string, ...signals: CallSignal[]) =>
      device.call("call.signal", { call_id, endpoint: window(name), signals });
    const offer: CallSignal = { kind: "offer", round: 1, text: "v=0 <b>" };
    const heard = (device: Device) =>
      device.live.fleeting.filter((event) => event.event === "call.signalled");
    await cast.step("to the other window", () => signal(phone, "phone", offer));
    await mei.device.live.until("the offer", () => heard(mei.device).length === 1);
    expect(heard(mei.device)[0]?.data).toEqual({
      call_id,
      endpoint: window("mei"),
      signals: [offer],
    });
    await signal(mei.device, "mei", { ...offer, kind: "answer" });
    await phone.live.until("the answer", () => heard(phone).length === 1);
    expect(heard(laptop)).toEqual([]);
    await cast.step("nothing", () => refused("bad_request", signal(phone, "phone")));
    await cast.step("too much", () =>
      refused("too_large", signal(phone, "phone", { ...offer, text: "x".repeat(65_537) })),
    );
    await cast.step("from another device", () =>
      refused("not_found", signal(laptop, "phone", offer)),
    );
    await cast.step("by somebody else", () =>
      refused("not_found", signal(zhou.device, "zhou", offer)),
    );
    await hangUp(phone, call);
    await cast.step("when it is over", () => refused("not_found", signal(phone, "phone", offer)));
  },
} satisfies Record<string, Case>;
