import { describe, expect, it } from "vitest";
import { splitLinks } from "./links";

const links = (text: string) =>
  splitLinks(text).flatMap((piece) => (piece.kind === "link" ? [[piece.text, piece.href]] : []));

describe("splitLinks", () => {
  it.each([
    ["plain", "没有链接", []],
    ["http", "看 http://a.example/x", [["http://a.example/x", "http://a.example/x"]]],
    ["https", "https://a.example", [["https://a.example", "https://a.example/"]]],
    ["www", "www.a.example/路", [["www.a.example/", "https://www.a.example/"]]],
    ["mail", "写信到 lin@a.example。", [["lin@a.example", "mailto:lin@a.example"]]],
    ["mailto", "mailto:lin@a.example", [["mailto:lin@a.example", "mailto:lin@a.example"]]],
    ["full stop", "See https://a.example/x.", [["https://a.example/x", "https://a.example/x"]]],
    ["Chinese stop", "在https://a.example/x。好", [["https://a.example/x", "https://a.example/x"]]],
    ["bracket around", "(https://a.example/x)", [["https://a.example/x", "https://a.example/x"]]],
    [
      "bracket inside",
      "https://a.example/x_(y)",
      [["https://a.example/x_(y)", "https://a.example/x_(y)"]],
    ],
    [
      "query",
      "https://a.example/?q=1&r=%E4%BD%A0#top",
      [["https://a.example/?q=1&r=%E4%BD%A0#top", "https://a.example/?q=1&r=%E4%BD%A0#top"]],
    ],
    [
      "two",
      "https://a.example和https://b.example",
      [
        ["https://a.example", "https://a.example/"],
        ["https://b.example", "https://b.example/"],
      ],
    ],
    ["upper case", "HTTPS://A.example", [["HTTPS://A.example", "https://a.example/"]]],
  ])("%s", (_name, text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt://a.example/%0aalert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://",
    "https://user:password@evil.example",
    "ftp://a.example",
  ])("makes no link of %s that could do harm", (text) => {
    for (const [, href] of links(text)) expect(href).toMatch(/^(https?:\/\/[^@]+$|mailto:)/);
    expect(
      splitLinks(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("never loses a character", () => {
    const text = 'a <b onclick="x"> https://a.example/"><img src=x> www.x.y, z@w.v! 你好';
    expect(
      splitLinks(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("is quick on long text without links", () => {
    const start = performance.now();
    splitLinks("a.b@c.".repeat(3_300));
    splitLinks("w".repeat(20_000));
    splitLinks("http:".repeat(4_000));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
