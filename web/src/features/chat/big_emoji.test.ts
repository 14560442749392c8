import { describe, expect, it } from "vitest";
import { bigEmojiCount } from "./big_emoji";

describe("bigEmojiCount", () => {
  it.each([
    ["😀", 1],
    ["😀👍🏽", 2],
    ["👨‍👩‍👧‍👦 ❤️ 🇨🇳", 3],
    ["3️⃣", 1],
    ["😀😀😀😀", 0],
    ["好😀", 0],
    ["123", 0],
    ["#", 0],
    ["", 0],
    ["©", 0],
  ])("%s is %d", (text, count) => {
    expect(bigEmojiCount(text)).toBe(count);
  });
});
