import { describe, expect, it } from "vitest";
import type { Friend, User } from "../../protocol/protocol";
import { contactRows, drawersOf, type ContactRow } from "./contact_rows";
import { initialOf } from "./friend_order";

const user = (user_id: number, nickname: string): User => ({
  user_id,
  account: `a${user_id}`,
  nickname,
  signature: "",
  avatar: "",
});
const friend = (user_id: number, friend_group_id = 0, starred = false): Friend => ({
  user_id,
  since: 1,
  remark: "",
  starred,
  friend_group_id,
});
const names = new Map([
  [1, "张三"],
  [2, "阿明"],
  [3, "李四"],
]);
const say = {
  starred: "星标",
  standard: "我的好友",
  userOf: (id: number) => user(id, names.get(id) ?? `n${id}`),
  nameOf: (one: User) => one.nickname,
};
const groups = [
  { friend_group_id: 8, name: "同学" },
  { friend_group_id: 5, name: "<b>家人</b>" },
];
const open = {
  isOpen: () => true,
  isOnline: (id: number) => id === 2,
  letterOf: (one: User) => initialOf(one.nickname),
};
const words = (row: ContactRow) =>
  row.kind === "drawer"
    ? `${row.name} ${row.online}/${row.total}`
    : row.kind === "letter"
      ? row.letter
      : row.user.nickname;

describe("the rows of the contacts", () => {
  it("are friend groups in my order, each with its friends in that of a phone book", () => {
    const drawers = drawersOf([friend(1, 5), friend(2, 5), friend(3)], groups, say);
    expect(contactRows(drawers, open).map(words)).toEqual([
      "我的好友 0/1",
      "李四",
      "同学 0/0",
      "<b>家人</b> 1/2",
      "阿明",
      "张三",
    ]);
  });

  it("put the starred on top, and leave them in their friend group", () => {
    const drawers = drawersOf([friend(1, 8, true), friend(2)], groups.slice(0, 1), say);
    const rows = contactRows(drawers, open);
    expect(rows.map(words)).toEqual([
      "星标 0/1",
      "张三",
      "我的好友 1/1",
      "阿明",
      "同学 0/1",
      "张三",
    ]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  it("hide who is in a folded friend group, and still count them", () => {
    const drawers = drawersOf([friend(1), friend(2)], [], say);
    const folded = contactRows(drawers, { ...open, isOpen: () => false });
    expect(folded.map(words)).toEqual(["我的好友 1/2"]);
  });

  it("have letters where there are many", () => {
    const many = Array.from({ length: 16 }, (_, index) => friend(index + 1));
    const rows = contactRows(drawersOf(many, [], say), open);
    const letters = rows.filter((row) => row.kind === "letter").map(words);
    expect(letters).toEqual(["A", "L", "N", "Z"]);
  });
});
