import { expect } from "vitest";
import type { Case } from "./cases";
import { type Cast, type EventName, makeFriends, Person } from "./cast";
import { type Device, refused } from "./device";
import { blockCases } from "./block_cases";
import { friendGroupCases } from "./friend_group_cases";
import { fleetingEventNames } from "./shapes";

const asked: EventName[] = ["user.changed", "request.changed"];
/** The words of the request become the first message, before the notice. */
const befriended: EventName[] = [
  "user.changed",
  "friend.added",
  "conversation.changed",
  "message.sent",
  "message.sent",
  "request.changed",
];

const ask = (device: Device, person: Person, message?: string) =>
  device.call("friend.request", { user_id: person.userId, message: message ?? "你好" });

const accept = (person: Person, request_id: number) =>
  person.device.call("friend.accept", { request_id });

export const peopleCases = {
  ...friendGroupCases,
  ...blockCases,

  "user.find": async (cast) => {
    const { mei, phone, laptop } = cast;
    const found = await cast.step("somebody", () =>
      laptop.ask("user.find", { account: mei.account }),
    );
    expect(found.user_id).toBe(mei.userId);
    await cast.step("nobody", () =>
      refused("not_found", phone.call("user.find", { account: "nobody-0" })),
    );
  },

  "friend.request": async (cast) => {
    const { lin, mei, phone, laptop } = cast;
    await cast.step("myself", () => refused("yourself", ask(phone, lin)));
    await cast.step("nobody", () =>
      refused("not_found", phone.call("friend.request", { user_id: 999_999 })),
    );
    const wish = { user_id: mei.userId, message: "我是林夏" };
    await cast.step("without a word", () =>
      refused("message_empty", phone.call("friend.request", { ...wish, message: " " })),
    );
    await cast.step("a remark too long", () =>
      refused("too_large", phone.call("friend.request", { ...wish, remark: "梅".repeat(33) })),
    );
    await cast.step("into a friend group that is not mine", () =>
      refused("not_found", phone.call("friend.request", { ...wish, friend_group_id: 999_999 })),
    );
    await cast.step("the first time", () => ask(phone, mei, "我是林夏"), {
      lin: asked,
      mei: asked,
    });
    await cast.step("again", () => refused("already_requested", ask(laptop, mei)));
    await cast.step("of one who asked me", () => ask(mei.device, lin), {
      lin: befriended,
      mei: befriended,
    });
    await cast.step("a friend", () => refused("already_friends", ask(phone, mei)));
    await moreThanASnapshotHolds(cast);
  },

  "friend.accept": async (cast) => {
    const { lin, mei, zhou, phone } = cast;
    const { request_id } = await ask(phone, mei);
    await cast.step("by who asked", () => refused("not_found", accept(lin, request_id)));
    await cast.step("by a stranger", () => refused("not_found", accept(zhou, request_id)));
    const group = await mei.device.call("friend_group.create", { name: "同事" });
    const wish = { request_id, remark: "小林", friend_group_id: group.friend_group_id };
    await cast.step("into a friend group that is not mine", () =>
      refused("not_found", mei.device.call("friend.accept", { ...wish, friend_group_id: -1 })),
    );
    await cast.step("by who was asked", () => mei.device.call("friend.accept", wish), {
      lin: befriended,
      mei: befriended,
    });
    const { friends } = await mei.state();
    expect(friends[lin.userId]).toMatchObject({
      remark: "小林",
      friend_group_id: group.friend_group_id,
    });
    await cast.step("again", () => refused("not_found", accept(mei, request_id)));
  },

  "friend.decline": async (cast) => {
    const { lin, mei, phone } = cast;
    const decline = (person: Person, id: number) =>
      person.device.call("friend.decline", { request_id: id });
    const { request_id } = await ask(phone, mei, "我是林夏");
    await cast.step("by who asked", () => refused("not_found", decline(lin, request_id)));
    await cast.step("by who was asked", () => decline(mei, request_id), {
      mei: ["request.changed"],
    });
    const { friendRequests } = await lin.state();
    expect(friendRequests.map((one) => one.state)).toEqual(["waiting"]);
    await cast.step("again", () => refused("not_found", decline(mei, request_id)));
    await cast.step("asking once more", () => refused("already_requested", ask(phone, mei)));
    const back = await cast.step("asked by who declined", () => ask(mei.device, lin), {
      lin: asked,
      mei: asked,
    });
    await cast.step("and accepting that", () => accept(lin, back.request_id), {
      lin: befriended,
      mei: befriended,
    });
  },

  "friend.configure": async (cast) => {
    await cast.conversation();
    const { lin, mei, zhou, phone, laptop } = cast;
    const configure = (device: Device, wish: { remark?: string; starred?: boolean }) =>
      device.call("friend.configure", { user_id: mei.userId, ...wish });
    const told = { lin: ["friend.changed"] as EventName[] };
    const name = "<b>小梅</b> & 😀";
    await cast.step("a remark", () => configure(phone, { remark: `  ${name} ` }), told);
    await cast.step("a star", () => configure(laptop, { starred: true }), told);
    const { friends } = await lin.state();
    expect(friends[mei.userId]).toMatchObject({ remark: name, starred: true });
    expect((await mei.state()).friends[lin.userId]).toMatchObject({ remark: "", starred: false });
    await cast.step("the same again", () => configure(phone, { remark: name, starred: true }));
    await cast.step("nothing", () => configure(phone, {}));
    await cast.step("as long as may be", () => configure(phone, { remark: "梅".repeat(32) }), told);
    await cast.step("too long", () =>
      refused("too_large", configure(phone, { remark: "梅".repeat(33) })),
    );
    await cast.step("two lines", () =>
      refused("bad_request", configure(phone, { remark: "小\n梅" })),
    );
    await cast.step(
      "taking both away",
      () => configure(phone, { remark: " ", starred: false }),
      told,
    );
    for (const user_id of [lin.userId, zhou.userId, 999_999]) {
      await cast.step(`of ${user_id}, no friend`, () =>
        refused("not_found", phone.call("friend.configure", { user_id, remark: "谁" })),
      );
    }
  },

  "presence.list": async (cast) => {
    await cast.conversation();
    const { mei, zhou, phone, laptop } = cast;
    const { presences } = await cast.step("of friends", () => phone.call("presence.list", {}));
    expect(presences.map((one) => [one.user_id, one.online])).toEqual([[mei.userId, true]]);
    const heard = laptop.live.fleeting.length;
    await cast.step("after a friend left", async () => {
      mei.device.disconnect();
      await laptop.live.until("news of a friend who left", () =>
        laptop.live.fleeting
          .slice(heard)
          .some((one) => one.event === "presence.changed" && !one.data.presence.online),
      );
      await mei.device.connect();
    });
    const strangers = zhou.device.live.fleeting.flatMap((one) =>
      one.event === "presence.changed" ? [one.data.presence.user_id] : [],
    );
    expect(strangers).not.toContain(cast.lin.userId);
    expect(fleetingEventNames).toContain("presence.changed");
  },
} satisfies Record<string, Case>;

