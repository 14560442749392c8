// Finding people: by ID, by link, by a code in a picture or before the camera.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import {
  accountOf,
  fillRegistration,
  goTo,
  isInside,
  register,
  signIn,
  signOut,
} from "./harness/actions";
import { accessibilityFindings } from "./harness/axe";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明<b>");

async function isAccessible(person: Person, title: string): Promise<void> {
  await person.comesToRest();
  await person.picture(title);
  expect(await accessibilityFindings(person), title).toEqual([]);
}

async function openAddFriend(person: Person): Promise<void> {
  await goTo(person, "contacts");
  await person.page.getByRole("button", { name: person.words.people.add }).first().click();
  await person.sees(
    person.page.getByRole("dialog").getByLabel(person.words.people.accountOfFriend),
  );
}

/** Opens my code from "me" and gives the dialog. */
async function openMyCode(person: Person): Promise<ReturnType<Person["page"]["getByRole"]>> {
  await goTo(person, "me");
  await person.page.getByRole("button", { name: person.words.people.myCode }).click();
  const dialog = person.page.getByRole("dialog", { name: person.words.people.myCode });
  await person.sees(dialog.getByRole("img"));
  return dialog;
}

async function seesFound(person: Person, nickname: string): Promise<void> {
  const dialog = person.page.getByRole("dialog", { name: person.words.people.add });
  await person.sees(dialog.getByText(nickname, { exact: true }));
}

story("a code saved by one is read from the picture by another", async (stage) => {
  const [a, b] = [
    await stage.person("mei", { viewport: "phone", theme: "dark", locale: "en-US" }),
    await stage.person("ming"),
  ];
  await register(a, mei);
  await register(b, ming);
  await b.page.getByRole("button", { name: b.words.people.myCode }).first().click();
  await b.sees(b.page.getByRole("dialog").getByRole("img"));
  await isAccessible(b, "my code");
  await b.page.keyboard.press("Escape");
  const dialog = await openMyCode(b);
  const download = b.page.waitForEvent("download");
  await dialog.getByRole("button", { name: b.words.people.saveCode }).click();
  const code = join(stage.folder, "code.png");
  await (await download).saveAs(code);

  await openAddFriend(a);
  await isAccessible(a, "add a friend");
  const chooser = a.page.waitForEvent("filechooser");
  await a.page.getByRole("button", { name: a.words.people.scanPicture }).click();
  await (await chooser).setFiles(code);
  await seesFound(a, ming.nickname);
  await isAccessible(a, "found by picture");

  const noCode = join(stage.folder, "no code.png");
  await writeFile(noCode, await a.page.screenshot());
  await a.page.locator("input[type=file]").setInputFiles(noCode);
  await a.sees(a.words.people.noCode);
  const noPicture = join(stage.folder, "no picture.png");
  await writeFile(noPicture, "words");
  await a.page.locator("input[type=file]").setInputFiles(noPicture);
  await a.sees(a.words.people.noPicture);
});

story("a code before the camera finds its owner", async (stage) => {
  const [a, b] = [await stage.person("mei", { theme: "dark" }), await stage.person("ming")];
  await register(b, ming);
  const dialog = await openMyCode(b);
  await b.comesToRest();
  const seen = (await dialog.screenshot()).toString("base64");
  // The camera of this browser shows a wall, then the other one's screen.
  await a.page.addInitScript((picture) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [640, 640];
      const context = canvas.getContext("2d");
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      let frames = 0;
      setInterval(() => {
        frames += 1;
        context?.fillRect(0, 0, 640, 640);
        if (frames > 20) context?.drawImage(image, 20, 20, 600, (600 * image.height) / image.width);
      }, 50);
      return canvas.captureStream();
    };
  }, seen);
  await register(a, mei);
  await openAddFriend(a);
  await a.page.getByRole("button", { name: a.words.people.scan, exact: true }).click();
  await a.sees(a.page.getByLabel(a.words.people.cameraView));
  await a.picture("scanning");
  await seesFound(a, ming.nickname);
});

story("without a camera it is said in words", async (stage) => {
  const person = await stage.person("mei", { viewport: "phone" });
  await register(person, mei);
  await openAddFriend(person);
  await person.page.getByRole("button", { name: person.words.people.scan, exact: true }).click();
  await person.sees(person.words.people.noCamera);
  await person.picture("no camera");
  await person.page.getByRole("button", { name: person.words.people.stopScanning }).click();
  await person.sees(person.page.getByLabel(person.words.people.accountOfFriend));
});

story("a link finds its owner, before and after signing in", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming", { viewport: "phone" })];
  await register(b, ming);
  const dialog = await openMyCode(b);
  await dialog.getByRole("button", { name: b.words.people.copyLink }).click();
  const copied = await b.page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(copied).pathname).toBe("/u/ming");
  await b.page.goto("/u/ming");
  await b.sees(b.words.people.thatIsYou);

  // Not registered yet: by the link, through the door, to the person.
  const { words, page } = a;
  await page.goto("/u/ming");
  await page.getByRole("link", { name: words.entrance.register }).click();
  await fillRegistration(a, mei, { stay: true });
  await a.sees(page.getByRole("heading", { name: words.codes.title }));
  await page.getByLabel(words.codes.kept).check();
  await page.getByRole("button", { name: words.codes.enter }).click();
  await seesFound(a, ming.nickname);
  await a.picture("found by link");
  await page.keyboard.press("Escape");
  await page.waitForURL("**/contacts");
  await page.reload();
  await isInside(a);
  expect(await page.getByRole("dialog").count()).toBe(0);

  await page.goto("/u/nobody-here");
  await a.sees(words.people.notFound.replace("{account}", "nobody-here"));

  await page.keyboard.press("Escape");
  await signOut(a);
  await page.goto("/u/ming");
  await signIn(a, mei, { stay: true });
  await seesFound(a, ming.nickname);
});

story("an ID or a pasted link finds its owner too", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming")];
  await register(a, mei);
  await register(b, ming);
  const dialog = await openMyCode(b);
  const facts = (await dialog.getByText(/ID/).first().textContent()) ?? "";
  const id = /ID[:：]\s*(\d+)/.exec(facts)?.[1] ?? "";
  await openAddFriend(a);
  const add = a.page.getByRole("dialog");
  const field = add.getByLabel(a.words.people.accountOfFriend);
  for (const text of [id, "https://elsewhere.home:8443/u/ming?x=1"]) {
    await field.fill(text);
    await field.press("Enter");
    await seesFound(a, ming.nickname);
    await field.fill(mei.account);
    await field.press("Enter");
    await a.sees(a.words.people.thatIsYou);
  }
});
