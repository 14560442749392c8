import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { accountOf, becomeFriends, openChatWith, register } from "./harness/actions";
import type { Looks, Person } from "./harness/person";
import { pdf, png, text, type Sample } from "./harness/samples";
import { story, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

/** Mei is the first here, so she administers. */
async function friends(stage: Stage, looks: Looks = {}): Promise<[Person, Person]> {
  const a = await stage.person("mei");
  const b = await stage.person("ming", looks);
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  return [a, b];
}

async function send(person: Person, files: Sample[]): Promise<void> {
  await person.page.getByTestId("file-input").setInputFiles(files);
  const dialog = person.page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^(发送|Send) \d/ }).click();
  await person.noLongerSees(dialog);
}

const card = (person: Person, name: string): Locator =>
  person.page.getByTestId("file").filter({ hasText: name });

async function look(person: Person, name: string): Promise<Locator> {
  const label = person.words.files.look.replace("{name}", name);
  await person.page.getByRole("button", { name: label }).click();
  const viewer = person.page.getByRole("dialog");
  await person.sees(viewer);
  return viewer;
}

const program = [
  "#include <iostream>",
  "",
  "int main() {",
  `  std::cout << "${"很长的一行，".repeat(40)}";`,
  "}",
].join("\n");

story("texts, programs and PDFs are read without being saved", async (stage) => {
  const [a, b] = await friends(stage, { viewport: "phone", theme: "dark", locale: "en-US" });
  // GB18030 of 你好，世界
  const old = Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7]);
  await send(a, [
    text("main.cpp", program),
    { name: "作文.txt", mimeType: "text/plain", buffer: old },
    pdf("讲义.pdf", ["Page one", "Page two"]),
    { name: "坏的.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 nothing") },
    text("数据.bin", "a"),
  ]);
  await b.sees(card(b, "main.cpp"));
  await b.picture("cards");

  let viewer = await look(b, "main.cpp");
  await b.sees(viewer.getByText("int main() {"));
  await b.picture("program");
  await viewer.getByLabel(b.words.files.wrap).uncheck();
  const paper = viewer.getByTestId("text-document");
  await expect.poll(() => paper.evaluate((it) => it.scrollWidth > it.clientWidth)).toBe(true);
  await b.picture("program, not wrapped");
  await b.page.keyboard.press("Escape");
  await b.noLongerSees(viewer);

  viewer = await look(b, "作文.txt");
  await b.sees(viewer.getByText("你好，世界"));
  await viewer.getByRole("button", { name: b.words.files.closeViewer }).click();

  viewer = await look(b, "讲义.pdf");
  const first = viewer.locator("[data-drawn]").first();
  await expect.poll(() => first.getAttribute("data-drawn"), { timeout: 20_000 }).toBe("true");
  const isGreen = await first.locator("canvas").evaluate((it: HTMLCanvasElement) => {
    const pixel = it.getContext("2d")?.getImageData(it.width * 0.3, it.height * 0.75, 1, 1).data;
    const [red = 255, green = 0] = pixel ?? [];
    return green > 100 && red < 80;
  });
  expect(isGreen).toBe(true);
  expect(await viewer.locator("[data-drawn]").count()).toBe(2);
  await b.picture("pdf");
  await b.page.keyboard.press("Escape");

  viewer = await look(b, "坏的.pdf");
  await b.sees(viewer.getByText(b.words.files.notRead));
  await b.page.keyboard.press("Escape");
});

story("the administrator looks what takes room, then makes some", async (stage) => {
  const [a, b] = await friends(stage);
  await send(b, [
    { name: "课程录像.bin", mimeType: "", buffer: Buffer.alloc(3_000_000, 1) },
    text("笔记.txt", "一"),
    png("山.png", 1600, 900),
  ]);
  await a.sees(card(a, "课程录像.bin"));
  await a.page.goto("/me/storage");
  await a.sees(a.page.getByTestId("storage-total"));
  await a.picture("storage");
  await a.page.getByLabel(a.words.storage.olderThan).fill("0");
  await a.page.getByLabel(a.words.storage.largerThan).fill("2");
  await a.page.getByRole("button", { name: a.words.storage.look }).click();
  await expect.poll(() => a.page.getByTestId("storage-found").textContent()).toMatch(/1 .*2\.9 MB/);
  await a.picture("looked");
  await a.page.getByRole("button", { name: a.words.storage.remove, exact: true }).click();
  const question = a.page.getByRole("alertdialog");
  await a.sees(question);
  await question.getByRole("button", { name: a.words.storage.remove, exact: true }).click();
  await a.noLongerSees(a.page.getByTestId("storage-found"));

  await card(b, "课程录像.bin").click();
  await b.sees(card(b, "课程录像.bin").filter({ hasText: b.words.files.gone }));
  await b.picture("gone");
  expect(await card(b, "笔记.txt").filter({ hasText: b.words.files.gone }).count()).toBe(0);
});

story("a folder that is dropped brings all its files", async (stage) => {
  const [a, b] = await friends(stage);
  const folder = join(stage.folder, "春游");
  await mkdir(join(folder, "照片"), { recursive: true });
  await writeFile(join(folder, "名单.txt"), "三人");
  await writeFile(join(folder, "照片", "山.png"), png("山.png", 400, 300).buffer);
  const drops = await a.context.newCDPSession(a.page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    await drops.send("Input.dispatchDragEvent", { type, x: 800, y: 400, data });
  }
  await expect.poll(() => a.page.getByTestId("chosen-file").count()).toBe(2);
  const dialog = a.page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^(发送|Send) \d/ }).click();
  await b.sees(card(b, "名单.txt"));
  await expect.poll(() => b.page.getByTestId("picture").count()).toBe(1);
});
