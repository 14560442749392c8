import { expect } from "vitest";
import type { StickerPack } from "../../src/protocol/protocol";
import type { Case } from "./cases";
import type { Cast, EventName } from "./cast";
import { type Device, refused } from "./device";
import { statusOf } from "./sticker_cases";
import { asSticker, gif, uploaded } from "./uploads";

const mineTold = { lin: ["sticker_packs.changed"] as EventName[] };
const groupTold = {
  lin: ["group.sticker_packs_changed"] as EventName[],
  mei: ["group.sticker_packs_changed"] as EventName[],
};
const sentTold = {
  lin: ["message.sent"] as EventName[],
  mei: ["message.sent"] as EventName[],
};

interface Wish {
  name?: string;
  colors?: number[];
  conversation_id?: number;
}

async function create(device: Device, { name, colors, conversation_id }: Wish = {}) {
  const stickers = [];
  for (const color of colors ?? [1, 2]) {
    const file_id = await uploaded(device, `${color}.gif`, gif(color));
    stickers.push({ file_id, word: `词${color}` });
  }
  const group = conversation_id ?? null;
  return device.call("sticker_pack.create", {
    name: name ?? "猫",
    stickers,
    conversation_id: group,
  });
}

/** A group of Lin, who owns it, and Mei. */
async function group({ lin, mei, phone }: Cast): Promise<number> {
  const { friends } = await lin.state();
  if (!friends[mei.userId]) throw new Error("Lin and Mei are no friends.");
  const made = await phone.call("group.create", { name: "家", user_ids: [mei.userId] });
  return made.conversation_id;
}

const namesOf = async (cast: Cast) => (await cast.lin.state()).stickerPacks.map((one) => one.name);

async function wordsOf(device: Device, { pack_id }: StickerPack): Promise<string[]> {
  const { stickers } = await device.call("sticker_pack.read", { pack_id });
  return stickers.map((one) => one.word);
}

