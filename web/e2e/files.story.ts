import { createHash, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import {
  accountOf,
  becomeFriends,
  conversationWith,
  goTo,
  openChatWith,
  register,
} from "./harness/actions";
import { call } from "./harness/call";
import type { Looks, Person } from "./harness/person";
import { heic, movingGif, png, text, type Sample } from "./harness/samples";
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

async function choose(person: Person, files: Sample[] | string): Promise<void> {
  await person.page.getByTestId("file-input").setInputFiles(files);
  await person.sees(person.page.getByTestId("chosen-file"));
  // Within the window, and not somewhere below the page.
  const box = await person.page.getByRole("dialog").locator("textarea").boundingBox();
  expect(box?.y).toBeLessThan(person.page.viewportSize()?.height ?? 0);
}

async function confirm(person: Person, caption = ""): Promise<void> {
  const dialog = person.page.getByRole("dialog");
  if (caption) await dialog.getByLabel(person.words.files.caption).fill(caption);
  await dialog.getByRole("button", { name: /^(发送|Send) \d/ }).click();
  await person.noLongerSees(dialog);
}

const file = (person: Person, name: string): Locator =>
  person.page.getByTestId("file").filter({ hasText: name });
const pictures = (person: Person): Locator => person.page.getByTestId("picture");

async function savedBytes(person: Person, link: Locator): Promise<Buffer> {
  const [download] = await Promise.all([person.page.waitForEvent("download"), link.click()]);
  return readFile(await download.path());
}

/** The picture has been drawn, and from more than nothing. */
async function isDrawn(picture: Locator): Promise<void> {
  await expect
    .poll(() => picture.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBeGreaterThan(0);
}

story("pictures are sent with a word and looked at closely", async (stage) => {
  const [a, b] = await friends(stage);
  await choose(a, [
    png("山.png", 1600, 900),
    png("水.png", 900, 1600, 1),
    png("云.png", 800, 800, 2),
  ]);
  await a.picture("before sending");
  await confirm(a, "周末的照片");
  for (const person of [a, b]) {
    await expect.poll(() => pictures(person).count()).toBe(3);
    for (const picture of await pictures(person).all()) await isDrawn(picture);
    await person.sees("周末的照片");
  }
  await b.picture("album");
  await choose(a, [png("一张.png", 1600, 900)]);
  await confirm(a);
  await expect.poll(() => pictures(b).count()).toBe(4);
  const box = await pictures(b).nth(3).boundingBox();
  expect(box).toMatchObject({ width: 320, height: 180 });
  await a.picture("sent");
  await goTo(b, "contacts");
  await goTo(b, "chats");
  await b.sees(conversationWith(b, mei.nickname).getByText("[图片]"));
  await openChatWith(b, mei.nickname);

  await pictures(b).nth(1).click();
  const viewer = b.page.getByRole("dialog");
  await b.sees(viewer.getByText("2 / 4"));
  await b.page.keyboard.press("ArrowRight");
  await b.sees(viewer.getByText("3 / 4"));
  await viewer.getByRole("button", { name: b.words.files.larger }).click();
  await b.picture("viewer");
  const saved = await savedBytes(b, viewer.getByRole("link", { name: b.words.files.savePicture }));
  // Drawn anew on the way: no PNG any more, and nothing of what stood in it.
  expect(saved.subarray(8, 12).toString("latin1")).toBe("WEBP");
  await b.page.keyboard.press("Escape");
  await b.noLongerSees(viewer);
});

story("a photo that browsers do not draw is shown all the same", async (stage) => {
  const [a, b] = await friends(stage);
  const photo = heic(stage.folder, "IMG_0001.HEIC", 1200, 800);
  await choose(a, [photo]);
  await a.page.getByRole("dialog").getByLabel(a.words.files.original).check();
  await confirm(a, "手机里的");
  for (const person of [a, b]) {
    await person.sees("手机里的");
    await expect.poll(() => pictures(person).count()).toBe(1);
    await isDrawn(pictures(person).first());
  }
  await expect
    .poll(() => pictures(b).first().boundingBox())
    .toMatchObject({ width: 320, height: 213 });
  await pictures(b).first().click();
  const viewer = b.page.getByRole("dialog");
  await isDrawn(viewer);
  await b.picture("heic");
  const saved = await savedBytes(b, viewer.getByRole("link", { name: b.words.files.savePicture }));
  expect(saved.equals(photo.buffer)).toBe(true);
});

story("a large file is finished though the server restarts in between", async (stage) => {
  const [a, b] = await friends(stage);
  const path = join(stage.folder, "大文件.bin");
  const bytes = randomBytes(60 * 1024 * 1024);
  await writeFile(path, bytes);
  const network = await a.context.newCDPSession(a.page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 12_000_000 };
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", slow);
  await choose(a, path);
  await confirm(a);
  const bar = a.page.getByTestId("upload").getByRole("progressbar");
  const percent = async (): Promise<number> => Number(await bar.getAttribute("aria-valuenow"));
  await expect.poll(percent, { timeout: 30_000 }).toBeGreaterThan(15);
  await stage.server.kill();
  await a.picture("interrupted");
  await stage.server.resume();
  await expect.poll(percent, { timeout: 30_000 }).toBeGreaterThan(30);
  // And though the page is loaded anew.
  await a.page.reload();
  await a.sees(a.page.getByTestId("upload"));
  await a.page.getByTestId("upload").getByRole("button", { name: a.words.files.pause }).click();
  await a.sees(a.page.getByText(a.words.files.paused));
  await a.picture("paused");
  await a.page.getByTestId("upload").getByRole("button", { name: a.words.files.resume }).click();
  await file(b, "大文件.bin").waitFor({ timeout: 60_000 });
  await a.noLongerSees(a.page.getByTestId("upload"));
  const hash = (of: Buffer): string => createHash("sha256").update(of).digest("hex");
  expect(hash(await savedBytes(b, file(b, "大文件.bin")))).toBe(hash(bytes));
});

story("names and odd files arrive as they are", async (stage) => {
  const [a, b] = await friends(stage);
  const long = `${"很长的名字😀".repeat(13).slice(0, -5)}.txt`;
  await choose(a, [
    text("笔记.txt", "一"),
    text("笔记.txt", "二"),
    text("空.txt", ""),
    text(long, "长"),
  ]);
  await confirm(a);
  await expect.poll(() => b.page.getByTestId("file").count()).toBe(4);
  const links = await b.page.getByTestId("file").all();
  const contents: string[] = [];
  for (const link of links) contents.push((await savedBytes(b, link)).toString());
  expect(contents).toEqual(["一", "二", "", "长"]);
  await b.sees(b.page.getByText(long));
  await b.picture("files");

  await choose(a, [movingGif("动图.gif")]);
  await confirm(a);
  await isDrawn(pictures(b).first());
  const source = await pictures(b).first().locator("img").getAttribute("src");
  const gif = await b.page.evaluate(async (address) => {
    const response = await fetch(address ?? "");
    return [response.headers.get("content-type"), (await response.text()).slice(0, 6)];
  }, source);
  expect(gif).toEqual(["image/gif", "GIF89a"]);
});

story("what is hostile runs nowhere", async (stage) => {
  const [a, b] = await friends(stage);
  const act = "localStorage.setItem('ran', 'yes')";
  const hostile = [
    text("a.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="${act}"/>`),
    text("b.png", `<html><script>${act}</script></html>`),
    text("c.html", `GIF89a/*<script>${act}</script>*/=1;${act}`),
    text("d.js", act),
  ];
  await choose(a, hostile);
  await confirm(a, "看看这些");
  await b.sees("看看这些");
  const { conversations } = await call(b, "stream.snapshot", {});
  const attachments = conversations[0]?.last_message?.attachments;
  expect(attachments?.length).toBe(hostile.length);
  // In a page of its own, since what is refused is also complained of there.
  const page = await b.context.newPage();
  for (const { file_id, name } of attachments ?? []) {
    const address = `/files/${file_id}/${name}`;
    const shown = await page.goto(address).catch((saved: Error) => {
      expect(saved.message).toContain("Download is starting");
      return null;
    });
    if (shown) expect(shown.status()).toBe(200);
    await page.goto("/");
    const asScript = await page.evaluate(
      (source) =>
        new Promise((tell) => {
          const script = document.createElement("script");
          script.onload = () => tell("ran");
          script.onerror = () => tell("refused");
          script.src = source;
          document.head.append(script);
        }),
      address,
    );
    expect(asScript, name).toBe("refused");
    expect(await page.evaluate(() => localStorage.getItem("ran")), name).toBe(null);
  }
});

story("files are dropped onto the room and pasted into it", async (stage) => {
  const [a, b] = await friends(stage, { viewport: "desk", theme: "dark" });
  const drop = async (kind: "drop" | "paste", name: string): Promise<void> => {
    await a.page.evaluate(
      ([event, fileName]) => {
        const data = new DataTransfer();
        data.items.add(new File(["给你"], fileName ?? "", { type: "text/plain" }));
        const room = document.querySelector(".room .composer textarea");
        const options = { bubbles: true, cancelable: true };
        if (event === "paste") {
          room?.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
        } else {
          room?.dispatchEvent(new DragEvent("dragover", { ...options, dataTransfer: data }));
        }
      },
      [kind, name],
    );
    if (kind === "paste") return;
    await a.sees(a.page.getByText(a.words.files.drop.replace("{name}", ming.nickname)));
    await a.picture("dropping");
    await a.page.evaluate((fileName) => {
      const data = new DataTransfer();
      data.items.add(new File(["给你"], fileName, { type: "text/plain" }));
      const options = { bubbles: true, cancelable: true, dataTransfer: data };
      document.querySelector(".room .composer")?.dispatchEvent(new DragEvent("drop", options));
    }, name);
  };
  await drop("drop", "拖来的.txt");
  await a.sees(a.page.getByTestId("chosen-file"));
  await confirm(a);
  await b.sees(file(b, "拖来的.txt"));
  await drop("paste", "粘贴的.txt");
  await a.sees(a.page.getByTestId("chosen-file"));
  await confirm(a);
  await b.sees(file(b, "粘贴的.txt"));
  await b.picture("dark");
  // Beside the room nobody takes it, and the page stays.
  const refused = await a.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "beside.txt"));
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
    document.querySelector("nav")?.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(refused).toBe(true);
});

story("a file that is given up is not sent", async (stage) => {
  const [a, b] = await friends(stage, { viewport: "phone" });
  const network = await a.context.newCDPSession(a.page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 };
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", slow);
  await choose(a, [{ name: "a.bin", mimeType: "", buffer: randomBytes(3_000_000) }]);
  await confirm(a);
  const line = a.page.getByTestId("upload");
  await a.sees(line.getByText("3", { exact: false }));
  await a.picture("on a phone");
  await line.getByRole("button", { name: a.words.files.cancel }).click();
  await a.noLongerSees(line);
  await choose(a, [png("b.png", 300, 200)]);
  await confirm(a);
  await isDrawn(pictures(b).first());
  expect(await b.page.getByTestId("file").count()).toBe(0);
  await b.picture("on a phone");
});

story("the files of a chat are found again, by kind, name and sender", async (stage) => {
  const [a, b] = await friends(stage, { theme: "dark" });
  await choose(a, [png("山.png", 800, 600), png("水.png", 600, 800, 1)]);
  await confirm(a);
  await choose(a, [text("计划.txt", "周六"), text("名单.txt", "三人")]);
  await confirm(a);
  await b.sees(file(b, "名单.txt"));
  await choose(b, [text("改过的计划.txt", "周日")]);
  await confirm(b);
  await a.sees(file(a, "改过的计划.txt"));

  const { files } = a.words;
  await a.page.getByRole("button", { name: files.list }).click();
  const dialog = a.page.getByRole("dialog");
  const listed = dialog.getByRole("list", { name: files.list }).getByRole("listitem");
  await expect.poll(() => listed.count()).toBe(2);
  for (const picture of await dialog.getByTestId("picture").all()) await isDrawn(picture);
  await a.comesToRest();
  await a.picture("pictures of a chat");
  await dialog.getByRole("tab", { name: files.shelf.seen }).press("ArrowRight");
  await expect.poll(() => listed.count()).toBe(3);
  await dialog.getByLabel(files.search).fill("计划");
  await expect.poll(() => listed.count()).toBe(2);
  await dialog.getByLabel(files.sender).selectOption({ label: ming.nickname });
  await expect.poll(() => listed.allTextContents()).toHaveLength(1);
  await a.sees(listed.filter({ hasText: "改过的计划.txt" }));
  await a.picture("files of a chat");
  await dialog.getByLabel(files.search).fill("没有");
  await a.sees(dialog.getByText(files.none));

  // What comes while the list is open stands in it.
  await dialog.getByLabel(files.search).fill("");
  await choose(b, [text("新的.txt", "刚写的")]);
  await confirm(b);
  await a.sees(listed.filter({ hasText: "新的.txt" }));
});

story("a voice is recorded, heard, and leads on to the next", async (stage) => {
  const [a, b] = await friends(stage, { devices: true });
  const record = async (): Promise<void> => {
    await a.page.getByRole("button", { name: a.words.files.speak }).click();
    const bar = await a.sees(a.page.getByTestId("recording"));
    // Chromium's own microphone beeps; a second of it is a message.
    await bar.getByText("0:01").waitFor();
  };
  await record();
  await a.picture("speaking");
  await a.page.getByRole("button", { name: a.words.files.sendVoice }).click();
  const voices = (person: Person): Locator => person.page.getByTestId("voice");
  await expect.poll(() => voices(b).count()).toBe(1);
  await record();
  await a.page.keyboard.press("Escape");
  await a.noLongerSees(a.page.getByTestId("recording"));
  await record();
  await a.page.getByRole("button", { name: a.words.files.sendVoice }).click();
  await expect.poll(() => voices(b).count()).toBe(2);
  await b.sees(voices(b).first().getByLabel(b.words.files.notHeard));
  await voices(b).first().getByRole("button").first().click();
  await expect.poll(() => voices(b).nth(0).getAttribute("data-new")).toBe("false");
  await voices(b).first().getByRole("button", { name: /1/ }).last().click();
  await b.picture("hearing");
  // The second follows by itself.
  await expect.poll(() => voices(b).nth(1).getAttribute("data-new")).toBe("false");
  await b.noLongerSees(b.page.getByLabel(b.words.files.notHeard));
});

story("without a microphone it is said why", async (stage) => {
  const [a] = await friends(stage, { viewport: "phone", theme: "dark" });
  await a.page.getByRole("button", { name: a.words.files.speak }).click();
  await a.sees(a.words.files.microphone.missing);
  await a.picture("no microphone");
});

story("stickers stand without a bubble", async (stage) => {
  const [a, b] = await friends(stage);
  const panel = (): Locator =>
    a.page.getByRole("dialog", { name: a.words.stickers.panel, exact: true });
  const opener = a.page.getByRole("button", { name: a.words.stickers.panel, exact: true });
  await opener.click();
  await a.sees(panel());
  await a.picture("stickers");
  await panel().getByRole("button", { name: a.words.stickers.drawn.bird.cheer }).click();
  const sticker = (person: Person): Locator => person.page.getByTestId("sticker");
  await expect
    .poll(() => sticker(b).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))))
    .toEqual([b.words.stickers.one.replace("{name}", b.words.stickers.drawn.bird.cheer)]);
  await b.sees(conversationWith(b, mei.nickname).getByText(`[${b.words.files.kind.sticker}]`));
  // What was used last comes first.
  await opener.click();
  await expect
    .poll(() => panel().getByTestId("sticker-choice").first().getAttribute("aria-label"))
    .toBe(a.words.stickers.drawn.bird.cheer);
  await a.page.keyboard.press("Escape");
  await b.picture("sticker");
});
