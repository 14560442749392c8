import { expect } from "vitest";
import type { ConfigureGroup } from "../../src/protocol/protocol";
import type { Case } from "./cases";
import type { Cast, EventName } from "./cast";
import { makeFriends } from "./cast";
import { refused } from "./device";
import { founded } from "./group_cases";

const arrived: EventName[] = ["group.counted", "message.sent"];
const opened: EventName[] = ["conversation.changed", "message.sent"];
const asked: EventName[] = ["group.requests_changed"];

/** Lin's group with Mei, under these rules; Zhou is not in it. */
async function ruled(cast: Cast, rules: Omit<ConfigureGroup, "conversation_id">) {
  const conversation_id = await founded(cast);
  await cast.phone.call("group.configure", { conversation_id, ...rules });
  return conversation_id;
}

const linkOf = async (cast: Cast, conversation_id: number, uses: number | null = null) =>
  cast.phone.call("group.create_link", { conversation_id, uses });

/** Zhou has asked to come in. */
async function waiting(cast: Cast) {
  const conversation_id = await ruled(cast, { joining: "approval", findable: true });
  await cast.zhou.device.call("group.join", { conversation_id, reason: "一起爬山" });
  const { requests } = await cast.phone.call("group.join_requests", { conversation_id });
  return { conversation_id, request_id: requests[0]?.request_id ?? 0 };
}

