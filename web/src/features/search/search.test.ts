import { expect, it } from "vitest";
import type { Friend, User } from "../../protocol/protocol";
import { stateFrom, type State } from "../../session/state";
import { aConversation, aGroup, aMessage, aSnapshot } from "../../testing/fake_server";
import { entriesOf } from "./entries";
import { readPinyin } from "../../finding/pinyin";
import { search } from "./search";
import { noReadings, wordsOf } from "../../finding/word";

const readings = await readPinyin();

function aUser(user_id: number, account: string, nickname: string): User {
  return { user_id, account, nickname, signature: "", avatar: "" };
}

function aFriend(user_id: number, change: Partial<Friend> = {}): Friend {
  return { user_id, since: 1, remark: "", starred: false, friend_group_id: 0, ...change };
}

function aState(): State {
  const users = [
    aUser(10001, "lin", "林红"),
    aUser(10002, "zhang3", "张三"),
    aUser(10003, "sanmao", "三毛"),
    aUser(10004, "gone", "张三丰"),
  ];
  const start = stateFrom(aSnapshot());
  return {
    ...start,
    users: Object.fromEntries(users.map((one) => [one.user_id, one])),
    friends: {
      10001: aFriend(10001, { remark: "老同学" }),
      10002: aFriend(10002),
      10003: aFriend(10003, { starred: true }),
    },
    conversations: {
      1: aConversation({ conversation_id: 1, peer_id: 10002 }),
      2: aConversation({ conversation_id: 2, peer_id: 10004 }),
      3: aConversation({
        conversation_id: 3,
        kind: "group",
        peer_id: null,
        group: aGroup({ name: "山里人家" }),
        last_message: aMessage(1),
      }),
    },
  };
}

function found(text: string, state = aState()): string[] {
  const sections = search(entriesOf(state, wordsOf(readings)), text);
  return sections.flatMap(({ kind, hits }) =>
    hits.map(({ entry, field, text: by }) => `${kind} ${entry.path} ${field} ${by}`),
  );
}

it.each<[string, string[]]>([
  // A remark, and what it hides.
  ["ltx", ["friend /contacts/10001 name 老同学"]],
  ["linhong", ["friend /contacts/10001 nickname 林红"]],
  ["lin", ["friend /contacts/10001 nickname 林红"]],
  // A friend I talk with is found as the conversation; who is no friend any more, too.
  ["zhangsan", ["friend /chats/1 name 张三", "conversation /chats/2 name 张三丰"]],
  // IDs whole or not at all.
  ["10003", ["friend /contacts/10003 id 10003"]],
  ["1000", []],
  ["3", ["friend /chats/1 account zhang3", "group /chats/3 id 3"]],
  // Groups.
  ["shanli", ["group /chats/3 name 山里人家"]],
  // What begins so comes before what contains it.
  [
    "s",
    [
      "friend /contacts/10003 name 三毛",
      "friend /chats/1 name 张三",
      "group /chats/3 name 山里人家",
      "conversation /chats/2 name 张三丰",
    ],
  ],
  ["nobody", []],
  ["", []],
])("%j finds %j", (text, expected) => {
  expect(found(text)).toEqual(expected);
});

it("follows a change of the remark", () => {
  const state = aState();
  const renamed = {
    ...state,
    friends: { ...state.friends, 10001: aFriend(10001, { remark: "阿红" }) },
  };
  expect(found("ah", state)).toEqual([]);
  expect(found("ah", renamed)).toEqual(["friend /contacts/10001 name 阿红"]);
});

it("says how many more there are than it shows", () => {
  const state = aState();
  const many = Array.from({ length: 100 }, (_, index) => aUser(20000 + index, `u${index}`, "张伟"));
  const crowded = {
    ...state,
    users: Object.fromEntries(many.map((one) => [one.user_id, one])),
    friends: Object.fromEntries(many.map(({ user_id }) => [user_id, aFriend(user_id)])),
    conversations: {},
  };
  const [section] = search(entriesOf(crowded, wordsOf(readings)), "zw");
  expect(section?.hits.length).toBe(30);
  expect(section?.more).toBe(70);
});

it("spells a name once, however often the state changes", () => {
  const asked: string[] = [];
  const wordOf = wordsOf((character) => {
    asked.push(character);
    return noReadings(character);
  });
  entriesOf(aState(), wordOf);
  const first = asked.length;
  expect(first).toBeGreaterThan(0);
  entriesOf(aState(), wordOf);
  expect(asked.length).toBe(first);
});
