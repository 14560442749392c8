import { expect } from "vitest";
import type { Case } from "./cases";
import { type Cast, type EventName, makeFriends } from "./cast";
import { refused } from "./device";

const opened: EventName[] = ["conversation.changed", "message.sent"];

/** Lin founds a group with Mei; Zhou is Mei's friend and not in it. */
async function founded(cast: Cast): Promise<number> {
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
    expect(group.group).toEqual({ name: "<b>周末</b>", owner_id: lin.userId, member_count: 2 });
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
    expect(first.members.map((one) => [one.user.user_id, one.role])).toEqual([
      [lin.userId, "owner"],
    ]);
    const second = await cast.step("the rest", () => page(lin.userId, 100));
    expect(second.has_more).toBe(false);
    expect(second.members.map((one) => [one.user.user_id, one.role])).toEqual([
      [mei.userId, "member"],
    ]);
    await cast.step("too many at once", () => refused("bad_request", page(null, 101)));
    await cast.step("by one who is not in it", () =>
      refused("not_found", zhou.device.call("group.members", { conversation_id })),
    );
    const direct = await makeFriends(lin, zhou);
    await cast.step("of what is no group", () =>
      refused("not_found", phone.call("group.members", { conversation_id: direct })),
    );
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
      lin: ["group.changed"],
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
} satisfies Record<string, Case>;
