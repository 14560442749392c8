// One box finds friends, groups and strangers, with the keyboard alone.
import { expect } from "vitest";
import { accountOf, becomeFriends, goTo, register } from "./harness/actions";
import { accessibilityFindings } from "./harness/axe";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const zhang = accountOf("zhang", "张三");
const chong = accountOf("chong", "重庆<i>小面");

const box = (person: Person): ReturnType<Person["page"]["getByRole"]> =>
  person.page.getByRole("combobox", { name: person.words.search.label });
const choices = (person: Person): ReturnType<Person["page"]["getByRole"]> =>
  person.page.getByRole("listbox", { name: person.words.search.results }).getByRole("option");

async function isAccessible(person: Person, title: string): Promise<void> {
  await person.comesToRest();
  await person.picture(title);
  expect(await accessibilityFindings(person), title).toEqual([]);
}

story("friends and groups are found by pinyin, with the keyboard alone", async (stage) => {
  const a = await stage.person("mei", { theme: "dark" });
  const [b, c] = [await stage.person("zhang"), await stage.person("chong")];
  await register(a, mei);
  await register(b, zhang);
  await register(c, chong);
  await becomeFriends(a, b, { asker: mei, asked: zhang });
  await becomeFriends(a, c, { asker: mei, asked: chong });
  await goTo(a, "chats");

  await a.page.keyboard.press("Control+k");
  await a.page.keyboard.type("zsan");
  await a.sees(choices(a).filter({ hasText: zhang.nickname }));
  await isAccessible(a, "by pinyin");
  await a.page.keyboard.press("Enter");
  await a.sees(a.page.getByRole("region", { name: zhang.nickname }));
  expect(await box(a).inputValue()).toBe("");

  await a.page.keyboard.press("Control+k");
  await a.page.keyboard.type("ng");
  await a.page.keyboard.press("Escape");
  expect(await box(a).inputValue()).toBe("");
  for (const typed of ["cq", "zq", "chongqing", "zhongqing<i>x"]) {
    await box(a).fill(typed);
    await a.sees(choices(a).filter({ hasText: chong.nickname }));
    expect(await choices(a).count()).toBe(1);
  }
  // Both are found; down once chooses the second.
  await box(a).fill("z");
  await a.page.keyboard.press("ArrowDown");
  const second = choices(a).nth(1);
  await a.sees(second.and(a.page.locator("[aria-selected=true]")));
  expect(await box(a).getAttribute("aria-activedescendant")).toBe(await second.getAttribute("id"));
  const name = (await second.locator(".one-line").first().textContent()) ?? "";
  await a.page.keyboard.press("Enter");
  await a.sees(a.page.getByRole("region", { name: name.trim() }));

  // Where one was before Ctrl+K, one is after two times Escape.
  const composer = a.page.locator("form.composer textarea");
  await composer.focus();
  await a.page.keyboard.press("Control+k");
  await a.page.keyboard.type("nobody at all");
  await a.sees(a.words.search.none.replace("{query}", "nobody at all"));
  await a.picture("nothing found");
  await a.page.keyboard.press("Escape");
  await a.page.keyboard.press("Escape");
  expect(await composer.evaluate((element) => element === document.activeElement)).toBe(true);
});

story("somebody I do not know is found on the server and asked", async (stage) => {
  const a = await stage.person("mei", { viewport: "phone", locale: "en-US" });
  const b = await stage.person("zhang");
  await register(a, mei);
  await register(b, zhang);
  await goTo(a, "contacts");
  await box(a).fill("zhan");
  await a.sees(a.words.search.none.replace("{query}", "zhan"));
  await box(a).fill("zhang");
  await a.sees(choices(a).filter({ hasText: zhang.nickname }));
  await isAccessible(a, "on the server");
  await choices(a).first().tap();
  const dialog = a.page.getByRole("dialog", { name: a.words.people.add });
  await dialog.getByRole("button", { name: a.words.people.sendRequest }).click();
  await a.noLongerSees(dialog);
  await a.page.waitForURL("**/contacts");
});
