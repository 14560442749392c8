import { expect } from "vitest";
import type { Call, Commands, GroupCallEntry } from "../../src/protocol/protocol";
import { newTry, window } from "./call_cases";
import type { Case } from "./cases";
import { type Cast, type EventName, makeFriends, type Person } from "./cast";
import { type Device, refused } from "./device";
import { founded } from "./group_cases";

const bar: EventName[] = ["group_call.changed"];
const seated: EventName[] = ["group_call.seated"];
const seatedWithBar: EventName[] = ["group_call.seated", "group_call.changed"];
const entered: EventName[] = ["group_call.entered", "group_call.changed"];
const leftWithBar: EventName[] = ["group_call.left", "group_call.changed"];
/** A line says who started it. */
const begun: EventName[] = ["message.sent", ...bar];
const over: EventName[] = ["group_call.changed", "message.sent"];
const leftAndOver: EventName[] = ["group_call.left", ...over];

type Join = Commands["group_call.join"]["params"];

export const joinCall = (
  device: Device,
  conversation_id: number,
  name: string,
  how: Partial<Join> = {},
): Promise<GroupCallEntry> =>
  device.call("group_call.join", {
    conversation_id,
    endpoint: window(name),
    microphone: true,
    camera: false,
    ...how,
  });

/** Lin's group with Mei and Zhou, who is Lin's friend too. */
async function threesome(cast: Cast): Promise<number> {
  const group = await founded(cast);
  await makeFriends(cast.lin, cast.zhou);
  await cast.phone.call("group.invite", {
    conversation_id: group,
    user_ids: [cast.zhou.userId],
  });
  return group;
}

/** Mei has started a call, and Zhou is in it. */
async function going(cast: Cast): Promise<{ group: number; id: number }> {
  const group = await threesome(cast);
  const { call } = await joinCall(cast.mei.device, group, "mei");
  await joinCall(cast.zhou.device, group, "zhou");
  return { group, id: call.group_call_id };
}

const seatOf = async (person: Person, whose: Person) =>
  (await person.state()).groupCallRoom?.seats.find((seat) => seat.user_id === whose.userId);
const barOf = async (person: Person, group: number) =>
  (await person.state()).conversations[group]?.group?.call;

/** Lin speaks with Mei and knows Zhou, as Mei does. */
async function speaking(cast: Cast): Promise<number> {
  await cast.conversation();
  await makeFriends(cast.lin, cast.zhou);
  const { call_id } = await cast.phone.call("call.invite", {
    user_id: cast.mei.userId,
    media: "voice",
    client_id: newTry(),
    endpoint: window("phone"),
  });
  const asked = { call_id, endpoint: window("mei") };
  await cast.mei.device.call("call.accept", asked);
  await cast.mei.device.call("call.connected", asked);
  return call_id;
}

const grow = (device: Device, call_id: number, name: string, who: Person): Promise<Call> =>
  device.call("group_call.grow", { call_id, endpoint: window(name), user_id: who.userId });
/** Answers such a ring. */
const comeIn = (device: Device, { into }: Call, name: string): Promise<GroupCallEntry> =>
  joinCall(device, 0, name, { group_call_id: into });

