// One box finds friends, groups and strangers, with the keyboard alone.
import { expect } from "vitest";
import { accountOf, becomeFriends, goTo, register } from "./harness/actions";
import { accessibilityFindings } from "./harness/axe";
import type { Person } from "./harness/person";
import { call } from "./harness/call";
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

story(
  "a group that lets itself be found is found on the server, by name or by its code",
  async (stage) => {
    const [a, b] = [await stage.person("mei"), await stage.person("zhang", { viewport: "phone" })];
    const c = await stage.person("chong", { theme: "dark", locale: "en-US" });
    for (const [person, account] of [
      [a, mei],
      [b, zhang],
      [c, chong],
    ] as const) {
      await register(person, account);
    }
    await becomeFriends(a, b, { asker: mei, asked: zhang });
    const friend = await call(a, "user.find", { account: zhang.account });
    const made = await call(a, "group.create", { name: "周末<b>爬山", user_ids: [friend.user_id] });
    const { conversation_id } = made;
    await call(a, "group.configure", { conversation_id, findable: true, joining: "open" });

    await goTo(c, "chats");
    for (const words of ["周末", String(conversation_id)]) {
      await box(c).fill(words);
      await c.sees(choices(c).filter({ hasText: "周末<b>爬山" }));
    }
    await isAccessible(c, "a group on the server");
    await box(c).press("Enter");
    await c.page.getByRole("button", { name: c.words.group.join, exact: true }).click();
    await c.sees(c.page.getByRole("region", { name: "周末<b>爬山" }));

    // A pasted invitation leads to the group.
    const { code } = await call(a, "group.create_link", { conversation_id });
    await goTo(b, "contacts");
    await b.page.getByRole("button", { name: b.words.people.add }).first().click();
    const field = b.page.getByRole("dialog").getByLabel(b.words.people.accountOfFriend);
    await field.fill(`http://elsewhere.home/g/${code}`);
    await field.press("Enter");
    await b.sees(b.page.getByTestId("group-card"));
  },
);
