// Everybody who may try a command, and the things they may try it on.
import type { Commands, GroupLink, StickerPack } from "../../src/protocol/protocol";
import { newTry, window } from "../equivalence/call_cases";
import { makeFriends, password, Person } from "../equivalence/cast";
import { attached, gif, uploaded } from "../equivalence/uploads";

/** Seen from the owner and the group. `nobody` is not signed in; `host` governs the server and knows none of them. */
export type Role =
  "owner" | "admin" | "member" | "former" | "friend" | "blocked" | "stranger" | "nobody" | "host";

export const members: readonly Role[] = ["owner", "admin", "member"];
export const leaders: readonly Role[] = ["owner", "admin"];
/** Whoever signed in. The host is left to what only the host may: all tests share one. */
export const everyone: readonly Role[] = [...members, "former", "friend", "blocked", "stranger"];
export const tried: readonly Role[] = [...everyone, "nobody"];

/** What belongs to two people whom nobody of the roles knows. */
export interface Elsewhere {
  someone: Person;
  deviceId: number;
  friendId: number;
  direct: number;
  group: number;
  announcement: number;
  link: GroupLink;
  joinRequest: number;
  /** A group that cannot be found. */
  hidden: number;
  request: number;
  friendGroup: number;
  call: number;
  file: number;
  sticker: number;
  /** Of the group there. */
  pack: StickerPack;
}

export class World {
  private constructor(
    readonly people: Record<Exclude<Role, "nobody">, Person>,
    /** Owner, admin and member are in it; former was. */
    readonly group: number,
    readonly announcement: number,
    /** The owner's. */
    readonly link: GroupLink,
    /** From the one elsewhere. */
    readonly joinRequest: number,
    /** Of the owner and the friend. */
    readonly direct: number,
    /** From the stranger to the owner. */
    readonly request: number,
    /** The owner's, and so is the second device. */
    readonly friendGroup: number,
    readonly secondDevice: number,
    /** It rings from the member to the friend. */
    readonly call: number,
    /** The owner's, sent into the group. */
    readonly file: number,
    /** A GIF of theirs, sent there too. */
    readonly picture: number,
    /** Kept by the owner. */
    readonly sticker: number,
    /** Of the group. */
    readonly pack: StickerPack,
    readonly elsewhere: Elsewhere,
  ) {}

  static async build(port: number, host: Person): Promise<World> {
    const arrive = (name: string): Promise<Person> => Person.arrive(port, name);
    const owner = await arrive("owner");
    const admin = await arrive("admin");
    const member = await arrive("member");
    const former = await arrive("former");
    const friend = await arrive("friend");
    const blocked = await arrive("blocked");
    const stranger = await arrive("stranger");
    for (const other of [admin, member, former]) await makeFriends(owner, other);
    // Who invites brings a friend of their own.
    for (const inviter of [admin, member, former]) await makeFriends(inviter, friend);
    const direct = await makeFriends(owner, friend);
    await makeFriends(blocked, owner);
    await owner.device.call("user.block", { user_id: blocked.userId });

    const group = await foundedBy(owner, [admin, member, former]);
    const inGroup = { conversation_id: group };
    await owner.device.call("group.set_admin", { ...inGroup, user_id: admin.userId, admin: true });
    await owner.device.call("group.remove", { ...inGroup, user_id: former.userId });
    const announcement = await announcedBy(owner, group);
    const apart = await elsewhere(arrive);
    const { request_id } = await stranger.device.call("friend.request", {
      user_id: owner.userId,
      message: "你好",
    });
    const ofOwner = await owner.device.call("friend_group.create", { name: "家人" });
    const { deviceId } = await owner.anotherDevice();
    return new World(
      { owner, admin, member, former, friend, blocked, stranger, host },
      group,
      announcement,
      await linkBy(owner, group),
      await asksToJoin(apart.someone, owner, group),
      direct,
      request_id,
      ofOwner.friend_group_id,
      deviceId,
      await callBetween(member, friend, "member"),
      await fileBy(owner, group),
      await pictureBy(owner, group),
      await stickerOf(owner),
      await packOf(owner, group),
      apart,
    );
  }

  person(role: Role): Person {
    if (role === "nobody") throw new Error("Nobody is no person.");
    return this.people[role];
  }
}

async function fileBy(person: Person, conversation_id: number): Promise<number> {
  const file_id = await uploaded(person.device, "a.txt", `by ${person.account}`);
  return sentBy(person, conversation_id, file_id);
}

