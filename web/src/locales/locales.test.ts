import { describe, expect, it } from "vitest";
import { errorCodes } from "../protocol/protocol";
import en from "./en";
import zh from "./zh-CN";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") found.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

const chinese = flat(zh);
const english = flat(en);
const blanks = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe("the two languages", () => {
  it("say the same things", () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it("leave the same blanks to fill in", () => {
    for (const [key, text] of chinese)
      expect([key, blanks(english.get(key) ?? "")]).toEqual([key, blanks(text)]);
  });

  it("leave nothing empty and nothing untranslated", () => {
    for (const [key, text] of chinese) expect([key, text.trim()]).not.toEqual([key, ""]);
    for (const [key, text] of english) {
      expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
    }
  });

  it("write the signs that mean something to vue-i18n as words", () => {
    for (const [key, text] of [...chinese, ...english]) {
      expect([key, /@/.test(text.replaceAll("{'@'}", ""))]).toEqual([key, false]);
    }
  });

  it("have a sentence for every refusal", () => {
    for (const code of errorCodes) {
      expect(zh.refusal[code]).toMatch(/。$/);
      expect(en.refusal[code]).toMatch(/\.$/);
    }
  });
});
