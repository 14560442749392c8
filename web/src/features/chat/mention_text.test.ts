import { describe, expect, it } from "vitest";
import { mentionsIn, queryAt, splitText } from "./mention_text";

describe("an @ being written", () => {
  it("begins at the start, after a space and after Chinese", () => {
    expect(queryAt("@", 1)).toEqual({ at: 0, words: "" });
    expect(queryAt("hi @zh", 6)).toEqual({ at: 3, words: "zh" });
    expect(queryAt("你好@张", 4)).toEqual({ at: 2, words: "张" });
  });
  it("is the one before the caret", () => {
    expect(queryAt("@a @b", 2)).toEqual({ at: 0, words: "a" });
    expect(queryAt("@a @b", 5)).toEqual({ at: 3, words: "b" });
  });
  it("is over after a space, and none in an address", () => {
    expect(queryAt("@a ", 3)).toBeNull();
    expect(queryAt("mei@home", 8)).toBeNull();
    expect(queryAt(`@${"长".repeat(21)}`, 22)).toBeNull();
    expect(queryAt("", 0)).toBeNull();
  });
});

describe("who is mentioned", () => {
  const ming = { label: "小明", userId: 2 };
  const mingMing = { label: "小明明", userId: 3 };
  it("is who was picked and still stands there", () => {
    expect(mentionsIn("🪶 @小明 好", [ming])).toEqual([{ user_id: 2, offset: 3, length: 3 }]);
    expect(mentionsIn("小明 好", [ming])).toEqual([]);
    expect(mentionsIn("@小明 好", [])).toEqual([]);
  });
  it("is the longer name where one begins with the other", () => {
    expect(mentionsIn("@小明明 @小明", [ming, mingMing]).map((one) => one.user_id)).toEqual([3, 2]);
  });
  it("is one after the other where two are called alike", () => {
    const other = { label: "小明", userId: 9 };
    expect(mentionsIn("@小明 @小明 @小明", [ming, other]).map((one) => one.user_id)).toEqual([
      2, 9, 9,
    ]);
  });
  it("is nobody in a longer word, or in an address", () => {
    const al = { label: "Al", userId: 5 };
    expect(mentionsIn("@Alice bob@Al", [al])).toEqual([]);
    expect(mentionsIn("@Al, hi", [al])).toHaveLength(1);
    expect(mentionsIn("@Al你好", [al])).toHaveLength(1);
  });
  it("is everybody", () => {
    const all = { label: "所有人", userId: null };
    expect(mentionsIn("@所有人", [all])).toEqual([{ user_id: null, offset: 0, length: 4 }]);
  });
  it("is 50 at most", () => {
    expect(mentionsIn("@小明".repeat(60), [ming])).toHaveLength(50);
  });
});

it("is drawn apart from the words around it, and from links", () => {
  const text = "@小明 看 https://example.com @小明";
  const pieces = splitText(text, mentionsIn(text, [{ label: "小明", userId: 2 }]));
  expect(pieces.map((one) => [one.kind, one.text])).toEqual([
    ["mention", "@小明"],
    ["text", " 看 "],
    ["link", "https://example.com"],
    ["text", " "],
    ["mention", "@小明"],
  ]);
});
