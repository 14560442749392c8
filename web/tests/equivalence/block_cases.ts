import { expect } from "vitest";
import type { Case } from "./cases";
import { type EventName, makeFriends, type Person } from "./cast";
import { type Device, refused } from "./device";

const ask = (device: Device, person: Person) =>
  device.call("friend.request", { user_id: person.userId, message: "是我呀" });
const block = (device: Device, person: Person) =>
  device.call("user.block", { user_id: person.userId });
const unblock = (device: Device, person: Person) =>
  device.call("user.unblock", { user_id: person.userId });
const remove = (device: Device, person: Person) =>
  device.call("friend.remove", { user_id: person.userId });

let said = 0;
const say = (person: Person, conversation_id: number) =>
  person.device.call("message.send", {
    conversation_id,
    client_id: `blocked-${(said += 1)}-${person.userId}`,
    text: "在吗",
  });

const asked: EventName[] = ["user.changed", "request.changed"];
const again: EventName[] = [
  "user.changed",
  "friend.added",
  "message.sent",
  "message.sent",
  "request.changed",
];

/** For the first time: the conversation opens. */
const befriended: EventName[] = [
  "user.changed",
  "friend.added",
  "conversation.changed",
  "message.sent",
  "message.sent",
  "request.changed",
];

export const blockCases = {
  "friend.terms": async (cast) => {
    const { mei, phone, laptop } = cast;
    const terms = (device: Device) => device.call("friend.terms", { user_id: mei.userId });
    const set = (friend_policy: "anyone" | "with_answer", friend_question?: string) =>
      mei.device.call("account.update_settings", {
        friend_policy,
        friend_question: friend_question ?? null,
      });
    const first = await cast.step("at first", () => terms(phone));
    expect(first).toEqual({ policy: "with_message", question: "" });
    await cast.step("nobody's", () =>
      refused("not_found", phone.call("friend.terms", { user_id: 999_999 })),
    );
    await cast.step("a question that asks nothing", () =>
      refused("bad_request", set("with_answer", " ")),
    );
    await set("with_answer", " <b>几班的？</b> ");
    const answering = await cast.step("with a question", () => terms(laptop));
    expect(answering).toEqual({ policy: "with_answer", question: "<b>几班的？</b>" });
    await set("anyone");
    expect(await terms(phone)).toEqual({ policy: "anyone", question: "" });
    await block(mei.device, cast.lin);
    const blocked = await cast.step("of one who blocked me and takes anyone", () => terms(phone));
    expect(blocked).toEqual({ policy: "with_message", question: "" });
  },

  "friend.remove": async (cast) => {
    const conversation_id = await cast.conversation();
    const { lin, mei, zhou, phone, laptop } = cast;
    const { friend_group_id } = await phone.call("friend_group.create", { name: "同学" });
    await phone.call("friend.move", { user_ids: [mei.userId], friend_group_id });
    await cast.step("a stranger", () => refused("not_found", remove(phone, zhou)));
    await cast.step("a friend", () => remove(laptop, mei), { lin: ["friend.removed"] });
    await cast.step("again", () => refused("not_found", remove(phone, mei)));
    expect((await mei.state()).friends[lin.userId]).toBeDefined();
    await cast.step("writing then", () => refused("not_friends", say(lin, conversation_id)));
    await cast.step("being written to", () => refused("not_friends", say(mei, conversation_id)));
    await cast.step(
      "news of one who was removed",
      () => mei.device.call("account.update_profile", { nickname: "小梅" }),
      { lin: ["user.changed"], mei: ["me.changed"], zhou: ["user.changed"] },
    );
    await cast.step("asked by who was removed", () => ask(mei.device, lin), {
      lin: asked,
      mei: asked,
    });
    await cast.step("asking one who asked me", () => ask(phone, mei), {
      lin: again,
      mei: again.filter((name) => name !== "friend.added"),
    });
    await cast.step("writing after that", () => say(mei, conversation_id), {
      lin: ["message.sent"],
      mei: ["message.sent"],
    });
    await remove(phone, mei);
    await cast.step("asking one who still counts me and has not asked", () => ask(phone, mei), {
      lin: again,
      mei: again.filter((name) => name !== "friend.added"),
    });
  },

  "user.block": async (cast) => {
    const conversation_id = await cast.conversation();
    const { lin, mei, zhou, host, phone, laptop } = cast;
    await cast.step("myself", () => refused("yourself", block(phone, lin)));
    await cast.step("nobody", () =>
      refused("not_found", phone.call("user.block", { user_id: 999_999 })),
    );
    const told = { lin: ["user.changed", "user.blocked"] as EventName[] };
    await cast.step("a friend", () => block(phone, mei), told);
    await cast.step("again", () => block(laptop, mei));
    await cast.step("written to by the blocked", () =>
      refused("not_friends", say(mei, conversation_id)),
    );
    await cast.step("writing to the blocked", () =>
      refused("you_blocked", say(lin, conversation_id)),
    );
    await cast.step("asked by the blocked", () => ask(mei.device, lin), { mei: asked });
    await cast.step("asked again by the blocked", () =>
      refused("already_requested", ask(mei.device, lin)),
    );
    await cast.step("asking the blocked", () => refused("you_blocked", ask(phone, mei)));
    await cast.step("a stranger", () => block(phone, host), told);
    await cast.step(
      "news of a stranger I blocked",
      () => host.device.call("account.update_profile", { signature: `看不见 ${said}` }),
      { lin: ["user.changed"], host: ["me.changed"] },
    );
    await ask(zhou.device, lin);
    await cast.step("one who has asked me", () => block(phone, zhou), {
      lin: ["request.changed", "user.changed", "user.blocked"],
    });
    const { friendRequests } = await zhou.state();
    expect(friendRequests[0]).toMatchObject({ to_user_id: lin.userId, state: "waiting" });
    // The host is of every case.
    await unblock(phone, host);
  },

  "user.unblock": async (cast) => {
    const conversation_id = await cast.conversation();
    const { lin, mei, zhou, host, phone, laptop } = cast;
    await cast.step("one I never blocked", () => refused("not_found", unblock(phone, mei)));
    await block(phone, mei);
    await cast.step("a friend", () => unblock(laptop, mei), { lin: ["user.unblocked"] });
    await cast.step("writing after that", () => say(mei, conversation_id), {
      lin: ["message.sent"],
      mei: ["message.sent"],
    });
    await block(phone, host);
    await cast.step("a stranger, who is known no longer", () => unblock(phone, host), {
      lin: ["user.unblocked"],
    });
    await cast.step(
      "no news of them then",
      () => host.device.call("account.update_profile", { signature: `又看不见 ${said}` }),
      { host: ["me.changed"] },
    );
    await block(phone, zhou);
    await ask(zhou.device, lin);
    await cast.step("one who has asked meanwhile", () => unblock(phone, zhou), {
      lin: ["user.unblocked", "user.changed", "request.changed"],
    });
    const { request_id } = (await lin.state()).friendRequests[0] ?? { request_id: 0 };
    await cast.step("accepting that", () => phone.call("friend.accept", { request_id }), {
      lin: befriended,
      zhou: befriended,
    });
  },

  "user.common_groups": async (cast) => {
    await cast.conversation();
    await makeFriends(cast.lin, cast.zhou);
    const { lin, mei, zhou, host, phone } = cast;
    const found = async (...people: Person[]) => {
      const user_ids = people.map((one) => one.userId);
      return (await phone.call("group.create", { name: "爬山", user_ids })).conversation_id;
    };
    const both = await found(mei, zhou);
    await found(zhou);
    const common = (person: Person) => phone.call("user.common_groups", { user_id: person.userId });
    const { conversation_ids } = await cast.step("of a friend", () => common(mei));
    expect(conversation_ids).toEqual([both]);
    for (const person of [host, lin]) {
      const ids = (await cast.step("of others", () => common(person))).conversation_ids;
      expect(ids).toHaveLength(person === lin ? 2 : 0);
    }
  },
} satisfies Record<string, Case>;
