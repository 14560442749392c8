import { expect, it } from "vitest";
import { stickers as en } from "../../locales/stickers.en";
import { stickers as zhCN } from "../../locales/stickers.zh-CN";
import { builtInSets, drawingSvg, isDrawing } from "./built_in";

const keys = Object.values(builtInSets).flat();

it.each(keys)("%s is drawn with its words, and nothing in them is markup", (key) => {
  const svg = drawingSvg(key, `你好<script>&`, true);
  expect(svg).toContain(">你好script</text>");
  expect(svg).not.toContain("<script");
  expect(svg).not.toContain("undefined");
  expect(svg.match(/<g[ >]/g)?.length).toBe(svg.match(/<\/g>/g)?.length);
});

it.each(keys)("%s stands still when it should", (key) => {
  expect(drawingSvg(key, "", false)).not.toContain("@keyframes");
});

it("what a stranger names is no drawing unless it is one", () => {
  expect(isDrawing("bird/hello")).toBe(true);
  for (const other of ["bird/nobody", "constructor", "", null, undefined]) {
    expect(isDrawing(other)).toBe(false);
  }
});

it("each has words in both languages", () => {
  for (const words of [zhCN.drawn, en.drawn] as Record<string, Record<string, string>>[]) {
    for (const key of keys) {
      const [set, name] = key.split("/") as [string, string];
      expect(words[set]?.[name], key).toBeTruthy();
    }
  }
});
