// What the origin could do with people, from the first request to the end of a group, by three at once.
import type { Locator } from "playwright-core";
import {
  acceptRequestOf,
  accountOf,
  askToBeFriends,
  button,
  conversationWith,
  goTo,
  notice,
  openChatWith,
  registerByHand,
  say,
  seesMessage,
} from "./harness/actions";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const lin = accountOf("lin", "林老师");
const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

const memberRow = (person: Person, nickname: string): Locator =>
  person.page.getByTestId("member").filter({ hasText: nickname });

async function openCardOf(person: Person, name: string): Promise<void> {
  await goTo(person, "contacts");
  await person.page.getByTestId("friend").filter({ hasText: name }).first().click();
}

async function choose(person: Person, menu: Locator, item: string): Promise<void> {
  await menu.click();
  await person.page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function confirm(person: Person, action: string): Promise<void> {
  const question = person.page.getByRole("alertdialog");
  await question.getByRole("button", { name: action, exact: true }).click();
}

story("from the first request to the end of a group, by three people", async (stage) => {
  const a = await stage.person("lin");
  const b = await stage.person("mei");
  const c = await stage.person("ming", { viewport: "phone", theme: "dark" });
  await registerByHand(a, lin);
  await registerByHand(b, mei);
  await registerByHand(c, ming);
  const { friends, group, people } = a.words;

  // Friends: a request with words, a friend group, a remark.
  await askToBeFriends(a, mei.account, "我是林老师");
  await acceptRequestOf(b, lin.nickname);
  await goTo(a, "contacts");
  await button(a, friends.manageGroups).filter({ visible: true }).click();
  await a.page.getByLabel(friends.newGroup, { exact: true }).fill("学生");
  await button(a, friends.createGroup).click();
  await a.sees(a.page.getByTestId("friend-group-row").filter({ hasText: "学生" }));
  await a.page.keyboard.press("Escape");
  await openCardOf(a, mei.nickname);
  await a.page.getByLabel(friends.group, { exact: true }).selectOption({ label: "学生" });
  await a.page.getByLabel(people.remark, { exact: true }).fill("梅同学");
  await button(a, people.saveRemark).click();
  await a.sees(a.page.getByTestId("friend").filter({ hasText: "梅同学" }));
  await a.picture("a friend with a remark in a friend group");
  await openChatWith(a, "梅同学");
  await say(a, "这周写生吗？");
  await openChatWith(b, lin.nickname);
  await seesMessage(b, "这周写生吗？");

  // A group: created, found by name, asked, let in.
  await button(a, group.create).click();
  await a.page.getByRole("checkbox", { name: "梅同学" }).check();
  await a.page.getByLabel(group.name, { exact: true }).fill("写生小组");
  await button(a, group.done).click();
  await button(a, group.details).click();
  await a.page.getByLabel(group.joining).selectOption("approval");
  await a.page.getByLabel(group.findable).check();
  await a.sees(notice(a, "修改了群设置"));
  await goTo(c, "chats");
  await c.page.getByRole("combobox").fill("写生");
  await c.page.getByRole("option", { name: /写生小组/ }).click();
  await c.page.getByLabel(group.reason).fill("我是隔壁班的阿明");
  await c.comesToRest();
  await c.picture("asking to come in");
  await button(c, group.askToJoin).click();
  await a.page.getByRole("button", { name: `${group.requests} (1)` }).click();
  await a.page.getByTestId("join-request").getByRole("button", { name: group.admit }).click();
  await a.page.keyboard.press("Escape");
  await openChatWith(c, "写生小组");

  // Announced, muted, handed over, dissolved.
  await button(a, group.none).click();
  await button(a, group.publish).click();
  await a.page.getByLabel(group.announcementText).fill("周六八点，带好画板");
  await button(a, group.publishDone).click();
  await a.sees(a.page.getByTestId("announcement"));
  await a.page.keyboard.press("Escape");
  await c.sees(c.page.getByRole("region", { name: group.announcement, exact: true }));
  await c.picture("announced");
  const governed = memberRow(a, ming.nickname).getByRole("button");
  await choose(a, governed, group.mute);
  await button(a, group.mute).click();
  await c.sees(c.page.getByText(/你被禁言到/));
  await c.picture("muted");
  await choose(a, governed, group.unmute);
  await say(c, "知道了");
  await seesMessage(a, "知道了");
  await choose(a, memberRow(a, "梅同学").getByRole("button"), group.transfer);
  await confirm(a, group.transfer);
  await openChatWith(b, "写生小组");
  await button(b, group.details).click();
  await b.picture("the new owner");
  await button(b, group.dissolve).click();
  await confirm(b, group.dissolve);
  for (const person of [a, b, c]) {
    await conversationWith(person, "写生小组").waitFor({ state: "detached" });
  }

  // Removed: the history stays, and so does the way back.
  await openCardOf(a, "梅同学");
  await choose(a, button(a, friends.more), friends.remove);
  await confirm(a, friends.remove);
  await a.noLongerSees(a.page.getByTestId("friend"));
  await openChatWith(b, lin.nickname);
  await say(b, "老师？");
  await b.sees(b.words.refusal.not_friends);
  await b.picture("no friends any more");
});