export const joiningCases = {
  "group.find": async (cast) => {
    const conversation_id = await ruled(cast, { findable: true });
    const { zhou, mei } = cast;
    const find = async (words: string) => {
      const { groups } = await zhou.device.call("group.find", { words });
      return groups.map((one) => one.conversation_id);
    };
    expect(await cast.step("by number", () => find(` ${conversation_id} `))).toEqual([
      conversation_id,
    ]);
    expect(await cast.step("by name", () => find("末爬"))).toContain(conversation_id);
    expect(await cast.step("by nothing", () => find(" "))).toEqual([]);
    await cast.phone.call("group.configure", { conversation_id, findable: false });
    expect(await cast.step("hidden", () => find(`${conversation_id}`))).toEqual([]);
    const direct = await makeFriends(cast.lin, zhou);
    expect(await cast.step("what is no group", () => find(`${direct}`))).toEqual([]);
    expect(mei.userId).toBeGreaterThan(0);
  },

  "group.create_link": async (cast) => {
    const conversation_id = await ruled(cast, { inviting: "leaders" });
    const { phone, mei, zhou } = cast;
    for (const person of [mei, zhou]) {
      await cast.step("by one who may not", () =>
        refused("not_found", person.device.call("group.create_link", { conversation_id })),
      );
    }
    const create = (days: number, uses: number) =>
      phone.call("group.create_link", { conversation_id, days, uses });
    await cast.step("for too long", () => refused("bad_request", create(31, 1)));
    await cast.step("for nobody", () => refused("bad_request", create(1, 0)));
    const link = await cast.step("by the owner", () => create(1, 2));
    expect([link.uses_left, link.creator.user_id]).toEqual([2, cast.lin.userId]);
  },

  "group.links": async (cast) => {
    const conversation_id = await ruled(cast, {});
    const { phone, mei, zhou } = cast;
    await linkOf(cast, conversation_id);
    await mei.device.call("group.create_link", { conversation_id });
    const all = await cast.step("all", () => phone.call("group.links", { conversation_id }));
    expect(all.links).toHaveLength(2);
    const own = await cast.step("a member's own", () =>
      mei.device.call("group.links", { conversation_id }),
    );
    expect(own.links.map((one) => one.creator.user_id)).toEqual([mei.userId]);
    await cast.step("by one who is not in it", () =>
      refused("not_found", zhou.device.call("group.links", { conversation_id })),
    );
  },

  "group.revoke_link": async (cast) => {
    const conversation_id = await ruled(cast, {});
    const { phone, mei, zhou } = cast;
    const { link_id, code } = await linkOf(cast, conversation_id);
    await cast.step("another's by a member", () =>
      refused("not_found", mei.device.call("group.revoke_link", { conversation_id, link_id })),
    );
    const revoke = () => phone.call("group.revoke_link", { conversation_id, link_id });
    await cast.step("by the owner", revoke);
    await cast.step("again", () => refused("not_found", revoke()));
    await cast.step("coming in by it", () =>
      refused("group_link_invalid", zhou.device.call("group.join", { code, reason: "" })),
    );
  },

  "group.read_link": async (cast) => {
    const conversation_id = await ruled(cast, {});
    const { zhou, mei } = cast;
    const { code } = await linkOf(cast, conversation_id);
    const read = (text: string) => zhou.device.call("group.read_link", { code: text });
    const card = await cast.step("of a stranger", () => read(code.toLowerCase()));
    expect([card.name, card.member_count, card.mine]).toEqual(["周末爬山", 2, false]);
    await cast.step("an unknown one", () => refused("group_link_invalid", read("NOSUCHCODE")));
    const theirs = await mei.device.call("group.create_link", { conversation_id });
    await cast.phone.call("group.remove", { conversation_id, user_id: mei.userId });
    await cast.step("of one who is no longer in it", () =>
      refused("group_link_invalid", read(theirs.code)),
    );
  },

  "group.join": async (cast) => {
    const conversation_id = await ruled(cast, {});
    const { phone, zhou } = cast;
    const byNumber = () => zhou.device.call("group.join", { conversation_id, reason: "" });
    await cast.step("what cannot be found", () => refused("not_found", byNumber()));
    await cast.step("nothing", () =>
      refused("bad_request", zhou.device.call("group.join", { reason: "" })),
    );
    const { code } = await linkOf(cast, conversation_id, 1);
    const byLink = () => zhou.device.call("group.join", { code, reason: "" });
    const told = { lin: arrived, mei: arrived, zhou: opened };
    const outcome = await cast.step("by a link", byLink, told);
    expect(outcome).toEqual({ conversation_id, joined: true });
    await zhou.device.call("group.leave", { conversation_id });
    await cast.step("by a link that is used up", () => refused("group_link_invalid", byLink()));
    await phone.call("group.configure", { conversation_id, joining: "open", findable: true });
    await cast.step("by number", byNumber, told);
    await cast.step("once more", byNumber);
  },

  "group.join_requests": async (cast) => {
    const { conversation_id } = await waiting(cast);
    const { phone, mei, zhou } = cast;
    for (const person of [mei, zhou]) {
      await cast.step("by one who may not", () =>
        refused("not_found", person.device.call("group.join_requests", { conversation_id })),
      );
    }
    const list = () => phone.call("group.join_requests", { conversation_id });
    const page = await cast.step("by the owner", list);
    expect(page.requests.map((one) => [one.user.user_id, one.reason, one.state])).toEqual([
      [zhou.userId, "一起爬山", "waiting"],
    ]);
    await cast.step(
      "brought by a member, who waits already",
      () => mei.device.call("group.invite", { conversation_id, user_ids: [zhou.userId] }),
      { lin: asked },
    );
    await cast.step(
      "an admin learns how many wait",
      () => phone.call("group.set_admin", { conversation_id, user_id: mei.userId, admin: true }),
      {
        lin: ["group.member_changed", "message.sent"],
        mei: ["group.member_changed", "group.requests_changed", "message.sent"],
      },
    );
    expect((await mei.state()).conversations[conversation_id]?.standing?.waiting_requests).toBe(1);
  },

  "group.decide": async (cast) => {
    const one = await waiting(cast);
    const { phone, mei, zhou } = cast;
    await cast.step("by a member", () =>
      refused("not_found", mei.device.call("group.decide", { ...one, admit: true })),
    );
    await cast.step("declined", () => phone.call("group.decide", { ...one, admit: false }), {
      lin: asked,
    });
    await cast.step("declined once more", () =>
      refused("not_found", phone.call("group.decide", { ...one, admit: true })),
    );
    const { conversation_id } = one;
    await cast.step(
      "asked again",
      () => zhou.device.call("group.join", { conversation_id, reason: "" }),
      { lin: asked },
    );
    const { requests } = await phone.call("group.join_requests", { conversation_id });
    const request_id = requests[0]?.request_id ?? 0;
    await cast.step(
      "admitted",
      () => phone.call("group.decide", { conversation_id, request_id, admit: true }),
      {
        lin: ["group.counted", "group.requests_changed", "message.sent"],
        mei: arrived,
        zhou: opened,
      },
    );
  },
} satisfies Record<string, Case>;
