import { expect } from "vitest";
import type { Mention } from "../../src/protocol/protocol";
import type { Cast, EventName } from "./cast";
import { type Device, refused } from "./device";

const said: EventName[] = ["message.sent"];
const text = "🪶 @小梅 @所有人 @周";
const of_mei = { offset: 3, length: 3 };
const of_all = { user_id: null, offset: 7, length: 4 };
const of_zhou = { offset: 12, length: 2 };

let messages = 0;

/** Lin and Mei, who are friends, mention each other in a group that Zhou is not in. */
export async function mentioning(cast: Cast): Promise<void> {
  const { phone, lin, mei, zhou } = cast;
  const both = { lin: said, mei: said };
  const user_ids = [mei.userId];
  const { conversation_id } = await phone.call("group.create", { name: "提到谁", user_ids });
  const say = (device: Device, ...mentions: Mention[]) =>
    device.call("message.send", {
      conversation_id,
      client_id: `mention-${(messages += 1)}`,
      text,
      mentions,
    });
  const seen = async (person: typeof mei) =>
    (await person.state()).conversations[conversation_id]?.mention_seqs;
  const mentionsMei = { user_id: mei.userId, ...of_mei };
  const mentionsZhou = { user_id: zhou.userId, ...of_zhou };

  const first = await cast.step(
    "a mention of a member, and of who is none",
    () => say(phone, mentionsMei, mentionsZhou),
    both,
  );
  expect(await seen(mei)).toEqual([first.seq]);
  await cast.step("the same client_id for words that mention nobody", () =>
    refused(
      "client_id_reused",
      phone.call("message.send", { conversation_id, client_id: `mention-${messages}`, text }),
    ),
  );
  const { messages: stored } = await phone.call("message.history", { conversation_id, limit: 1 });
  expect(stored[0]?.mentions).toEqual([mentionsMei]);
  await cast.step("a mention of other words", () =>
    refused("bad_request", say(phone, { ...mentionsMei, offset: 2 })),
  );
  await cast.step("a mention of everybody by a member", () =>
    refused("mention_refused", say(mei.device, of_all)),
  );
  const second = await cast.step("and by the owner", () => say(phone, of_all), both);
  expect(await seen(mei)).toEqual([first.seq, second.seq]);
  expect(await seen(lin)).toEqual([]);
  await cast.step("once more", () => refused("mention_too_soon", say(phone, of_all)));
  await cast.step(
    "reading one of them",
    () => mei.device.call("conversation.mark_read", { conversation_id, seq: first.seq }),
    { mei: ["conversation.read"] },
  );
  expect(await seen(mei)).toEqual([second.seq]);
  await cast.step(
    "answering, which reads all",
    () => say(mei.device, { user_id: lin.userId, ...of_mei }),
    both,
  );
  expect(await seen(mei)).toEqual([]);
}
