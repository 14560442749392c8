import { expect } from "vitest";
import type { Case } from "./cases";
import { type Cast, type EventName, makeFriends } from "./cast";
import { type Device, refused } from "./device";

const groupsTold = { lin: ["friend_groups.changed"] as EventName[] };
const movedTold = { lin: ["friends.moved"] as EventName[] };

const create = (device: Device, name: string) => device.call("friend_group.create", { name });
const namesOf = async (cast: Cast) => (await cast.lin.state()).friendGroups.map((one) => one.name);

export const friendGroupCases = {
  "friend_group.create": async (cast) => {
    const { phone, laptop } = cast;
    const odd = "<b>家人</b> & 👨‍👩‍👧";
    await cast.step("the first", () => create(phone, ` ${odd} `), groupsTold);
    await cast.step("of the same name", () => create(laptop, odd), groupsTold);
    await cast.step("as long as may be", () => create(phone, "同".repeat(24)), groupsTold);
    expect(await namesOf(cast)).toEqual([odd, odd, "同".repeat(24)]);
    await cast.step("too long", () => refused("too_large", create(phone, "同".repeat(25))));
    for (const name of ["", " \u200b ", "两\n行"]) {
      await cast.step("a name nobody can read", () => refused("bad_request", create(phone, name)));
    }
    for (let count = 4; count <= 50; count += 1) await create(phone, `第 ${count} 组`);
    await cast.step("one too many", () => refused("too_large", create(phone, "第 51 组")));
  },

  "friend_group.rename": async (cast) => {
    const { phone, laptop, mei } = cast;
    const { friend_group_id } = await create(phone, "同学");
    const rename = (device: Device, name: string) =>
      device.call("friend_group.rename", { friend_group_id, name });
    await cast.step("mine", () => rename(laptop, " 老同学 "), groupsTold);
    expect(await namesOf(cast)).toEqual(["老同学"]);
    await cast.step("somebody else's", () => refused("not_found", rename(mei.device, "?")));
    await cast.step("without a name", () => refused("bad_request", rename(phone, " ")));
    for (const none of [0, 999_999]) {
      const wish = { friend_group_id: none, name: "谁" };
      await cast.step("one that is none", () =>
        refused("not_found", phone.call("friend_group.rename", wish)),
      );
    }
  },

  "friend_group.place": async (cast) => {
    const { phone, laptop, mei } = cast;
    const ids: number[] = [];
    for (const name of ["甲", "乙", "丙"]) ids.push((await create(phone, name)).friend_group_id);
    const [first, , third] = ids as [number, number, number];
    const place = (device: Device, friend_group_id: number, at: number) =>
      device.call("friend_group.place", { friend_group_id, place: at });
    await cast.step("up", () => place(phone, third, 0), groupsTold);
    expect(await namesOf(cast)).toEqual(["丙", "甲", "乙"]);
    await cast.step("down", () => place(laptop, third, 1), groupsTold);
    expect(await namesOf(cast)).toEqual(["甲", "丙", "乙"]);
    await cast.step("past the end", () => place(phone, first, 99), groupsTold);
    expect(await namesOf(cast)).toEqual(["丙", "乙", "甲"]);
    await cast.step("where it is", () => place(phone, first, 2));
    await cast.step("before the first", () => refused("bad_request", place(phone, first, -1)));
    await cast.step("somebody else's", () => refused("not_found", place(mei.device, first, 0)));
    await cast.step("the default one", () => refused("not_found", place(phone, 0, 1)));
    await cast.step("a new one comes last", () => create(phone, "丁"), groupsTold);
    expect(await namesOf(cast)).toEqual(["丙", "乙", "甲", "丁"]);
  },

  "friend_group.remove": async (cast) => {
    await cast.conversation();
    const { lin, mei, phone, laptop } = cast;
    const { friend_group_id } = await create(phone, "同学");
    const remove = (device: Device, id: number) =>
      device.call("friend_group.remove", { friend_group_id: id });
    await phone.call("friend.move", { user_ids: [mei.userId], friend_group_id });
    await cast.step("somebody else's", () =>
      refused("not_found", remove(mei.device, friend_group_id)),
    );
    await cast.step("the default one", () => refused("not_found", remove(phone, 0)));
    await cast.step("with a friend in it", () => remove(laptop, friend_group_id), {
      lin: ["friends.moved", "friend_groups.changed"],
    });
    expect((await lin.state()).friends[mei.userId]?.friend_group_id).toBe(0);
    await cast.step("again", () => refused("not_found", remove(phone, friend_group_id)));
    const empty = await create(phone, "空");
    await cast.step("an empty one", () => remove(phone, empty.friend_group_id), groupsTold);
  },

  "friend.move": async (cast) => {
    await cast.conversation();
    await makeFriends(cast.lin, cast.zhou);
    const { lin, mei, zhou, host, phone, laptop } = cast;
    const { friend_group_id } = await create(phone, "同学");
    const theirs = await create(mei.device, "我的");
    const move = (device: Device, user_ids: number[], id: number) =>
      device.call("friend.move", { user_ids, friend_group_id: id });
    await cast.step("one", () => move(phone, [mei.userId], friend_group_id), movedTold);
    await cast.step("who is there", () => move(laptop, [mei.userId], friend_group_id));
    const both = [zhou.userId, mei.userId, zhou.userId];
    await cast.step(
      "many, one of them there",
      () => move(laptop, both, friend_group_id),
      movedTold,
    );
    const { friends } = await lin.state();
    expect([mei, zhou].map((one) => friends[one.userId]?.friend_group_id)).toEqual([
      friend_group_id,
      friend_group_id,
    ]);
    expect((await mei.state()).friends[lin.userId]?.friend_group_id).toBe(0);
    await cast.step("back", () => move(phone, [mei.userId], 0), movedTold);
    await cast.step("nobody", () => move(phone, [], 0));
    for (const id of [theirs.friend_group_id, 999_999, -1]) {
      await cast.step(`into ${id}, not mine`, () =>
        refused("not_found", move(phone, [mei.userId], id)),
      );
    }
    for (const id of [lin.userId, host.userId, 999_999]) {
      await cast.step(`${id}, no friend, with one who is`, () =>
        refused("not_found", move(phone, [mei.userId, id], friend_group_id)),
      );
    }
    await cast.step("too many", () =>
      refused("too_large", move(phone, Array<number>(1001).fill(mei.userId), 0)),
    );
  },
} satisfies Record<string, Case>;
