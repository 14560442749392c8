import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { accountOf, becomeFriends, openChatWith, register } from "./harness/actions";
import { call } from "./harness/call";
import type { Looks, Person } from "./harness/person";
import { movingGif, png, type Sample } from "./harness/samples";
import { story, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

async function friends(stage: Stage, looks: Looks = {}): Promise<[Person, Person]> {
  const a = await stage.person("mei", looks);
  const b = await stage.person("ming", looks);
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  return [a, b];
}

const panelOf = (person: Person): Locator =>
  person.page.getByRole("dialog", { name: person.words.stickers.panel, exact: true });
const stickersOf = (person: Person): Locator => person.page.getByTestId("sticker");
const choices = (person: Person): Locator => panelOf(person).getByTestId("sticker-choice");
const tab = (person: Person, name: string): Locator =>
  panelOf(person).getByRole("tab", { name, exact: true });

async function openPanel(person: Person, at?: string): Promise<void> {
  const opener = { name: person.words.stickers.panel, exact: true };
  await person.page.getByRole("button", opener).click();
  await person.sees(panelOf(person));
  if (at) await tab(person, at).click();
}

async function add(person: Person, files: Sample[]): Promise<void> {
  await person.page.getByTestId("sticker-input").setInputFiles(files);
}

async function natural(image: Locator): Promise<string> {
  const size = (): Promise<string> =>
    image
      .locator("img")
      .first()
      .evaluate((img: HTMLImageElement) => `${img.naturalWidth}x${img.naturalHeight}`);
  await expect.poll(size).not.toBe("0x0");
  return size();
}

async function menuOf(person: Person, target: Locator, item: string): Promise<void> {
  await target.click({ button: "right" });
  await person.page.getByRole("menuitem", { name: item, exact: true }).click();
}

const heavyGif = (name: string): Sample => {
  const small = movingGif(name);
  const { buffer } = small;
  // A comment block makes it as heavy as it must be to be refused.
  const comment = Buffer.concat(
    Array.from({ length: 8_200 }, () => Buffer.concat([Buffer.from([255]), Buffer.alloc(255, 65)])),
  );
  const end = buffer.length - 1;
  const body = [buffer.subarray(0, end), Buffer.from([0x21, 0xfe]), comment, Buffer.from([0])];
  return { ...small, buffer: Buffer.concat([...body, buffer.subarray(end)]) };
};

story(
  "pictures of mine become stickers, are found, sent, put in order and removed",
  async (stage) => {
    const [a, b] = await friends(stage);
    const { stickers: words } = a.words;
    await openPanel(a, words.tab.mine);
    await a.sees(panelOf(a).getByText(words.noMine));
    await a.picture("none yet");
    await add(a, [png("大山.png", 1600, 900), movingGif("跳跳.gif"), heavyGif("太大.gif")]);
    await a.sees(words.tooLarge.replace("{name}", "太大.gif"));
    await expect.poll(() => choices(a).count()).toBe(2);
    // What was too large is smaller, what moves is as it was.
    expect(await natural(choices(a).nth(1))).toBe("512x288");
    expect(await natural(choices(a).nth(0))).toBe("1x1");
    await a.picture("mine");
    await choices(a).nth(1).click();
    await expect.poll(() => stickersOf(b).count()).toBe(1);
    expect(await natural(stickersOf(b).first())).toBe("512x288");

    // Words, and finding by them and by their sound.
    await openPanel(a, words.tab.mine);
    await panelOf(a).getByRole("button", { name: words.managing }).click();
    const manager = a.page.getByRole("dialog", { name: words.managing });
    const boxes = manager.getByRole("checkbox");
    await expect.poll(() => boxes.count()).toBe(2);
    await boxes.nth(1).click();
    await manager.getByLabel(words.word, { exact: true }).fill("大山");
    await manager.getByRole("button", { name: words.done }).click();
    await a.sees(
      manager.getByRole("checkbox", { name: words.selectOne.replace("{name}", "大山") }),
    );
    await a.picture("manager");
    await boxes.nth(1).focus();
    await a.page.keyboard.press("Alt+ArrowLeft");
    await expect
      .poll(() => boxes.nth(0).getAttribute("aria-label"))
      .toBe(words.selectOne.replace("{name}", "大山"));
    await a.page.keyboard.press("Escape");
    await a.noLongerSees(manager);
    await panelOf(a).getByRole("searchbox").fill("dashan");
    await expect.poll(() => choices(a).count()).toBe(1);
    expect(await choices(a).first().getAttribute("aria-label")).toBe("大山");
    await panelOf(a).getByRole("searchbox").fill("没有这个");
    await a.sees(words.noneFound.replace("{query}", "没有这个"));
    await panelOf(a).getByRole("searchbox").fill("");

    // What was sent outlives what was kept.
    await panelOf(a).getByRole("button", { name: words.managing }).click();
    await boxes.nth(0).click();
    await manager.getByRole("button", { name: words.remove, exact: true }).click();
    await a.page
      .getByRole("alertdialog")
      .getByRole("button", { name: words.remove, exact: true })
      .click();
    await expect.poll(() => boxes.count()).toBe(1);
    await b.page.reload();
    await expect.poll(() => stickersOf(b).count()).toBe(1);
    expect(await natural(stickersOf(b).first())).toBe("512x288");
  },
);

story("a picture and a sticker out of a chat are kept, and a pack goes on", async (stage) => {
  const [a, b] = await friends(stage);
  const { stickers: words } = a.words;
  await a.page.getByTestId("file-input").setInputFiles([png("云.png", 900, 900, 2)]);
  await a.page
    .getByRole("dialog")
    .getByRole("button", { name: /^(发送|Send) \d/ })
    .click();
  const picture = b.page.getByTestId("picture");
  await b.sees(picture);
  await menuOf(b, picture, words.addToMine);
  await b.sees(words.added);
  await openPanel(b, words.tab.mine);
  expect(await natural(choices(b).first())).toBe("512x512");
  await choices(b).first().click();
  await expect.poll(() => stickersOf(a).count()).toBe(1);
  await menuOf(a, stickersOf(a).first(), words.addToMine);
  await a.sees(words.added);

  // A pack out of a zip, and one of it sent.
  const { writePack } = await import("../src/features/stickers/pack_zip");
  const made = writePack("猫猫包", [
    { word: "跳", type: "gif", body: movingGif("a.gif").buffer },
    { word: "红", type: "png", body: png("b.png", 64, 64).buffer },
    { word: "蓝", type: "png", body: png("c.png", 64, 48, 1).buffer },
  ]);
  await openPanel(a, words.tab.packs);
  await a.sees(words.pack.none);
  const zip = { name: "cats.zip", mimeType: "application/zip", buffer: Buffer.from(made) };
  await a.page.getByTestId("pack-input").setInputFiles([zip]);
  await a.sees(words.pack.imported.replace("{name}", "猫猫包").replace("{n}", "3"));
  await tab(a, "猫猫包").click();
  await expect.poll(() => choices(a).count()).toBe(3);
  await a.picture("a pack");
  const options = { name: words.pack.options.replace("{name}", "猫猫包") };
  await panelOf(a).getByRole("button", options).click();
  await a.page.getByRole("menuitem", { name: words.pack.manage }).click();
  const manager = a.page.getByRole("dialog", { name: words.pack.of.replace("{name}", "猫猫包") });
  const boxes = manager.getByRole("checkbox");
  const select = (name: string): string => words.selectOne.replace("{name}", name);
  await expect.poll(() => boxes.nth(2).getAttribute("aria-label")).toBe(select("蓝"));
  await boxes.nth(2).click();
  await manager.getByLabel(words.word, { exact: true }).fill("青");
  await manager.getByRole("button", { name: words.done }).click();
  await expect.poll(() => boxes.nth(2).getAttribute("aria-label")).toBe(select("青"));
  await boxes.nth(2).focus();
  await a.page.keyboard.press("Alt+ArrowLeft");
  await expect.poll(() => boxes.nth(1).getAttribute("aria-label")).toBe(select("青"));
  await expect
    .poll(() => boxes.nth(1).evaluate((one) => one === document.activeElement))
    .toBe(true);
  await a.picture("order in a pack");
  await a.page.keyboard.press("Alt+ArrowRight");
  await expect.poll(() => boxes.nth(2).getAttribute("aria-label")).toBe(select("青"));
  await boxes.nth(2).click();
  await boxes.nth(2).click();
  await manager.getByLabel(words.word, { exact: true }).fill("蓝");
  await manager.getByRole("button", { name: words.done }).click();
  await expect.poll(() => boxes.nth(2).getAttribute("aria-label")).toBe(select("蓝"));
  await a.page.keyboard.press("Escape");
  await a.noLongerSees(manager);
  await choices(a).nth(1).click();
  await expect.poll(() => stickersOf(b).count()).toBe(2);

  // The one who got it looks at the whole and takes it over, and out again as a zip.
  await stickersOf(b).last().click();
  const viewer = b.page.getByRole("dialog", { name: words.pack.of.replace("{name}", "猫猫包") });
  await b.sees(viewer);
  await expect.poll(() => viewer.getByRole("listitem").count()).toBe(3);
  await b.picture("the pack of a sticker");
  await viewer.getByRole("button", { name: words.pack.addWhole }).click();
  await b.sees(words.pack.addedWhole.replace("{name}", "猫猫包"));
  await b.page.keyboard.press("Escape");
  await b.noLongerSees(viewer);
  await openPanel(b, "猫猫包");
  await panelOf(b)
    .getByRole("button", { name: words.pack.options.replace("{name}", "猫猫包") })
    .click();
  const [download] = await Promise.all([
    b.page.waitForEvent("download"),
    b.page.getByRole("menuitem", { name: words.pack.export }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("猫猫包.zip");
  const { readPack } = await import("../src/features/stickers/pack_zip");
  const back = readPack(new Uint8Array(await readFile(await download.path())), "x");
  const plain = (pack: typeof back) =>
    pack.stickers.map(({ word, body }) => ({ word, body: Buffer.from(body).toString("hex") }));
  expect(back.name).toBe("猫猫包");
  expect(plain(back)).toEqual(plain(readPack(made, "x")));
});

story("what moves rests off the screen, and for who wants less motion", async (stage) => {
  const [a, b] = await friends(stage);
  const { stickers: words } = a.words;
  await b.page.emulateMedia({ reducedMotion: "reduce" });
  await openPanel(a, words.tab.mochi);
  await a.picture("the second set");
  await panelOf(a).getByRole("button", { name: words.drawn.mochi.great }).click();
  await expect.poll(() => stickersOf(b).count()).toBe(1);
  const moving = (person: Person): Promise<string | null> =>
    stickersOf(person).first().locator("[data-moving]").getAttribute("data-moving");
  await expect.poll(() => moving(a)).toBe("true");
  await expect.poll(() => moving(b)).toBe("false");
  await stickersOf(b).first().hover();
  await expect.poll(() => moving(b)).toBe("true");
  const composer = a.page.getByRole("textbox", {
    name: a.words.chat.composer.replace("{name}", ming.nickname),
  });
  for (let i = 0; i < 12; i += 1) {
    await composer.fill(`一\n二\n三\n第 ${i} 行`);
    await composer.press("Enter");
  }
  await a.sees(a.page.getByText("第 11 行"));
  // Out of sight it rests, or is not there at all.
  await expect
    .poll(async () => (await stickersOf(a).count()) === 0 || (await moving(a)) === "false")
    .toBe(true);
  await composer.fill("🎉👍");
  await composer.press("Enter");
  await b.sees("🎉👍");
  await b.picture("large emoji");
});

story("a pack of the group is for who is in it", async (stage) => {
  const [a, b] = await friends(stage);
  const { stickers: words } = a.words;
  const { me } = await call(b, "stream.snapshot", {});
  const { conversation_id } = await call(a, "group.create", {
    name: "猫猫群",
    user_ids: [me.user.user_id],
  });
  for (const person of [a, b]) await openChatWith(person, "猫猫群");

  const { writePack } = await import("../src/features/stickers/pack_zip");
  const zip = writePack("群里的猫", [
    { word: "红", type: "png", body: png("b.png", 64, 64).buffer },
    { word: "蓝", type: "png", body: png("c.png", 64, 48, 1).buffer },
  ]);
  await openPanel(a, words.tab.packs);
  await panelOf(a).getByRole("button", { name: words.pack.toGroup }).click();
  await a.page
    .getByTestId("pack-input")
    .setInputFiles([{ name: "a.zip", mimeType: "application/zip", buffer: Buffer.from(zip) }]);
  await a.sees(words.pack.imported.replace("{name}", "群里的猫").replace("{n}", "2"));

  // A member sends one without owning it, and may not change the pack.
  await openPanel(b, "群里的猫");
  await expect.poll(() => choices(b).count()).toBe(2);
  await panelOf(b)
    .getByRole("button", { name: words.pack.options.replace("{name}", "群里的猫") })
    .click();
  expect(await b.page.getByRole("menuitem", { name: words.pack.manage }).count()).toBe(0);
  await b.picture("a pack of the group");
  await b.page.keyboard.press("Escape");
  await choices(b).nth(0).click();
  await expect.poll(() => stickersOf(a).count()).toBe(1);
  const [pack] = (await call(b, "sticker_pack.list", { conversation_id })).packs;
  if (!pack) throw new Error("The group has no pack.");

  // One who left has it no more, nor may any of it be sent elsewhere.
  await call(b, "group.leave", { conversation_id });
  const { pack_id, cover } = pack;
  await expect(call(b, "sticker_pack.list", { conversation_id })).rejects.toThrow("not_found");
  await expect(call(b, "sticker_pack.read", { pack_id })).rejects.toThrow("not_found");
  await openChatWith(b, mei.nickname);
  await openPanel(b, words.tab.packs);
  await b.sees(panelOf(b).getByText(words.pack.none));
  const { conversations } = await call(b, "stream.snapshot", {});
  const elsewhere = conversations.find(({ kind }) => kind === "direct");
  const stolen = {
    file_id: cover.file_id,
    kind: "sticker",
    width: 64,
    height: 64,
    thumbhash: null,
    preview_id: null,
    duration_ms: null,
    waveform: null,
    drawing: null,
  } as const;
  await expect(
    call(b, "message.send", {
      conversation_id: elsewhere?.conversation_id ?? 0,
      client_id: "with-a-cat",
      text: "",
      attachments: [stolen],
    }),
  ).rejects.toThrow("not_found");
});

for (const theme of ["light", "dark"] as const) {
  story(`the panel on a phone, ${theme}`, async (stage) => {
    const [a] = await friends(stage, { viewport: "phone", theme });
    const { stickers: words } = a.words;
    for (const [name, title] of [
      [words.tab.bird, "bird"],
      [words.tab.mochi, "mochi"],
      [words.tab.packs, "packs"],
      [words.tab.mine, "mine"],
    ] as const) {
      if ((await panelOf(a).count()) === 0) await openPanel(a);
      await tab(a, name).click();
      await a.picture(title);
    }
    const box = await panelOf(a).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  });
}
