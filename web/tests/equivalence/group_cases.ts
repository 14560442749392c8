import { onePixel } from "./account_cases";
import { expect } from "vitest";
import type { Case } from "./cases";
import { type Cast, type EventName, makeFriends } from "./cast";
import { refused } from "./device";

const opened: EventName[] = ["conversation.changed", "message.sent"];
const changed: EventName[] = ["group.changed", "message.sent"];
const counted: EventName[] = ["group.counted", "message.sent"];
const reseated: EventName[] = ["group.member_changed", "message.sent"];

const twice = (event: EventName): EventName[] => [event, event];

/** Lin founds a group with Mei; Zhou is Mei's friend and not in it. */
export async function founded(cast: Cast): Promise<number> {
  await makeFriends(cast.lin, cast.mei);
  const group = await cast.phone.call("group.create", {
    name: "周末爬山",
    user_ids: [cast.mei.userId],
  });
  return group.conversation_id;
}

export const groupCases = {
  "group.create": async (cast) => {
    const { phone, laptop, lin, mei, zhou } = cast;
    await makeFriends(lin, mei);
    const create = (name: string, ...user_ids: number[]) =>
      phone.call("group.create", { name, user_ids });
    await cast.step("with a stranger among them", () =>
      refused("not_friends", create("周末爬山", mei.userId, zhou.userId)),
    );
    await cast.step("with nobody", () => refused("bad_request", create("周末爬山")));
    await cast.step("with myself", () => refused("not_friends", create("我", lin.userId)));
    await cast.step("without a name", () =>
      refused("group_name_invalid", create(" \n", mei.userId)),
    );
    await cast.step("with too long a name", () =>
      refused("group_name_invalid", create("长".repeat(31), mei.userId)),
    );
    const group = await cast.step(
      "with a friend, named twice",
      () => create(" <b>周末</b> ", mei.userId, mei.userId),
      { lin: opened, mei: opened },
    );
    expect(group.group).toEqual({
      name: "<b>周末</b>",
      owner_id: lin.userId,
      member_count: 2,
      face_ids: [lin.userId, mei.userId],
      avatar: "",
      description: "",
      headline: null,
      call: null,
      rules: {
        joining: "invitation",
        findable: false,
        history: "none",
        inviting: "everybody",
        mentioning: "leaders",
        calling: "everybody",
        muted: false,
      },
    });
    expect(group.standing?.role).toBe("owner");
    const { conversation_id } = group;
    const sent: EventName[] = ["message.sent"];
    await cast.step(
      "a message in it",
      () =>
        mei.device.call("message.send", { conversation_id, client_id: "in-group-1", text: "好" }),
      { lin: sent, mei: sent },
    );
    await cast.step(
      "reading it, which concerns nobody else",
      () => laptop.ask("conversation.mark_read", { conversation_id, seq: 2 }),
      { lin: ["conversation.read"] },
    );
    await cast.step("writing by one who is not in it", () =>
      refused(
        "not_found",
        zhou.device.call("message.send", { conversation_id, client_id: "in-group-1", text: "?" }),
      ),
    );
    await cast.step(
      "pinned and muted",
      () => laptop.ask("conversation.configure", { conversation_id, pinned: true, muted: true }),
      { lin: ["conversation.changed"] },
    );
  },

  "group.members": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, lin, mei, zhou } = cast;
    const page = (after: number | null, limit: number) =>
      phone.call("group.members", { conversation_id, after, limit });
    const first = await cast.step("the first", () => page(null, 1));
    expect(first.has_more).toBe(true);
    expect(first.leaders.map((one) => one.user.user_id)).toEqual([lin.userId]);
    expect(first.members.map((one) => [one.user.user_id, one.role])).toEqual([
      [lin.userId, "owner"],
    ]);
    const second = await cast.step("the rest", () => page(lin.userId, 100));
    expect(second.has_more).toBe(false);
    expect(second.members.map((one) => [one.user.user_id, one.role])).toEqual([
      [mei.userId, "member"],
    ]);
    await cast.step("too many at once", () => refused("bad_request", page(null, 101)));
    const called = (words: string) =>
      phone.call("group.members", { conversation_id, words, limit: 1 });
    const found = await cast.step("by name", () => called(mei.account.toUpperCase()));
    expect(found.members.map((one) => one.user.user_id)).toEqual([mei.userId]);
    expect([found.has_more, found.leaders]).toEqual([false, []]);
    await cast.step("by one who is not in it", () =>
      refused("not_found", zhou.device.call("group.members", { conversation_id })),
    );
    const direct = await makeFriends(lin, zhou);
    await cast.step("of what is no group", () =>
      refused("not_found", phone.call("group.members", { conversation_id: direct })),
    );
  },

  "group.find_members": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei, zhou } = cast;
    await mei.device.call("group.set_nickname", { conversation_id, nickname: "Class 班长" });
    const find = async (device: typeof phone, words: string) => {
      const { members } = await device.call("group.find_members", { words });
      return members.map((one) => [one.conversation_id, one.member.user.user_id]);
    };
    const found = await cast.step("by a part of the nickname", () => find(phone, " class 班 "));
    expect(found).toEqual([[conversation_id, mei.userId]]);
    expect(await cast.step("oneself", () => find(mei.device, "班长"))).toEqual([]);
    expect(await cast.step("from outside", () => find(zhou.device, "班长"))).toEqual([]);
    expect(await cast.step("by nothing", () => find(phone, " "))).toEqual([]);
  },

  "group.leave": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei, zhou } = cast;
    await cast.step("by the owner", () =>
      refused("owner_stays", phone.call("group.leave", { conversation_id })),
    );
    await cast.step("by one who is not in it", () =>
      refused("not_found", zhou.device.call("group.leave", { conversation_id })),
    );
    const leave = () => mei.device.call("group.leave", { conversation_id });
    await cast.step("by a member", leave, {
      lin: ["group.counted"],
      mei: ["conversation.removed"],
    });
    await cast.step("again", () => refused("not_found", leave()));
    await cast.step("reading what one has left", () =>
      refused("not_found", mei.device.call("message.history", { conversation_id })),
    );
    await cast.step(
      "what is written afterwards",
      () => phone.call("message.send", { conversation_id, client_id: "in-group-2", text: "在吗" }),
      { lin: ["message.sent"] },
    );
  },

  "group.dissolve": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei, zhou } = cast;
    for (const person of [mei, zhou]) {
      await cast.step("by anybody but the owner", () =>
        refused("not_found", person.device.call("group.dissolve", { conversation_id })),
      );
    }
    const dissolve = () => phone.call("group.dissolve", { conversation_id });
    const removed: EventName[] = ["conversation.removed"];
    await cast.step("by the owner", dissolve, { lin: removed, mei: removed });
    await cast.step("again", () => refused("not_found", dissolve()));
    await cast.step("reading what is dissolved", () =>
      refused("not_found", mei.device.call("message.history", { conversation_id })),
    );
  },

  "group.rename": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei, zhou } = cast;
    for (const person of [mei, zhou]) {
      await cast.step("by one who may not", () =>
        refused("not_found", person.device.call("group.rename", { conversation_id, name: "山" })),
      );
    }
    const rename = (name: string) => phone.call("group.rename", { conversation_id, name });
    await cast.step("to nothing", () => refused("group_name_invalid", rename(" ")));
    await cast.step("by the owner", () => rename(" 周末下山 "), { lin: changed, mei: changed });
    expect((await mei.state()).conversations[conversation_id]?.group?.name).toBe("周末下山");
  },

  "group.invite": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei, zhou } = cast;
    const user_ids = [zhou.userId];
    await cast.step("a stranger", () =>
      refused("not_friends", phone.call("group.invite", { conversation_id, user_ids })),
    );
    await cast.step("nobody", () =>
      refused("bad_request", phone.call("group.invite", { conversation_id, user_ids: [] })),
    );
    await cast.step("by one who is not in it", () =>
      refused(
        "not_found",
        zhou.device.call("group.invite", { conversation_id, user_ids: [mei.userId] }),
      ),
    );
    const invite = () => mei.device.call("group.invite", { conversation_id, user_ids });
    await cast.step("by a member", invite, { lin: counted, mei: counted, zhou: opened });
    await cast.step("again", invite);
    const mine = (await zhou.state()).conversations[conversation_id];
    expect([mine?.unread, mine?.group?.member_count]).toEqual([0, 3]);
  },

  "group.remove": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, lin, mei, zhou } = cast;
    const remove = (user_id: number) => phone.call("group.remove", { conversation_id, user_id });
    await cast.step("the owner by a member", () =>
      refused(
        "not_found",
        mei.device.call("group.remove", { conversation_id, user_id: lin.userId }),
      ),
    );
    await cast.step("oneself", () => refused("not_found", remove(lin.userId)));
    await cast.step("one who is not in it", () => refused("not_found", remove(zhou.userId)));
    await cast.step("a member", () => remove(mei.userId), {
      lin: counted,
      mei: ["conversation.removed"],
    });
    await cast.step("again", () => refused("not_found", remove(mei.userId)));
    await cast.step("reading as one who was removed", () =>
      refused("not_found", mei.device.call("message.history", { conversation_id })),
    );
  },

  "group.set_admin": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, lin, mei } = cast;
    const user_id = mei.userId;
    const set = (admin: boolean) =>
      phone.call("group.set_admin", { conversation_id, user_id, admin });
    await cast.step("by a member", () =>
      refused(
        "not_found",
        mei.device.call("group.set_admin", { conversation_id, user_id, admin: true }),
      ),
    );
    await cast.step("by the owner", () => set(true), { lin: reseated, mei: reseated });
    await cast.step("again", () => set(true));
    await cast.step(
      "renaming as an admin",
      () => mei.device.call("group.rename", { conversation_id, name: "梅的群" }),
      { lin: changed, mei: changed },
    );
    await cast.step("removing the owner as an admin", () =>
      refused(
        "not_found",
        mei.device.call("group.remove", { conversation_id, user_id: lin.userId }),
      ),
    );
    await cast.step("taken back", () => set(false), { lin: reseated, mei: reseated });
    await cast.step("renaming as a member again", () =>
      refused("not_found", mei.device.call("group.rename", { conversation_id, name: "还是我的" })),
    );
  },

  "group.transfer": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, lin, mei, zhou } = cast;
    const transfer = (user_id: number) =>
      phone.call("group.transfer", { conversation_id, user_id });
    await cast.step("to one who is not in it", () => refused("not_found", transfer(zhou.userId)));
    await cast.step("to oneself", () => refused("not_found", transfer(lin.userId)));
    await cast.step("by a member", () =>
      refused(
        "not_found",
        mei.device.call("group.transfer", { conversation_id, user_id: mei.userId }),
      ),
    );
    const passed: EventName[] = ["group.changed", ...twice("group.member_changed"), "message.sent"];
    await cast.step("to a member", () => transfer(mei.userId), { lin: passed, mei: passed });
    expect((await lin.state()).conversations[conversation_id]?.standing?.role).toBe("member");
    await cast.step(
      "leaving as who was the owner",
      () => phone.call("group.leave", { conversation_id }),
      { lin: ["conversation.removed"], mei: ["group.counted"] },
    );
  },

  "group.describe": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei } = cast;
    const describe = (description: string) =>
      phone.call("group.describe", { conversation_id, description });
    await cast.step("by a member", () =>
      refused("not_found", mei.device.call("group.describe", { conversation_id, description: "" })),
    );
    await cast.step("at too great length", () =>
      refused("group_text_invalid", describe("长".repeat(201))),
    );
    await cast.step("by the owner", () => describe(" 每周六 <i>八点</i> "), {
      lin: changed,
      mei: changed,
    });
    await cast.step("again", () => describe("每周六 <i>八点</i>"));
  },

  "group.set_avatar": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei } = cast;
    const set = (image: string) => phone.call("group.set_avatar", { conversation_id, image });
    await cast.step("by a member", () =>
      refused("not_found", mei.device.call("group.set_avatar", { conversation_id, image: "" })),
    );
    await cast.step("not a picture", () => refused("image_invalid", set("bm90aGluZw==")));
    const told = { lin: changed, mei: changed };
    await cast.step("by the owner", () => set(onePixel), told);
    const picture = (await mei.state()).conversations[conversation_id]?.group?.avatar ?? "";
    const headers = { Authorization: `Bearer ${phone.token}` };
    const found = async () =>
      (await fetch(`http://127.0.0.1:${phone.port}/avatars/${picture}`, { headers })).status;
    expect(await found()).toBe(200);
    await cast.step("the same again", () => set(onePixel));
    // Lin has the same picture, and it stays when the group gives it up.
    await phone.call("account.set_avatar", { image: onePixel });
    await cast.step("removed", () => set(""), told);
    expect(await found()).toBe(200);
    await phone.call("account.set_avatar", { image: "" });
    expect(await found()).toBe(404);
  },

  "group.set_nickname": async (cast) => {
    const conversation_id = await founded(cast);
    const { mei, zhou } = cast;
    const call = (nickname: string) =>
      mei.device.call("group.set_nickname", { conversation_id, nickname });
    await cast.step("by one who is not in it", () =>
      refused(
        "not_found",
        zhou.device.call("group.set_nickname", { conversation_id, nickname: "周" }),
      ),
    );
    await cast.step("too long", () => refused("nickname_invalid", call("长".repeat(33))));
    const told: EventName[] = ["group.member_changed"];
    await cast.step("by a member", () => call(" 班长 "), { lin: told, mei: told });
    await cast.step("again", () => call("班长"));
    await cast.step("taken back", () => call(""), { lin: told, mei: told });
  },
} satisfies Record<string, Case>;
