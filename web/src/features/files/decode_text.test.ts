import { expect, test } from "vitest";
import { columnsOf, decodeText, linesOf } from "./decode_text";

const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);

test.each<[string, Uint8Array, string | null]>([
  ["UTF-8", new TextEncoder().encode("何当有翅翎 🪶"), "何当有翅翎 🪶"],
  ["UTF-8 with its mark", bytes(0xef, 0xbb, 0xbf, 0x61), "a"],
  ["GB18030", bytes(0xc4, 0xe3, 0xba, 0xc3), "你好"],
  ["UTF-16, little end first", bytes(0xff, 0xfe, 0x60, 0x4f), "你"],
  ["UTF-16, big end first", bytes(0xfe, 0xff, 0x4f, 0x60), "你"],
  ["nothing", bytes(), ""],
  ["no text", bytes(0x7f, 0x45, 0x4c, 0x46, 0, 0), null],
  ["no text without a zero", bytes(0xff, 0xff, 0xff), null],
])("%s", (_what, given, text) => {
  expect(decodeText(given)).toBe(text);
});

test("lines end in all the ways there are", () => {
  expect(linesOf("a\nb\r\nc\rd\n")).toEqual(["a", "b", "c", "d", ""]);
});

test("what is wide counts twice", () => {
  expect(columnsOf(["abc", "翅翎\t"])).toBe(8);
});
