// How it looks to everybody: both themes, both languages, a desk and a phone, and by the rules of accessibility.
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import {
  accountOf,
  becomeFriends,
  goTo,
  isAtTheDoor,
  openChatWith,
  register,
  say,
  seesMessage,
} from "./harness/actions";
import { accessibilityFindings } from "./harness/axe";
import type { Looks, Person } from "./harness/person";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

async function isAccessible(person: Person, title: string): Promise<void> {
  await person.comesToRest();
  await person.picture(title);
  expect(await accessibilityFindings(person), title).toEqual([]);
}

/** Nothing sticks out to the side. */
async function fits(person: Person): Promise<void> {
  const overhang = await person.page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
}

/** Nothing in a part of the page sticks out of its side, where it would be cut off. */
async function holds(part: Locator): Promise<void> {
  const outside = await part.evaluate((box) => {
    const { right } = box.getBoundingClientRect();
    const inside = [...box.querySelectorAll("input, button, select, p")];
    return inside.filter((one) => one.getBoundingClientRect().right > right + 1).length;
  });
  expect(outside).toBe(0);
}

for (const looks of [
  { viewport: "desk", theme: "light", locale: "zh-CN" },
  { viewport: "desk", theme: "dark", locale: "en-US" },
  { viewport: "phone", theme: "dark", locale: "zh-CN" },
  { viewport: "phone", theme: "light", locale: "en-US" },
] satisfies Looks[]) {
  story(`every page on a ${looks.viewport}, ${looks.theme}, in ${looks.locale}`, async (stage) => {
    const person = await stage.person("mei", looks);
    const friend = await stage.person("ming");
    const { words, page } = person;

    await page.goto("/");
    await isAtTheDoor(person);
    expect(await page.getAttribute("html", "lang")).toBe(looks.locale === "en-US" ? "en" : "zh-CN");
    await fits(person);
    await isAccessible(person, "sign in");
    await page.goto("/register");
    await person.sees(page.getByRole("heading", { name: words.entrance.registerTitle }));
    await isAccessible(person, "register");
    await page.goto("/recover");
    await person.sees(page.getByRole("heading", { name: words.entrance.recoverTitle }));
    await isAccessible(person, "recover");

    await register(person, mei);
    await person.sees(page.getByText(words.app.verse).filter({ visible: true }));
    await isAccessible(person, "empty");
    await register(friend, ming);
    await becomeFriends(friend, person, { asker: ming, asked: mei });
    await isAccessible(person, "requests");
    await goTo(person, "contacts");
    await isAccessible(person, "contacts");
    await page.getByRole("button", { name: words.people.add }).first().click();
    await person.sees(page.getByRole("dialog").getByLabel(words.people.accountOfFriend));
    await isAccessible(person, "add a friend");
    await page.keyboard.press("Escape");
    await person.noLongerSees(page.getByRole("dialog"));

    await openChatWith(friend, mei.nickname);
    await openChatWith(person, ming.nickname);
    await say(friend, "今天的月亮很圆。");
    await say(person, "The moon is full tonight. 何当有翅翎，飞去堕尔前");
    await seesMessage(person, "今天的月亮很圆。");
    await seesMessage(person, "The moon is full tonight. 何当有翅翎，飞去堕尔前", "read");
    await fits(person);
    await isAccessible(person, "room");

    const { group } = words;
    await goTo(person, "chats");
    await page.getByRole("button", { name: group.create, exact: true }).click();
    await page.getByRole("checkbox", { name: ming.nickname }).check();
    await isAccessible(person, "new group");
    await page.getByRole("button", { name: group.done, exact: true }).click();
    await page.getByRole("button", { name: group.details, exact: true }).click();
    await person.sees(page.getByTestId("member").filter({ hasText: ming.nickname }));
    await fits(person);
    await holds(page.getByRole("complementary", { name: group.details }));
    await isAccessible(person, "group details");
    for (const dialog of [group.links, group.requests, group.none]) {
      await page.getByRole("button", { name: dialog, exact: true }).click();
      await person.sees(page.getByRole("dialog"));
      await fits(person);
      await holds(page.locator(".el-dialog"));
      await isAccessible(person, `group ${dialog}`);
      await page.keyboard.press("Escape");
      await person.noLongerSees(page.getByRole("dialog"));
    }

    for (const section of [
      "profile",
      "settings",
      "privacy",
      "security",
      "devices",
      "invitations",
    ] as const) {
      await page.goto(`/me/${section}`);
      await person.sees(page.getByRole("heading", { name: words.me[section] }));
      await fits(person);
      await isAccessible(person, section);
    }
  });
}
