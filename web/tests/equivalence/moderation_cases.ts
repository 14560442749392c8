import { expect } from "vitest";
import type { Case } from "./cases";
import type { EventName } from "./cast";
import { refused } from "./device";
import { founded } from "./group_cases";

const changed: EventName[] = ["group.changed", "message.sent"];
const reseated: EventName[] = ["group.member_changed", "message.sent"];
const said: EventName[] = ["message.sent"];

let messages = 0;

export const moderationCases = {
  "group.configure": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, lin, mei, zhou } = cast;
    for (const person of [mei, zhou]) {
      await cast.step("by one who may not", () =>
        refused("not_found", person.device.call("group.configure", { conversation_id })),
      );
    }
    const rules = { joining: "approval", inviting: "leaders", findable: true } as const;
    const configure = () => phone.call("group.configure", { conversation_id, ...rules });
    await cast.step("by the owner", configure, { lin: changed, mei: changed });
    await cast.step("again", configure);
    expect((await mei.state()).conversations[conversation_id]?.group?.rules).toMatchObject(rules);
    await cast.step("inviting where only leaders may", () =>
      refused(
        "not_found",
        mei.device.call("group.invite", { conversation_id, user_ids: [zhou.userId] }),
      ),
    );
    await cast.step(
      "anybody may mention all",
      () => phone.call("group.configure", { conversation_id, mentioning: "everybody" }),
      { lin: changed, mei: changed },
    );
    await cast.step(
      "everybody muted",
      () => phone.call("group.configure", { conversation_id, muted: true }),
      { lin: changed, mei: changed },
    );
    const write = (device = mei.device) => {
      const client_id = `in-silence-${(messages += 1)}`;
      return device.call("message.send", { conversation_id, client_id, text: "可以说吗" });
    };
    await cast.step("writing as a member", () => refused("muted", write()));
    await cast.step("writing as the owner", () => write(phone), { lin: said, mei: said });
    expect(lin.userId).not.toBe(mei.userId);
  },

  "group.mute": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, lin, mei } = cast;
    const mute = (user_id: number, minutes: number) =>
      phone.call("group.mute", { conversation_id, user_id, minutes });
    const write = () => {
      const client_id = `while-muted-${(messages += 1)}`;
      return mei.device.call("message.send", { conversation_id, client_id, text: "?" });
    };
    await cast.step("the owner by a member", () =>
      refused(
        "not_found",
        mei.device.call("group.mute", { conversation_id, user_id: lin.userId, minutes: 10 }),
      ),
    );
    await cast.step("for ever", () => refused("bad_request", mute(mei.userId, 525_601)));
    const told = { lin: reseated, mei: reseated };
    await cast.step("a member", () => mute(mei.userId, 10), told);
    await cast.step("writing while muted", () => refused("muted", write()));
    await mei.device.call("group.leave", { conversation_id });
    await phone.call("group.invite", { conversation_id, user_ids: [mei.userId] });
    await cast.step("writing after leaving and coming back", () => refused("muted", write()));
    await cast.step("ended", () => mute(mei.userId, 0), told);
    await cast.step("ended once more", () => mute(mei.userId, 0));
    await cast.step("writing again", write, { lin: said, mei: said });
  },

  "group.exempt": async (cast) => {
    const conversation_id = await founded(cast);
    const { phone, mei } = cast;
    const user_id = mei.userId;
    await phone.call("group.configure", { conversation_id, muted: true });
    const exempt = (yes: boolean) =>
      phone.call("group.exempt", { conversation_id, user_id, exempt: yes });
    const write = () => {
      const client_id = `though-silent-${(messages += 1)}`;
      return mei.device.call("message.send", { conversation_id, client_id, text: "我可以" });
    };
    await cast.step("by a member", () =>
      refused(
        "not_found",
        mei.device.call("group.exempt", { conversation_id, user_id, exempt: true }),
      ),
    );
    const told = { lin: reseated, mei: reseated };
    await cast.step("by the owner", () => exempt(true), told);
    await cast.step("again", () => exempt(true));
    await cast.step("writing while others may not", write, { lin: said, mei: said });
    await cast.step("taken back", () => exempt(false), told);
    await cast.step("writing no longer", () => refused("muted", write()));
  },
} satisfies Record<string, Case>;
