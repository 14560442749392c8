import { expect, test } from "vitest";
import type { Attachment } from "../../protocol/protocol";
import { lookOf } from "./document_look";

const file = (change: Partial<Attachment>): Attachment => ({
  file_id: 1,
  kind: "file",
  name: "a",
  size: 100,
  type: "application/octet-stream",
  width: null,
  height: null,
  thumbhash: null,
  preview_id: null,
  duration_ms: null,
  waveform: null,
  drawing: null,
  ...change,
});

test.each<[string, Partial<Attachment>, string | null]>([
  ["a text", { type: "text/plain" }, "text"],
  ["a text of more than a megabyte", { type: "text/plain", size: 2_000_000 }, null],
  ["a text in an old encoding", { name: "作文.txt" }, "text"],
  ["a program in an old encoding", { name: "main.cpp" }, "text"],
  ["a program that runs", { name: "setup.exe" }, null],
  ["a PDF", { type: "application/pdf", size: 20_000_000 }, "pdf"],
  ["a PDF only by its name", { name: "a.pdf" }, null],
  ["a picture", { kind: "picture", type: "text/plain" }, null],
  ["nothing", { type: "text/plain", size: 0 }, null],
  ["a file on its way", { type: "text/plain", file_id: 0 }, null],
])("%s", (_what, change, look) => {
  expect(lookOf(file(change))).toBe(look);
});