export const stickerPackCases = {
  "sticker_pack.create": async (cast) => {
    await cast.conversation();
    const conversation_id = await group(cast);
    const { phone, laptop, mei, zhou } = cast;
    const twice = { name: " 猫<b> ", colors: [1, 2, 1] };
    const pack = await cast.step("mine, one picture twice", () => create(phone, twice), mineTold);
    expect(pack).toMatchObject({ name: "猫<b>", count: 2, cover: { word: "词1" } });
    await cast.step("the next stands in front", () => create(laptop, { name: "狗" }), mineTold);
    expect(await namesOf(cast)).toEqual(["狗", "猫<b>"]);
    const ofGroup = { conversation_id };
    await cast.step("a group's", () => create(phone, ofGroup), groupTold);
    await cast.step("a group's, by a member", () =>
      refused("not_found", create(mei.device, ofGroup)),
    );
    await cast.step("a group's, by a stranger", () =>
      refused("not_found", create(zhou.device, ofGroup)),
    );
    await cast.step("without a sticker", () =>
      refused("bad_request", create(phone, { colors: [] })),
    );
    await cast.step("without a name", () => refused("bad_request", create(phone, { name: " " })));
    await cast.step("too long a name", () =>
      refused("too_large", create(phone, { name: "名".repeat(33) })),
    );
    const file_id = await uploaded(phone, "a.txt", "no picture");
    const stickers = [{ file_id, word: null }];
    await cast.step("of what is no picture", () =>
      refused("sticker_invalid", phone.call("sticker_pack.create", { name: "x", stickers })),
    );
    const many = Array.from({ length: 121 }, () => ({ file_id, word: null }));
    await cast.step("too many in one", () =>
      refused("stickers_full", phone.call("sticker_pack.create", { name: "x", stickers: many })),
    );
    for (let count = 2; count < 30; count += 1) await create(phone, { colors: [count] });
    await cast.step("one pack too many", () => refused("stickers_full", create(phone)));
    for (let count = 1; count < 10; count += 1)
      await create(phone, { ...ofGroup, colors: [count] });
    await cast.step("one too many of a group", () =>
      refused("stickers_full", create(phone, ofGroup)),
    );
  },

  "sticker_pack.list": async (cast) => {
    await cast.conversation();
    const conversation_id = await group(cast);
    const { phone, mei, zhou } = cast;
    const list = (device: Device) => device.call("sticker_pack.list", { conversation_id });
    const first = await create(phone, { conversation_id });
    const second = await create(phone, { conversation_id, name: "狗" });
    const { packs } = await cast.step("by a member", () => list(mei.device));
    expect(packs).toStrictEqual([first, second]);
    await cast.step("by a stranger", () => refused("not_found", list(zhou.device)));
  },

  "sticker_pack.read": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, mei, zhou } = cast;
    const { pack_id } = await create(phone);
    const read = (device: Device) => device.call("sticker_pack.read", { pack_id });
    const { stickers } = await cast.step("mine", () => read(phone));
    expect(stickers.map((one) => one.word)).toEqual(["词1", "词2"]);
    const [first, second] = stickers;
    await cast.step("by a friend who was sent nothing of it", () =>
      refused("not_found", read(mei.device)),
    );
    await cast.step(
      "one of it is sent",
      () =>
        phone.call("message.send", {
          conversation_id,
          client_id: "one-of-a-pack",
          text: "",
          attachments: [asSticker(first?.file_id ?? 0)],
        }),
      sentTold,
    );
    const content = await cast.step("by who was sent one of it", () => read(mei.device));
    expect(content.stickers).toStrictEqual(stickers);
    expect(await statusOf(mei.device, second?.file_id ?? 0), "the others can be looked at").toBe(
      200,
    );
    expect(await statusOf(zhou.device, second?.file_id ?? 0)).toBe(404);
    await cast.step("by a stranger", () => refused("not_found", read(zhou.device)));
  },

  "sticker_pack.find": async (cast) => {
    const conversation_id = await cast.conversation();
    const home = await group(cast);
    const { phone, mei, zhou } = cast;
    const pack = await create(phone, { conversation_id: home });
    const { file_id } = pack.cover;
    const find = (device: Device) => device.call("sticker_pack.find", { file_id });
    // Nobody uploads it again: it is a member's to send, as a sticker.
    const message = { client_id: "of-the-group", text: "", attachments: [asSticker(file_id)] };
    const send = (device: Device, conversation: number) =>
      device.call("message.send", { ...message, conversation_id: conversation });
    await cast.step("sent by a member", () => send(mei.device, conversation_id), sentTold);
    const found = await cast.step("by its file", () => find(phone));
    expect(found.pack).toStrictEqual(pack);
    const { conversations } = await zhou.state();
    const [of] = Object.values(conversations);
    await cast.step("sent by who is no member", () =>
      refused("not_found", send(zhou.device, of?.conversation_id ?? 0)),
    );
    await cast.step("by a stranger", () => refused("not_found", find(zhou.device)));
    const asFile = [{ ...asSticker(file_id), kind: "file" as const }];
    await cast.step("sent as something else", () =>
      refused(
        "not_found",
        mei.device.call("message.send", {
          conversation_id,
          client_id: "as-a-file",
          text: "",
          attachments: asFile,
        }),
      ),
    );
    await cast.step(
      "the pack is removed",
      () => phone.call("sticker_pack.remove", { pack_id: pack.pack_id }),
      groupTold,
    );
    await cast.step("no longer", () => refused("not_found", find(phone)));
    expect(await statusOf(phone, file_id), "what was sent stays").toBe(200);
  },

  "sticker_pack.copy": async (cast) => {
    await cast.conversation();
    const conversation_id = await group(cast);
    const { phone, mei, zhou } = cast;
    const { pack_id } = await create(phone, { conversation_id });
    const copy = (device: Device, into: number | null) =>
      device.call("sticker_pack.copy", { pack_id, conversation_id: into });
    const copied = await cast.step("by a member", () => copy(mei.device, null), {
      mei: ["sticker_packs.changed"],
    });
    expect(await wordsOf(mei.device, copied)).toEqual(["词1", "词2"]);
    await cast.step("into the group, by a member", () =>
      refused("not_found", copy(mei.device, conversation_id)),
    );
    await cast.step("into the group", () => copy(phone, conversation_id), groupTold);
    await cast.step("by a stranger", () => refused("not_found", copy(zhou.device, null)));
    await cast.step(
      "the first is removed",
      () => phone.call("sticker_pack.remove", { pack_id }),
      groupTold,
    );
    expect(await statusOf(mei.device, copied.cover.file_id), "the copy stays").toBe(200);
  },

  "sticker_pack.configure": async (cast) => {
    const { phone, laptop, mei } = cast;
    const pack = await create(phone);
    const other = await create(phone, { colors: [7] });
    const { stickers } = await phone.call("sticker_pack.read", { pack_id: pack.pack_id });
    const second = stickers[1]?.sticker_id ?? 0;
    const configure = (device: Device, change: { name?: string; cover_id?: number }) =>
      device.call("sticker_pack.configure", { pack_id: pack.pack_id, ...change });
    await cast.step("another name", () => configure(phone, { name: "老猫" }), mineTold);
    await cast.step("another cover", () => configure(laptop, { cover_id: second }), mineTold);
    await cast.step("nothing new", () => configure(laptop, { name: "老猫", cover_id: second }));
    await cast.step("the cover of another", () =>
      refused("not_found", configure(phone, { cover_id: other.cover.sticker_id })),
    );
    await cast.step("not mine", () => refused("not_found", configure(mei.device, { name: "?" })));
    await cast.step("without a name", () => refused("bad_request", configure(phone, { name: "" })));
    // Single stickers of a pack.
    const inPack = { pack_id: pack.pack_id };
    const file_id = await uploaded(phone, "9.gif", gif(9));
    await cast.step(
      "one more",
      () => phone.call("sticker.add", { file_id, word: "新", ...inPack }),
      mineTold,
    );
    await cast.step(
      "to the front",
      () => phone.call("sticker.place", { sticker_id: second, place: 0 }),
      mineTold,
    );
    await cast.step(
      "another word",
      () => laptop.call("sticker.describe", { sticker_id: second, word: "乙" }),
      mineTold,
    );
    expect(await wordsOf(phone, pack)).toEqual(["乙", "词1", "新"]);
    await cast.step(
      "the cover goes",
      () => phone.call("sticker.remove", { sticker_ids: [second] }),
      mineTold,
    );
    const after = (await cast.lin.state()).stickerPacks.find((one) => one.pack_id === pack.pack_id);
    expect(after).toMatchObject({ count: 2, cover: { word: "词1" } });
    const { stickers: left } = await phone.call("sticker_pack.read", inPack);
    await cast.step(
      "with the last one it goes",
      () => phone.call("sticker.remove", { sticker_ids: left.map((one) => one.sticker_id) }),
      mineTold,
    );
    expect(await namesOf(cast)).toEqual(["猫"]);
  },

  "sticker_pack.place": async (cast) => {
    const { phone, laptop, mei } = cast;
    const [third, second] = [
      await create(phone, { name: "丙" }),
      await create(phone, { name: "乙" }),
      await create(phone, { name: "甲" }),
    ] as [StickerPack, StickerPack, StickerPack];
    const place = (device: Device, { pack_id }: StickerPack, at: number) =>
      device.call("sticker_pack.place", { pack_id, place: at });
    await cast.step("up", () => place(phone, third, 0), mineTold);
    expect(await namesOf(cast)).toEqual(["丙", "甲", "乙"]);
    await cast.step("past the end", () => place(laptop, third, 9), mineTold);
    expect(await namesOf(cast)).toEqual(["甲", "乙", "丙"]);
    await cast.step("where it is", () => place(phone, second, 1));
    await cast.step("before the first", () => refused("bad_request", place(phone, second, -1)));
    await cast.step("not mine", () => refused("not_found", place(mei.device, second, 0)));
  },

  "sticker_pack.remove": async (cast) => {
    await cast.conversation();
    const conversation_id = await group(cast);
    const { phone, laptop, mei } = cast;
    const remove = (device: Device, { pack_id }: StickerPack) =>
      device.call("sticker_pack.remove", { pack_id });
    const mine = await create(phone);
    await cast.step("somebody else's", () => refused("not_found", remove(mei.device, mine)));
    await cast.step("mine", () => remove(laptop, mine), mineTold);
    await cast.step("again", () => refused("not_found", remove(phone, mine)));
    const ours = await create(phone, { conversation_id });
    await cast.step("the group's, by a member", () =>
      refused("not_found", remove(mei.device, ours)),
    );
    await cast.step("the group's", () => remove(phone, ours), groupTold);
  },
} satisfies Record<string, Case>;
