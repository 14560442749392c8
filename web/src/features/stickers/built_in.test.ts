import { expect, it } from "vitest";
import { stickerNames, stickerSvg } from "./sticker_drawings";

it.each(stickerNames)("%s is drawn with its words, and nothing in them is markup", (name) => {
  const svg = stickerSvg(name, `你好<script>&`);
  expect(svg).toContain(">你好script</text>");
  expect(svg).not.toContain("<script");
  expect(svg).not.toContain("undefined");
});
