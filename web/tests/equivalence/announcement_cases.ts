import { expect } from "vitest";
import type { Case } from "./cases";
import type { Cast, EventName } from "./cast";
import { refused } from "./device";
import { founded } from "./group_cases";

const announced: EventName[] = ["group.changed", "message.sent"];
const byAuthor: EventName[] = ["group.changed", "group.announcement_seen", "message.sent"];

/** Lin announces something in a group with Mei. */
async function published(cast: Cast, must_confirm: boolean) {
  const conversation_id = await founded(cast);
  await cast.phone.call("group.announce", {
    conversation_id,
    text: "明早八点\n带水",
    must_confirm,
  });
  const { conversations } = await cast.lin.state();
  const announcement_id = conversations[conversation_id]?.group?.headline?.announcement_id ?? 0;
  return { conversation_id, announcement_id };
}

export const announcementCases = {
  "group.announce": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei, zhou } = cast;
    const announce = (text: string) =>
      phone.call("group.announce", { conversation_id, text, must_confirm: false });
    for (const person of [mei, zhou]) {
      await cast.step("by one who may not", () =>
        refused(
          "not_found",
          person.device.call("group.announce", { conversation_id, text: "?", must_confirm: false }),
        ),
      );
    }
    await cast.step("nothing", () => refused("group_text_invalid", announce(" \n")));
    await cast.step("too much", () => refused("group_text_invalid", announce("长".repeat(2_001))));
    await cast.step("by the owner", () => announce("<b>明早八点</b>\n带水"), {
      lin: byAuthor,
      mei: announced,
    });
    const seen = (await mei.state()).conversations[conversation_id];
    expect(seen?.group?.headline?.beginning).toBe("<b>明早八点</b>");
    expect(seen?.standing?.seen_announcement_id).toBe(0);
  },

  "group.edit_announcement": async (cast) => {
    const one = await published(cast, true);
    const { phone, mei } = cast;
    await mei.device.call("group.dismiss_announcement", one);
    const edit = (text: string, again = false) =>
      phone.call("group.edit_announcement", { ...one, text, must_confirm: true, again });
    await cast.step("by a member", () =>
      refused(
        "not_found",
        mei.device.call("group.edit_announcement", {
          ...one,
          text: "?",
          must_confirm: true,
          again: false,
        }),
      ),
    );
    await cast.step("to nothing", () => refused("group_text_invalid", edit(" ")));
    await cast.step("to another text", () => edit(" 明早九点 "), {
      lin: announced,
      mei: announced,
    });
    await cast.step("to the same text", () => edit("明早九点"));
    const { announcements } = await mei.device.call("group.announcements", one);
    expect(announcements).toMatchObject([
      { text: "明早九点", confirmed: true, confirmed_count: 2 },
    ]);
    expect(announcements[0]?.edited_at).toBeGreaterThan(0);
    await cast.step("announced anew", () => edit("明早十点", true), {
      lin: byAuthor,
      mei: announced,
    });
    const anew = await mei.device.call("group.announcements", one);
    expect(anew.announcements).toMatchObject([
      { text: "明早十点", confirmed: false, edited_at: 0 },
    ]);
    await cast.step("one that is no more", () => refused("not_found", edit("明早八点")));
  },

  "group.withdraw_announcement": async (cast) => {
    const first = await published(cast, false);
    const { conversation_id } = first;
    const { phone, mei } = cast;
    await phone.call("group.announce", { conversation_id, text: "带伞", must_confirm: false });
    const { conversations } = await mei.state();
    const headline = conversations[conversation_id]?.group?.headline;
    const newest = { conversation_id, announcement_id: headline?.announcement_id ?? 0 };
    const withdraw = (one: typeof first) => phone.call("group.withdraw_announcement", one);
    await cast.step("by a member", () =>
      refused("not_found", mei.device.call("group.withdraw_announcement", first)),
    );
    const line: EventName[] = ["message.sent"];
    await cast.step("an older one", () => withdraw(first), { lin: line, mei: line });
    await cast.step("again", () => refused("not_found", withdraw(first)));
    await cast.step("the headline", () => withdraw(newest), { lin: announced, mei: announced });
    expect((await mei.state()).conversations[conversation_id]?.group?.headline).toBeNull();
    expect((await phone.call("group.announcements", first)).announcements).toEqual([]);
  },

  "group.announcements": async (cast) => {
    const { conversation_id } = await published(cast, false);
    const { phone, mei, zhou } = cast;
    await phone.call("group.announce", { conversation_id, text: "改到九点", must_confirm: false });
    const page = await cast.step("all", () =>
      mei.device.call("group.announcements", { conversation_id }),
    );
    expect(page.announcements.map((one) => one.text)).toEqual(["改到九点", "明早八点\n带水"]);
    const before = page.announcements[0]?.announcement_id ?? 0;
    const older = await cast.step("those before", () =>
      mei.device.call("group.announcements", { conversation_id, before }),
    );
    expect(older.announcements.map((one) => one.text)).toEqual(["明早八点\n带水"]);
    await cast.step("by one who is not in it", () =>
      refused("not_found", zhou.device.call("group.announcements", { conversation_id })),
    );
  },

  "group.dismiss_announcement": async (cast) => {
    const first = await published(cast, false);
    const { mei, zhou } = cast;
    const seen: EventName[] = ["group.announcement_seen"];
    await cast.step("by one who is not in it", () =>
      refused("not_found", zhou.device.call("group.dismiss_announcement", first)),
    );
    await cast.step("one that does not exist", () =>
      refused(
        "not_found",
        mei.device.call("group.dismiss_announcement", { ...first, announcement_id: 99_999 }),
      ),
    );
    const dismiss = () => mei.device.call("group.dismiss_announcement", first);
    await cast.step("by a member", dismiss, { mei: seen });
    await cast.step("again", dismiss);
  },

  "group.confirmations": async (cast) => {
    const one = await published(cast, true);
    const { phone, lin, mei } = cast;
    const who = async (confirmed: boolean) => {
      const page = await phone.call("group.confirmations", { ...one, confirmed });
      return page.members.map((member) => member.user.user_id);
    };
    await cast.step("by a member", () =>
      refused("not_found", mei.device.call("group.confirmations", { ...one, confirmed: true })),
    );
    expect(await cast.step("who has", () => who(true))).toEqual([lin.userId]);
    expect(await cast.step("who has not", () => who(false))).toEqual([mei.userId]);
    await mei.device.call("group.dismiss_announcement", one);
    expect(await cast.step("after all have", () => who(true))).toEqual([lin.userId, mei.userId]);
    expect(await cast.step("nobody is left", () => who(false))).toEqual([]);
  },

  "group.remind": async (cast) => {
    const { conversation_id } = await published(cast, true);
    const { phone, mei } = cast;
    const remind = () => phone.call("group.remind", { conversation_id });
    await cast.step("by a member", () =>
      refused("not_found", mei.device.call("group.remind", { conversation_id })),
    );
    await cast.step("by the owner", remind, {
      lin: ["message.sent"],
      mei: ["message.sent", "conversation.marked_unread"],
    });
    expect((await mei.state()).conversations[conversation_id]?.marked_unread).toBe(true);
    await cast.step("twice a day", () => refused("too_many_requests", remind()));
    const text = "不用确认";
    await phone.call("group.announce", { conversation_id, text, must_confirm: false });
    await cast.step("of what needs no confirming", () => refused("not_found", remind()));
  },
} satisfies Record<string, Case>;