/** The oldest request falls off the snapshot's list, and with it who is named nowhere else. */
async function moreThanASnapshotHolds(cast: Cast): Promise<void> {
  const { lin } = cast;
  const crowd: Person[] = [];
  for (let count = 0; count < 100; count += 1) {
    const person = await Person.arrive(cast.port, "fan");
    crowd.push(person);
    await ask(person.device, lin, "你好");
  }
  const [first, second, third] = crowd as [Person, Person, Person];
  const idOf = async (person: Person) => (await person.state()).friendRequests[0]?.request_id ?? 0;

  // Mei's request went when the hundredth of the crowd came; she stays, being a friend.
  for (const count of [1, 2, 3]) {
    const person = await Person.arrive(cast.port, "fan");
    await cast.step(`request ${100 + count} of a crowd`, () => ask(person.device, lin), {
      lin: asked,
    });
  }
  const state = await lin.state();
  expect(state.friendRequests).toHaveLength(100);
  expect(state.users[first.userId]).toBeUndefined();

  await cast.step("news of one who is named no more", () =>
    first.device.call("account.update_profile", { nickname: "谁" }),
  );
  await cast.step(
    "declining what fell off",
    async () => lin.device.call("friend.decline", { request_id: await idOf(second) }),
    { lin: ["request.changed"] },
  );
  const third_id = await idOf(third);
  await cast.step("accepting what fell off", () => accept(lin, third_id), { lin: befriended });
  await cast.step(
    "news of the new friend",
    () => third.device.call("account.update_profile", { nickname: "新朋友" }),
    { lin: ["user.changed"] },
  );
  await cast.step("asking one whose request fell off", () => ask(lin.device, first), {
    lin: befriended,
  });
  await makeFriends(first, third);
}
