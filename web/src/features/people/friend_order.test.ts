import { describe, expect, it } from "vitest";
import type { User } from "../../protocol/protocol";
import { initialOf, sections } from "./friend_order";

const user = (nickname: string): User => ({
  user_id: 1,
  account: "x",
  nickname,
  signature: "",
  avatar: "",
});

describe("initialOf", () => {
  it.each([
    ["阿姨", "A"],
    ["陈语", "C"],
    ["欧阳静", "O"],
    ["周航", "Z"],
    ["王老师", "W"],
    ["李", "L"],
    ["啊", "A"],
    ["alice", "A"],
    ["Zoe", "Z"],
    ["123", "#"],
    ["😀", "#"],
    ["", "#"],
  ])("%s is under %s", (name, letter) => {
    expect(initialOf(name)).toBe(letter);
  });
});

describe("sections", () => {
  it("go from A to Z and end with #", () => {
    const names = ["周航", "陈语", "3号", "alice", "阿姨", "曹", "王老师"];
    const told = sections(names.map(user), (one) => one.nickname).map((one) => [
      one.letter,
      one.users.map((found) => found.nickname),
    ]);
    expect(told).toEqual([
      ["A", ["阿姨", "alice"]],
      ["C", ["曹", "陈语"]],
      ["W", ["王老师"]],
      ["Z", ["周航"]],
      ["#", ["3号"]],
    ]);
  });

  it("go by what I call somebody", () => {
    const told = sections([user("陈语")], () => "同桌");
    expect(told.map((one) => one.letter)).toEqual(["T"]);
  });
});
