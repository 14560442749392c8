import { expect, it } from "vitest";
import type { Attachment } from "../../protocol/protocol";
import { attachmentWords } from "./attachment_words";

const t = (key: string): string => key.replace("files.kind.", "");
const one = (kind: Attachment["kind"], name: string) => ({ kind, name }) as Attachment;

it.each([
  [[], "words", "words"],
  [[one("picture", "a.png")], "", "[picture]"],
  [[one("picture", "a.png"), one("picture", "b.png")], "look", "[picture] ×2 look"],
  [[one("file", "作业.pdf")], "", "[file] 作业.pdf"],
  [[one("file", "作业.pdf")], "给你", "[file] 给你"],
])("says what is carried", (attachments, text, words) => {
  expect(attachmentWords(attachments, text, t)).toBe(words);
});