export const groupCallCases = {
  "group_call.grow": async (cast) => {
    const { lin, mei, zhou, host, phone, laptop } = cast;
    const two = await speaking(cast);
    await cast.step("from another window", () =>
      refused("not_found", grow(laptop, two, "laptop", zhou)),
    );
    await cast.step("by who is not in it", () =>
      refused("not_found", grow(zhou.device, two, "zhou", lin)),
    );
    await cast.step("by one who does not know the third", () =>
      refused("not_friends", grow(mei.device, two, "mei", host)),
    );
    await cast.step("by who is in it", () =>
      refused("bad_request", grow(phone, two, "phone", mei)),
    );
    const ring = await cast.step("by a friend", () => grow(phone, two, "phone", zhou), {
      lin: ["group_call.entered", "call.changed", "call.changed"],
      mei: ["group_call.entered", "call.changed"],
      zhou: ["call.changed"],
    });
    expect((await lin.state()).call).toBeNull();
    expect((await zhou.state()).call).toEqual(ring);
    const { groupCallRoom } = await mei.state();
    expect(groupCallRoom?.call).toMatchObject({ grew_from: two, conversation_id: 0 });
    await cast.step("who comes in", () => comeIn(zhou.device, ring, "zhou"), {
      lin: ["call.changed", "message.sent", "group_call.seated"],
      mei: seated,
      zhou: ["call.changed", "message.sent", "group_call.entered"],
    });
    // Whoever is in it is named to the others.
    const people = (await mei.state()).groupCallRoom?.people.map((one) => one.user_id);
    expect(people).toEqual([lin, mei, zhou].map((one) => one.userId).sort((a, b) => a - b));
    const leave = (device: Device) =>
      device.call("group_call.leave", { group_call_id: ring.into ?? 0 });
    await cast.step("who leaves", () => leave(zhou.device), {
      lin: ["group_call.left"],
      mei: ["group_call.left"],
      zhou: ["group_call.left"],
    });
    await cast.step("who leaves the last alone", () => leave(mei.device), {
      lin: ["group_call.left", "group_call.left", "message.sent"],
      mei: ["group_call.left", "message.sent"],
    });
    expect((await lin.state()).groupCallRoom).toBeNull();
  },

  "group_call.invite": async (cast) => {
    const { lin, mei, zhou, host, phone } = cast;
    const ring = await grow(phone, await speaking(cast), "phone", zhou);
    const { conversation_id, call_id } = ring;
    const invite = (device: Device, name: string, who: Person) =>
      device.call("group_call.invite", {
        group_call_id: ring.into ?? 0,
        endpoint: window(name),
        user_id: who.userId,
      });
    await cast.step("while it rings", () => invite(phone, "phone", zhou));
    await cast.step("who declines", () => zhou.device.call("call.decline", { call_id }), {
      lin: ["call.changed", "message.sent"],
      zhou: ["call.changed", "message.sent"],
    });
    expect((await lin.state()).conversations[conversation_id]?.last_message?.call?.outcome).toBe(
      "declined",
    );
    await cast.step("by who is not in it", () =>
      refused("not_found", invite(zhou.device, "zhou", lin)),
    );
    await cast.step("by a stranger", () => refused("not_friends", invite(phone, "phone", host)));
    await cast.step("who is in it", () => refused("bad_request", invite(phone, "phone", mei)));
    await cast.step("once more", () => invite(phone, "phone", zhou), {
      lin: ["call.changed"],
      zhou: ["call.changed"],
    });
  },

  "group_call.join": async (cast) => {
    const { lin, mei, zhou, host, phone, laptop } = cast;
    const group = await threesome(cast);
    await cast.step("by who is not in the group", () =>
      refused("not_found", joinCall(host.device, group, "host")),
    );
    await cast.step("from a window without a name", () =>
      refused("bad_request", joinCall(mei.device, group, "mei", { endpoint: "" })),
    );
    const { call, room } = await cast.step(
      "the first, who starts it",
      () => joinCall(mei.device, group, "mei"),
      { lin: begun, mei: ["message.sent", ...entered], zhou: begun },
    );
    expect((await zhou.state()).conversations[group]?.last_message).toMatchObject({
      kind: "notice",
      notice: "group_call_started",
      sender_id: mei.userId,
    });
    expect(call).toMatchObject({ started_by: mei.userId, people: 1, face_ids: [mei.userId] });
    expect(room.seats).toMatchObject([{ user_id: mei.userId, host: true, microphone: true }]);
    expect(await barOf(lin, group)).toEqual(call);
    await cast.step(
      "the second",
      () => joinCall(phone, group, "phone", { group_call_id: call.group_call_id }),
      { lin: entered, mei: seatedWithBar, zhou: bar },
    );
    await cast.step("with another window", () => joinCall(laptop, group, "laptop"), {
      lin: ["group_call.entered"],
      mei: seated,
    });
    expect((await seatOf(mei, lin))?.endpoint).toBe(window("laptop"));
    await cast.step("one that is no more", () =>
      refused("not_found", joinCall(zhou.device, group, "zhou", { group_call_id: 999_999 })),
    );
    const invite = {
      media: "voice",
      client_id: "a-try-of-this",
      endpoint: window("zhou"),
    } as const;
    const busy = await zhou.device.call("call.invite", { ...invite, user_id: lin.userId });
    expect(busy.outcome).toBe("busy");
    await cast.step("while in another call", () =>
      refused("in_call", phone.call("call.invite", { ...invite, user_id: mei.userId })),
    );
  },

  "group_call.leave": async (cast) => {
    const { mei, zhou, phone } = cast;
    const { group, id } = await going(cast);
    const leave = (device: Device) => device.call("group_call.leave", { group_call_id: id });
    await cast.step("by who is not in it", () => refused("not_found", leave(phone)));
    await cast.step("by one", () => leave(mei.device), {
      lin: bar,
      mei: leftWithBar,
      zhou: leftWithBar,
    });
    expect((await mei.state()).groupCallRoom).toBeNull();
    await cast.step("by the last", () => leave(zhou.device), {
      lin: over,
      mei: over,
      zhou: leftAndOver,
    });
    expect(await barOf(mei, group)).toBeNull();
    const { conversations } = await cast.lin.state();
    expect(conversations[group]?.last_message).toMatchObject({
      kind: "call",
      silent: true,
      sender_id: mei.userId,
    });
    await cast.step("when it is over", () => refused("not_found", leave(zhou.device)));
  },

  "group_call.keep": async (cast) => {
    const { id } = await going(cast);
    const keep = (device: Device, name: string) =>
      device.call("group_call.keep", { group_call_id: id, endpoint: window(name) });
    await cast.step("by a window in it", () => keep(cast.mei.device, "mei"));
    await cast.step("by another window", () =>
      refused("not_found", keep(cast.mei.device, "mei-two")),
    );
    await cast.step("by who is not in it", () => refused("not_found", keep(cast.phone, "phone")));
  },

  "group_call.show": async (cast) => {
    const { mei, zhou } = cast;
    const { id } = await going(cast);
    const show = (what: Partial<Commands["group_call.show"]["params"]>, name = "zhou") =>
      zhou.device.call("group_call.show", { group_call_id: id, endpoint: window(name), ...what });
    const both = { mei: seated, zhou: seated };
    await cast.step("a camera", () => show({ camera: true }), both);
    expect(await seatOf(mei, zhou)).toMatchObject({ camera: true, microphone: true });
    await cast.step("the same again", () => show({ camera: true }));
    await cast.step("a hand", () => show({ hand: true }), both);
    expect((await seatOf(mei, zhou))?.hand_raised_at).toBeGreaterThan(0);
    await cast.step("no hand, no microphone", () => show({ hand: false, microphone: false }), both);
    await cast.step("by another window", () =>
      refused("not_found", show({ screen: true }, "other")),
    );
    await mei.device.call("group_call.configure", { group_call_id: id, may_unmute: false });
    await cast.step("a microphone that hosts alone may turn on", () =>
      refused("muted", show({ microphone: true })),
    );
  },

  "group_call.react": async (cast) => {
    const { mei, zhou, phone } = cast;
    const { id } = await going(cast);
    const react = (device: Device, emoji: string) =>
      device.call("group_call.react", { group_call_id: id, emoji });
    await cast.step("with an emoji", () => react(mei.device, "🎉"));
    const seen = () =>
      zhou.device.live.fleeting.filter((event) => event.event === "group_call.reacted");
    await zhou.device.live.until("the emoji", () => seen().length === 1);
    expect(seen()[0]?.data).toEqual({ group_call_id: id, user_id: mei.userId, emoji: "🎉" });
    await cast.step("with nothing", () => refused("bad_request", react(mei.device, "")));
    await cast.step("by who is not in it", () => refused("not_found", react(phone, "🎉")));
  },

  "group_call.mute": async (cast) => {
    const { mei, zhou, phone } = cast;
    const { id } = await going(cast);
    const mute = (device: Device, user_id: number | null) =>
      device.call("group_call.mute", { group_call_id: id, user_id });
    const both = { mei: seated, zhou: seated };
    await cast.step("by who is no host", () => refused("not_found", mute(zhou.device, mei.userId)));
    await cast.step("one, by who started it", () => mute(mei.device, zhou.userId), both);
    expect(await seatOf(zhou, zhou)).toMatchObject({ microphone: false });
    await cast.step("one who is mute", () => mute(mei.device, zhou.userId));
    await cast.step("one who is not in it", () =>
      refused("not_found", mute(mei.device, cast.lin.userId)),
    );
    await cast.step("all others, by the owner", () => mute(phone, null), both);
    expect(await seatOf(zhou, mei)).toMatchObject({ microphone: false });
  },

  "group_call.configure": async (cast) => {
    const { mei, zhou } = cast;
    const { group, id } = await going(cast);
    await zhou.device.call("group_call.leave", { group_call_id: id });
    const configure = (device: Device, rules: { locked?: boolean; may_unmute?: boolean }) =>
      device.call("group_call.configure", { group_call_id: id, ...rules });
    await cast.step("by who is no host", () =>
      refused("not_found", configure(zhou.device, { locked: true })),
    );
    await cast.step("locked", () => configure(mei.device, { locked: true }), {
      lin: bar,
      mei: bar,
      zhou: bar,
    });
    await cast.step("the same again", () => configure(mei.device, { locked: true }));
    await cast.step("then nobody comes in", () =>
      refused("call_locked", joinCall(zhou.device, group, "zhou")),
    );
  },

  "group_call.remove": async (cast) => {
    const { mei, zhou } = cast;
    const { group, id } = await going(cast);
    const remove = (device: Device, who: Person) =>
      device.call("group_call.remove", { group_call_id: id, user_id: who.userId });
    await cast.step("a host", () => refused("not_found", remove(zhou.device, mei)));
    await cast.step("oneself", () => refused("not_found", remove(mei.device, mei)));
    await cast.step("somebody", () => remove(mei.device, zhou), {
      lin: bar,
      mei: leftWithBar,
      zhou: leftWithBar,
    });
    await cast.step("who does not come back", () =>
      refused("removed_from_call", joinCall(zhou.device, group, "zhou")),
    );
    await cast.step("again", () => refused("not_found", remove(mei.device, zhou)));
  },

  "group_call.end": async (cast) => {
    const { lin, zhou } = cast;
    const { group, id } = await going(cast);
    const end = (device: Device) => device.call("group_call.end", { group_call_id: id });
    await cast.step("by who is no host", () => refused("not_found", end(zhou.device)));
    await cast.step("by the owner", () => end(cast.phone), {
      lin: over,
      mei: leftAndOver,
      zhou: ["group_call.left", ...leftAndOver],
    });
    expect((await zhou.state()).groupCallRoom).toBeNull();
    expect(await barOf(lin, group)).toBeNull();
  },
} satisfies Record<string, Case>;