async function pictureBy(person: Person, conversation_id: number): Promise<number> {
  return sentBy(person, conversation_id, await uploaded(person.device, "a.gif", gif(1)));
}

async function sentBy(person: Person, conversation_id: number, file_id: number): Promise<number> {
  await person.device.call("message.send", {
    conversation_id,
    client_id: `file-${file_id}-of-${person.account}`,
    text: "",
    attachments: [attached(file_id)],
  });
  return file_id;
}

async function stickerOf(person: Person): Promise<number> {
  const file_id = await uploaded(person.device, "b.gif", gif(2));
  return (await person.device.call("sticker.add", { file_id })).sticker_id;
}

/** A pack of a group, with one sticker. */
export async function packOf(leader: Person, conversation_id: number): Promise<StickerPack> {
  const file_id = await uploaded(leader.device, "c.gif", gif(3));
  const stickers = [{ file_id, word: "好" }];
  return leader.device.call("sticker_pack.create", { name: "大家的", stickers, conversation_id });
}

async function elsewhere(arrive: (name: string) => Promise<Person>): Promise<Elsewhere> {
  const someone = await arrive("someone");
  const other = await arrive("other");
  const third = await arrive("third");
  const direct = await makeFriends(someone, other);
  const group = await foundedBy(someone, [other]);
  const { request_id } = await third.device.call("friend.request", {
    user_id: someone.userId,
    message: "你好",
  });
  const { friend_group_id } = await someone.device.call("friend_group.create", { name: "同学" });
  return {
    someone,
    deviceId: someone.device.deviceId,
    friendId: other.userId,
    direct,
    group,
    announcement: await announcedBy(someone, group),
    link: await linkBy(someone, group),
    joinRequest: await asksToJoin(third, someone, group),
    hidden: await foundedBy(someone, [other], false),
    request: request_id,
    friendGroup: friend_group_id,
    call: await callBetween(someone, other, "someone"),
    file: await fileBy(someone, group),
    sticker: await stickerOf(someone),
    pack: await packOf(someone, group),
  };
}

export async function callBetween(from: Person, to: Person, name: string): Promise<number> {
  const { call_id } = await from.device.call("call.invite", {
    user_id: to.userId,
    media: "voice",
    client_id: newTry(),
    endpoint: window(name),
  });
  return call_id;
}

/** A group that can be found and asked, unless it is hidden. */
async function foundedBy(owner: Person, others: Person[], findable = true): Promise<number> {
  const user_ids = others.map((one) => one.userId);
  const made = await owner.device.call("group.create", { name: "周末爬山", user_ids });
  const { conversation_id } = made;
  await owner.device.call("group.configure", { conversation_id, findable, joining: "approval" });
  return conversation_id;
}

function linkBy(owner: Person, conversation_id: number): Promise<GroupLink> {
  return owner.device.call("group.create_link", { conversation_id });
}

/** The number of the request, as the owner sees it. */
export async function asksToJoin(
  asker: Person,
  owner: Person,
  conversation_id: number,
): Promise<number> {
  await asker.device.call("group.join", { conversation_id, reason: "我是邻居" });
  const { requests } = await owner.device.call("group.join_requests", { conversation_id });
  const found = requests.find((one) => one.user.user_id === asker.userId);
  if (!found) throw new Error("Who asked to come in is not listed.");
  return found.request_id;
}

/** What the author announces, by its number. */
export async function announcedBy(author: Person, conversation_id: number): Promise<number> {
  await author.device.call("group.announce", { conversation_id, text: "八点", must_confirm: true });
  const page = await author.device.call("group.announcements", { conversation_id });
  const [newest] = page.announcements;
  if (!newest) throw new Error("What was announced is not listed.");
  return newest.announcement_id;
}

export interface Reply {
  ok: boolean;
  body: string;
}

/** The answer to the letter, since what may not be told apart must not differ in one. */
export async function send<K extends keyof Commands>(
  world: World,
  role: Role,
  command: K,
  params: unknown,
): Promise<Reply> {
  const token = role === "nobody" ? null : world.person(role).device.token;
  const { port } = world.people.host.device;
  const response = await fetch(`http://127.0.0.1:${port}/api/${command}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(params),
    signal: AbortSignal.timeout(20_000),
  });
  return { ok: response.ok, body: `${response.status} ${await response.text()}` };
}

export { password };
