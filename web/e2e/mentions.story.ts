import { expect } from "vitest";
import { button, composer, conversationWith, goTo, openChatWith, say } from "./harness/actions";
import { call } from "./harness/call";
import { groupOfThree, lin, mei, ming, name } from "./harness/group";
import type { Person } from "./harness/person";
import { png } from "./harness/samples";
import { story } from "./harness/story";

const option = (person: Person, words: string) =>
  person.page.getByTestId("mention-choice").getByRole("option").filter({ hasText: words });
const mention = (person: Person, words: string) =>
  person.page.getByTestId("message").locator(".mention").filter({ hasText: words });

const idOf = async (person: Person) => (await call(person, "stream.snapshot", {})).me.user.user_id;

/** As it is shown: in the tables of words an '@' would mean something else. */
const shown = (words: string): string => words.replaceAll("{'@'}", "@");

story("whoever is mentioned is told so, and led there", async (stage) => {
  const { a, b, c } = await groupOfThree(stage);
  await goTo(b, "contacts");
  await goTo(b, "chats");
  await openChatWith(c, name);

  // What I call somebody is mine: I find them by it, and the others read their name.
  const remark = async (words: string) =>
    call(a, "friend.configure", { user_id: await idOf(b), remark: words });
  await remark("爱唠叨的同桌");
  await composer(a).pressSequentially("@alddtz");
  await a.sees(option(a, "爱唠叨的同桌"));
  await composer(a).press("Enter");
  expect(await composer(a).inputValue()).toBe(`@${mei.nickname} `);
  await composer(a).fill("");
  await remark("");

  // Found by the first letters of how the name sounds; Enter picks and does not send.
  await composer(a).pressSequentially("请@xm");
  await a.sees(option(a, mei.nickname));
  await expect.poll(() => option(a, ming.nickname).count()).toBe(0);
  await a.picture("choosing whom");
  await composer(a).press("Enter");
  expect(await composer(a).inputValue()).toBe(`请@${mei.nickname} `);
  await composer(a).pressSequentially("带水");
  await composer(a).press("Enter");
  await c.sees(mention(c, `@${mei.nickname}`));
  await b.sees(conversationWith(b, shown(b.words.mention.me)));
  expect(await conversationWith(c, shown(c.words.mention.me)).count()).toBe(0);
  await b.picture("mentioned in the list");

  // Much is written afterwards, and another mention below what is in sight: one button leads there.
  for (let i = 1; i <= 40; i += 1) await say(c, `第 ${i} 句`);
  await openChatWith(b, name);
  await b.sees(mention(b, `@${mei.nickname}`));
  await composer(a).pressSequentially("@mei");
  await a.sees(option(a, mei.nickname));
  await composer(a).press("Enter");
  // A reload forgets neither the words nor whom they are for.
  await a.page.reload();
  await openChatWith(a, name);
  await expect.poll(() => composer(a).inputValue()).toBe(`@${mei.nickname} `);
  await composer(a).press("End");
  await composer(a).pressSequentially("绳子呢");
  await composer(a).press("Enter");
  const toMention = b.page.locator(".chip.mention");
  await toMention.waitFor();
  await b.picture("a mention out of sight");
  await toMention.click();
  await b.sees(b.page.getByTestId("message").filter({ hasText: "绳子呢" }));
  await toMention.waitFor({ state: "detached" });
  await b.picture("led to the mention");
  await conversationWith(b, shown(b.words.mention.me)).waitFor({ state: "detached" });

  // All at once: for the owner, once in five minutes.
  await composer(a).pressSequentially("@");
  await a.sees(option(a, a.words.mention.everybody));
  await composer(a).press("Escape");
  expect(await a.page.getByTestId("mention-choice").isVisible()).toBe(false);
  await composer(a).fill("");
  for (const words of [" 出发", " 再说一次"]) {
    await composer(a).pressSequentially("@");
    await a.sees(option(a, a.words.mention.everybody));
    await composer(a).press("Tab");
    await composer(a).pressSequentially(words);
    await composer(a).press("Enter");
  }
  await a.sees(a.page.getByText(shown(a.words.refusal.mention_too_soon)));
  await c.sees(mention(c, `@${a.words.mention.everybody}`));
  await a.picture("everybody, twice");
  await c.picture("everybody on a phone");

  // A member may not, and is not offered it; from the menu of a message somebody is.
  await composer(b).pressSequentially("@");
  await b.sees(option(b, lin.nickname));
  expect(await option(b, b.words.mention.everybody).count()).toBe(0);
  await composer(b).fill("");
  await b.page.getByTestId("message").last().locator(".bubble").click({ button: "right" });
  await b.page.getByRole("menuitem", { name: shown(b.words.mention.them), exact: true }).click();
  expect(await composer(b).inputValue()).toBe(`@${lin.nickname} `);

  // What is said to a picture calls people too.
  await c.page.getByTestId("file-input").setInputFiles(png("河边.png", 600, 400));
  const dialog = c.page.getByRole("dialog");
  const caption = dialog.getByLabel(c.words.files.caption);
  await caption.pressSequentially("@xm");
  await c.sees(option(c, mei.nickname));
  await c.picture("choosing whom a picture is for");
  await caption.press("Escape");
  await c.sees(dialog);
  await caption.pressSequentially(" @xm");
  await c.sees(option(c, mei.nickname));
  await caption.press("Enter");
  await caption.press("Enter");
  await c.noLongerSees(dialog);
  const withPicture = b.page.getByTestId("message").filter({ has: b.page.getByTestId("picture") });
  await b.sees(withPicture.locator(".mention").filter({ hasText: `@${mei.nickname}` }));
  await b.picture("called under a picture");

  // Whoever may, is a rule of the group.
  await button(a, a.words.group.details).click();
  await a.page.locator("select[name=mentioning]").selectOption("everybody");
  await composer(b).fill("");
  await composer(b).pressSequentially("@");
  await b.sees(option(b, b.words.mention.everybody));
  await a.picture("who may mention everybody");
});
