import { expect } from "vitest";
import type { Case } from "./cases";
import type { Cast, EventName } from "./cast";
import { type Device, refused } from "./device";
import { asSticker, attached, gif, uploaded } from "./uploads";

const addedTold = { lin: ["sticker.added"] as EventName[] };
const sentTold = {
  lin: ["message.sent"] as EventName[],
  mei: ["message.sent"] as EventName[],
};

const idsOf = async (cast: Cast) => (await cast.lin.state()).stickers.map((one) => one.sticker_id);

async function kept(device: Device, color: number): Promise<number> {
  const file_id = await uploaded(device, `${color}.gif`, gif(color));
  return (await device.call("sticker.add", { file_id })).sticker_id;
}

export async function statusOf(device: Device, fileId: number): Promise<number> {
  const url = `http://127.0.0.1:${device.port}/files/${fileId}/a.gif`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${device.token}` } });
  await response.arrayBuffer();
  return response.status;
}

export const stickerCases = {
  "sticker.add": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, laptop, mei, zhou } = cast;
    const add = (device: Device, file_id: number, word?: string) => () =>
      device.call("sticker.add", { file_id, word: word ?? null });
    const own = await uploaded(phone, "猫.gif", gif(1, { width: 512, height: 200 }, 3));
    const first = await cast.step("my own", add(phone, own, " 困了 "), addedTold);
    expect(first).toMatchObject({ word: "困了", width: 512, height: 200, animated: true });
    expect(await cast.step("again", add(laptop, own))).toStrictEqual(first);
    const same = await uploaded(laptop, "另.gif", gif(1, { width: 512, height: 200 }, 3));
    expect(await cast.step("the same bytes", add(laptop, same))).toStrictEqual(first);

    const theirs = await uploaded(mei.device, "a.gif", gif(2));
    await cast.step("what I may not read", () => refused("not_found", add(phone, theirs)()));
    await cast.step("nobody's", () => refused("not_found", add(phone, 999_999)()));
    await mei.device.call("message.send", {
      conversation_id,
      client_id: "a-picture",
      text: "",
      attachments: [{ ...attached(theirs), kind: "picture" }],
    });
    const second = await cast.step("out of a message", add(phone, theirs), addedTold);
    expect(second).toMatchObject({ word: "", width: 16, height: 16, animated: false });
    expect(second.file_id).not.toBe(theirs);
    expect(await idsOf(cast)).toEqual([second.sticker_id, first.sticker_id]);
    await cast.step("by a stranger", () => refused("not_found", add(zhou.device, theirs)()));

    const wrong = {
      "too wide": gif(3, { width: 513, height: 10 }),
      "too high": gif(3, { width: 10, height: 513 }),
      "no picture": "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "too large": new Uint8Array([...gif(3), ...new Uint8Array(1024 * 1024)]),
    };
    for (const [what, content] of Object.entries(wrong)) {
      const file_id = await uploaded(phone, "x.gif", content);
      await cast.step(what, () => refused("sticker_invalid", add(phone, file_id)()));
    }
    const file_id = await uploaded(phone, "y.gif", gif(4));
    await cast.step("too long a word", () =>
      refused("too_large", add(phone, file_id, "字".repeat(33))()),
    );
    await cast.step("two lines", () => refused("bad_request", add(phone, file_id, "a\nb")()));

    const send = (file: number, client_id: string) => () =>
      phone.call("message.send", {
        conversation_id,
        client_id,
        text: "",
        attachments: [asSticker(file)],
      });
    await cast.step("one that I keep is sent", send(second.file_id, "a-sticker"), sentTold);
    expect(await statusOf(mei.device, second.file_id)).toBe(200);
    expect(await statusOf(zhou.device, second.file_id)).toBe(404);
  },

  "sticker.remove": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, laptop, mei } = cast;
    const ids = [await kept(phone, 1), await kept(phone, 2), await kept(phone, 3)];
    const theirs = await kept(mei.device, 4);
    const remove = (device: Device, sticker_ids: number[]) =>
      device.call("sticker.remove", { sticker_ids });
    const [newest] = (await cast.lin.state()).stickers;
    await phone.call("message.send", {
      conversation_id,
      client_id: "a-sticker",
      text: "",
      attachments: [asSticker(newest?.file_id ?? 0)],
    });
    await cast.step("none", () => remove(phone, []));
    await cast.step("one that is not mine among mine", () =>
      refused("not_found", remove(phone, [...ids, theirs])),
    );
    await cast.step("too many", () => refused("too_large", remove(phone, Array(301).fill(1))));
    const [first, second, third] = ids as [number, number, number];
    await cast.step("two, one of them twice", () => remove(laptop, [third, first, third]), {
      lin: ["stickers.removed"],
    });
    expect(await idsOf(cast)).toEqual([second]);
    await cast.step("again", () => refused("not_found", remove(phone, [first])));
    expect(await statusOf(mei.device, newest?.file_id ?? 0), "what was sent stays").toBe(200);
  },

  "sticker.place": async (cast) => {
    const { phone, laptop, mei } = cast;
    const third = await kept(phone, 3);
    const second = await kept(phone, 2);
    const first = await kept(phone, 1);
    const place = (device: Device, sticker_id: number, at: number) =>
      device.call("sticker.place", { sticker_id, place: at });
    const told = { lin: ["sticker.placed"] as EventName[] };
    await cast.step("to the back", () => place(phone, first, 1), told);
    expect(await idsOf(cast)).toEqual([second, first, third]);
    await cast.step("to the front", () => place(laptop, third, 0), told);
    expect(await idsOf(cast)).toEqual([third, second, first]);
    await cast.step("past the end", () => place(phone, third, 99), told);
    expect(await idsOf(cast)).toEqual([second, first, third]);
    await cast.step("where it is", () => place(phone, third, 2));
    await cast.step("before the first", () => refused("bad_request", place(phone, first, -1)));
    await cast.step("not mine", () => refused("not_found", place(mei.device, first, 0)));
    const newest = await cast.step("a new one comes first", () => kept(phone, 4), addedTold);
    expect(await idsOf(cast)).toEqual([newest, second, first, third]);
  },

  "sticker.describe": async (cast) => {
    const { phone, laptop, mei } = cast;
    const sticker_id = await kept(phone, 1);
    const describe = (device: Device, word: string) =>
      device.call("sticker.describe", { sticker_id, word });
    const told = { lin: ["sticker.changed"] as EventName[] };
    await cast.step("a word", () => describe(phone, " 抱抱 "), told);
    await cast.step("the same", () => describe(laptop, "抱抱"));
    await cast.step("none", () => describe(laptop, ""), told);
    await cast.step("not mine", () => refused("not_found", describe(mei.device, "?")));
    await cast.step("too long", () => refused("too_large", describe(phone, "字".repeat(33))));
    await cast.step("two lines", () => refused("bad_request", describe(phone, "a\nb")));
  },
} satisfies Record<string, Case>;
