import { expect, it } from "vitest";
import { isAnimated } from "./animated";

const frame = "\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c";
const blob = (text: string) => new Blob([Uint8Array.from(text, (c) => c.charCodeAt(0))]);

it.each([
  ["GIF89a" + frame, false],
  ["GIF89a" + frame + frame, true],
  ["\x89PNG\r\n\x1a\n....IHDR....IDAT", false],
  ["\x89PNG\r\n\x1a\n....IHDR....acTL....IDAT", true],
  ["RIFF....WEBPVP8 ", false],
  ["RIFF....WEBPVP8X.........ANIM", true],
  ["\xff\xd8\xff\xe0 JFIF", false],
  ["", false],
])("of %j is %s", async (text, animated) => {
  expect(await isAnimated(blob(text))).toBe(animated);
});
