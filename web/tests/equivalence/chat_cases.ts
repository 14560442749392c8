import { expect } from "vitest";
import type { Case } from "./cases";
import type { Cast, EventName } from "./cast";
import { type Device, refused } from "./device";
import { mentioning } from "./mention_steps";
import { attached, gif, uploaded } from "./uploads";

const sent: EventName[] = ["message.sent"];
const both = { lin: sent, mei: sent };

/** Ways to write into the conversation of Lin and Mei. */
function writer(conversation_id: number) {
  return (device: Device, client_id: string, text: string) =>
    device.call("message.send", { conversation_id, client_id, text });
}

/** Lin and Mei are friends, Mei wrote `count` messages; the seq of the last. */
async function withMessages(cast: Cast, count: number): Promise<[number, number]> {
  const conversation_id = await cast.conversation();
  const send = writer(conversation_id);
  let last = 0;
  for (let number = 1; number <= count; number += 1) {
    last = (await send(cast.mei.device, `before-${number}`, `第 ${number} 条`)).seq;
  }
  return [conversation_id, last];
}

export const chatCases = {
  "message.send": async (cast) => {
    const conversation_id = await cast.conversation();
    const send = writer(conversation_id);
    const { phone, laptop, mei, zhou } = cast;
    const first = await cast.step("the first time", () => send(phone, "message-1", " 你好 "), both);
    const params = { conversation_id, client_id: "message-1", text: "你好" };
    const again = await cast.step("the same again, on another device", () =>
      laptop.ask("message.send", params),
    );
    expect(again).toEqual(first);
    await cast.step("the same client_id for another text", () =>
      refused("client_id_reused", send(phone, "message-1", "再见")),
    );
    await cast.step("nothing to see", () =>
      refused("message_empty", send(phone, "message-2", " \n")),
    );
    await cast.step("a client_id of another form", () =>
      refused("bad_request", send(phone, "1", "你好")),
    );
    // Else somebody could take them beforehand, and a friendship would fail for it.
    const { messages } = await phone.call("message.history", { conversation_id, before_seq: 3 });
    for (const { client_id } of messages) {
      await cast.step(`a client_id that the server gives, ${client_id}`, () =>
        refused("bad_request", send(phone, client_id, "先到")),
      );
    }
    await cast.step("too long", () =>
      refused("message_too_long", send(phone, "message-2", "长".repeat(20_001))),
    );
    await cast.step("by a stranger", () =>
      refused("not_found", send(zhou.device, "message-2", "?")),
    );
    await cast.step("an answer", () => send(mei.device, "message-1", "你好！"), both);
    await cast.step("another answer", () => send(mei.device, "message-2", "在吗？"), both);
    await laptop.ask("conversation.configure", { conversation_id, marked_unread: true });
    const last = await cast.step(
      "over a socket, which also reads",
      () => laptop.ask("message.send", { conversation_id, client_id: "message-3", text: "在" }),
      both,
    );
    expect(last.seq).toBe(first.seq + 3);
    const card = (card_user_id: number, client_id = "message-4") =>
      phone.call("message.send", { conversation_id, client_id, text: "", card_user_id });
    await cast.step("a stranger's card", () => refused("not_found", card(zhou.userId)));
    const given = await cast.step("a friend's card", () => card(mei.userId), both);
    expect(await cast.step("the same card again", () => card(mei.userId))).toEqual(given);
    await cast.step("the same client_id for another card", () =>
      refused("client_id_reused", card(cast.lin.userId)),
    );
    await cast.step("my own card", () => card(cast.lin.userId, "message-5"), both);
    const page = await mei.device.call("message.history", { conversation_id, limit: 2 });
    expect(page.messages.map((one) => [one.kind, one.card?.user_id])).toEqual([
      ["card", mei.userId],
      ["card", cast.lin.userId],
    ]);
    await cast.step("a mention between two", () =>
      refused(
        "bad_request",
        mei.device.call("message.send", {
          conversation_id,
          client_id: "message-6",
          text: "@林",
          mentions: [{ user_id: cast.lin.userId, offset: 0, length: 2 }],
        }),
      ),
    );
    await mentioning(cast);
  },

  "message.history": async (cast) => {
    const [conversation_id, last] = await withMessages(cast, 3);
    const { phone, laptop, zhou } = cast;
    const newest = await cast.step("the newest", () =>
      phone.call("message.history", { conversation_id, limit: 2 }),
    );
    expect(newest.messages.map((one) => one.seq)).toEqual([last - 1, last]);
    expect(newest.has_more).toBe(true);
    const older = await cast.step("those before", () =>
      laptop.ask("message.history", { conversation_id, before_seq: last - 1 }),
    );
    expect(older.messages.map((one) => one.seq)).toEqual(
      Array.from({ length: last - 2 }, (_, index) => index + 1),
    );
    await cast.step("those after", () =>
      phone.call("message.history", { conversation_id, after_seq: 1, limit: 1 }),
    );
    await cast.step("by a stranger", () =>
      refused("not_found", zhou.device.call("message.history", { conversation_id })),
    );
  },

  "message.files": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, mei, zhou } = cast;
    const send = async (device: typeof phone, name: string, kind: "file" | "picture") => {
      const content = kind === "picture" ? gif(1) : `of ${name}`;
      const file_id = await uploaded(device, name, content);
      const client_id = `files-${name.length}-${kind}`;
      const attachments = [{ ...attached(file_id), kind }];
      await device.call("message.send", { conversation_id, client_id, text: "", attachments });
    };
    await send(phone, "诗.txt", "file");
    await send(mei.device, "Moon.png", "picture");
    await send(mei.device, "月亮的诗.txt", "file");
    const names = async (device: typeof phone, asked: object) => {
      const page = await device.call("message.files", { conversation_id, ...asked });
      return page.messages.flatMap((one) => (one.attachments ?? []).map((file) => file.name));
    };
    const all = ["诗.txt", "Moon.png", "月亮的诗.txt"];
    expect(await cast.step("all", () => names(phone, {}))).toEqual(all);
    expect(await cast.step("by kind", () => names(phone, { kinds: ["picture"] }))).toEqual([
      all[1],
    ]);
    expect(await cast.step("by name", () => names(phone, { words: " moon" }))).toEqual([all[1]]);
    const byMei = { sender_id: mei.userId, kinds: ["file"] };
    expect(await cast.step("by sender and kind", () => names(phone, byMei))).toEqual([all[2]]);
    const newest = await phone.call("message.files", { conversation_id, limit: 1 });
    expect(newest.has_more).toBe(true);
    const before_seq = newest.messages[0]?.seq ?? 0;
    expect(await cast.step("older ones", () => names(phone, { before_seq }))).toEqual(
      all.slice(0, 2),
    );
    await cast.step("by a stranger", () => refused("not_found", names(zhou.device, {})));
  },

  "conversation.mark_read": async (cast) => {
    const [conversation_id, last] = await withMessages(cast, 3);
    const { phone, laptop, lin, zhou } = cast;
    const read = (seq: number) => phone.call("conversation.mark_read", { conversation_id, seq });
    const told = {
      lin: ["conversation.read" as const],
      mei: ["peer.marked" as const],
    };
    await cast.step("a part", () => read(last - 1), told);
    expect((await lin.state()).conversations[conversation_id]?.unread).toBe(1);
    await cast.step("the same again", () => read(last - 1));
    await cast.step("less", () => read(1));
    await cast.step("more than there is", () => read(last + 100), told);
    await phone.call("conversation.configure", { conversation_id, marked_unread: true });
    await cast.step(
      "what was marked as unread",
      () => laptop.ask("conversation.mark_read", { conversation_id, seq: last }),
      { lin: ["conversation.read"] },
    );
    await cast.step("an impossible seq", () => refused("bad_request", read(-1)));
    const more = await writer(conversation_id)(cast.mei.device, "before-parting", "最后一句");
    await cast.mei.device.call("friend.remove", { user_id: lin.userId });
    await cast.step("after Mei removed Lin", () => read(more.seq), { lin: ["conversation.read"] });
    await cast.step("by a stranger", () =>
      refused("not_found", zhou.device.call("conversation.mark_read", { conversation_id, seq: 1 })),
    );
  },

  "conversation.mark_delivered": async (cast) => {
    const [conversation_id, last] = await withMessages(cast, 2);
    const { phone, laptop, zhou } = cast;
    const deliver = (seq: number) =>
      laptop.ask("conversation.mark_delivered", { conversation_id, seq });
    await cast.step("a part", () => deliver(last - 1), { mei: ["peer.marked"] });
    await cast.step("the same again", () => deliver(last - 1));
    await cast.step("more than there is", () => deliver(last + 1), { mei: ["peer.marked"] });
    await cast.step("less", () =>
      phone.call("conversation.mark_delivered", { conversation_id, seq: 0 }),
    );
    await cast.step(
      "reading what was delivered",
      () => phone.call("conversation.mark_read", { conversation_id, seq: last }),
      { lin: ["conversation.read"], mei: ["peer.marked"] },
    );
    await cast.step("by a stranger", () =>
      refused(
        "not_found",
        zhou.device.call("conversation.mark_delivered", { conversation_id, seq: 1 }),
      ),
    );
  },

  "conversation.configure": async (cast) => {
    const [conversation_id] = await withMessages(cast, 1);
    const { phone, laptop, zhou } = cast;
    const changes = [
      { pinned: true, muted: true },
      { marked_unread: true },
      { pinned: false },
      { folded: true },
      { pinned: true },
      { folded: true },
      { muted: false, marked_unread: false },
    ];
    for (const change of changes) {
      await cast.step(
        JSON.stringify(change),
        () => laptop.ask("conversation.configure", { conversation_id, ...change }),
        { lin: ["conversation.changed"] },
      );
    }
    await cast.step("nothing new", () => phone.call("conversation.configure", { conversation_id }));
    await cast.step("unfolded by unmuting", () =>
      phone.call("conversation.configure", { conversation_id, folded: false }),
    );
    await cast.step("by a stranger", () =>
      refused("not_found", zhou.device.call("conversation.configure", { conversation_id })),
    );
  },

  "conversation.set_draft": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, laptop, zhou } = cast;
    const draft = (text: string) =>
      phone.call("conversation.set_draft", { conversation_id, draft: text });
    const told = { lin: ["draft.changed" as const] };
    await cast.step("begun", () => draft("我想说"), told);
    await cast.step("the same again", () => draft("我想说"));
    await cast.step("too long", () => refused("message_too_long", draft("长".repeat(20_001))));
    await cast.step(
      "removed on another device",
      () => laptop.ask("conversation.set_draft", { conversation_id, draft: "" }),
      told,
    );
    await cast.step("by a stranger", () =>
      refused(
        "not_found",
        zhou.device.call("conversation.set_draft", { conversation_id, draft: "?" }),
      ),
    );
  },

  "conversation.type": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, mei, zhou, lin } = cast;
    const typing = (device: Device) =>
      device.live.fleeting.filter((one) => one.event === "typing.started");
    await cast.step("in a conversation of mine", async () => {
      await phone.call("conversation.type", { conversation_id });
      await mei.device.live.until("typing", () => typing(mei.device).length > 0);
    });
    expect(typing(mei.device)[0]?.data).toEqual({ conversation_id, user_id: lin.userId });
    await cast.step("by a stranger", () =>
      refused("not_found", zhou.device.call("conversation.type", { conversation_id })),
    );
    // Whatever is told to Zhou comes before an answer to what he asks afterwards.
    await zhou.device.ask("presence.list", {});
    expect([typing(zhou.device), typing(phone)]).toEqual([[], []]);
  },
} satisfies Record<string, Case>;
