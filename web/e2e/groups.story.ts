import type { Locator } from "playwright-core";
import {
  becomeFriends,
  button,
  conversationWith,
  goTo,
  notice,
  openChatWith,
  register,
  say,
  seesMessage,
} from "./harness/actions";
import { groupOfThree, lin, mei, ming, name } from "./harness/group";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const memberRow = (person: Person, nickname: string): Locator =>
  person.page.getByTestId("member").filter({ hasText: nickname });

async function openDetails(person: Person): Promise<void> {
  await person.page.getByRole("button", { name: person.words.group.details }).click();
  await person.sees(memberRow(person, lin.nickname));
}

/** Chooses from the menu beside a member. */
async function govern(person: Person, nickname: string, item: string): Promise<void> {
  await memberRow(person, nickname).getByRole("button").click();
  await person.page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function answerYes(person: Person, action: string): Promise<void> {
  await person.page
    .getByRole("alertdialog")
    .getByRole("button", { name: action, exact: true })
    .click();
}

story("a group of three, of whom two are strangers, until it is dissolved", async (stage) => {
  const { a, b, c } = await groupOfThree(stage);
  await say(b, "几点出发？");
  await seesMessage(a, "几点出发？");
  await seesMessage(c, "几点出发？");
  // They are no friends: the name comes with the group.
  await c.sees(c.page.getByRole("log").getByText(mei.nickname, { exact: true }));
  // Whoever looks at the list learns who spoke.
  await a.sees(conversationWith(a, `${mei.nickname}：几点出发？`));
  await a.picture("group room");
  await c.picture("group room on a phone");

  // Out of the way for one of them, where it still says how much there is to read.
  const { chat } = b.words;
  await goTo(b, "contacts");
  await goTo(b, "chats");
  await conversationWith(b, name).click({ button: "right" });
  await b.page.getByRole("menuitem", { name: chat.foldChat, exact: true }).click();
  await conversationWith(b, name).waitFor({ state: "detached" });
  await say(a, "东门集合");
  const folded = b.page.getByTestId("folded");
  await b.sees(folded.getByText("1", { exact: true }));
  await b.picture("folded away");
  await folded.click();
  await b.sees(conversationWith(b, name));
  await b.picture("folded chats");

  const { group } = a.words;
  await conversationWith(a, name).click({ button: "right" });
  await a.page.getByRole("menuitem", { name: group.dissolve }).click();
  await a.picture("dissolve?");
  await answerYes(a, group.dissolve);
  await conversationWith(a, name).waitFor({ state: "detached" });
  await conversationWith(b, name).waitFor({ state: "detached" });
});

story("a group is governed from its details", async (stage) => {
  const { a, b, c } = await groupOfThree(stage);
  const { group } = a.words;
  await openDetails(a);
  await openDetails(b);
  await a.picture("details");

  await button(a, group.rename).click();
  await a.page.getByLabel(group.name, { exact: true }).fill("周日爬山");
  await button(a, group.save).click();
  await b.sees(b.page.getByRole("heading", { name: "周日爬山" }));
  await b.sees(notice(b, `${lin.nickname} 把群名称改为“周日爬山”`));

  // Who becomes an admin may rename at once, without loading anything anew.
  await b.noLongerSees(button(b, group.rename));
  await govern(a, mei.nickname, group.nameAdmin);
  await b.sees(button(b, group.rename));
  await b.sees(notice(b, `${lin.nickname} 把 ${b.words.notice.toYou} 设为管理员`));

  const png = await a.page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 64 });
    const context = canvas.getContext("2d");
    if (context) Object.assign(context, { fillStyle: "#3a6" }).fillRect(0, 0, 96, 64);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  await a.page.locator("input[name=group-picture]").setInputFiles({
    name: "山.png",
    mimeType: "image/png",
    buffer: Buffer.from(png, "base64"),
  });
  await a.page.getByRole("dialog").getByRole("button", { name: a.words.me.useAvatar }).click();
  await b.sees(notice(b, `${lin.nickname} 换了群头像`));
  await b.sees(conversationWith(b, "周日爬山").locator("img[src*='/avatars/']"));
  await b.picture("a picture of its own");

  // By pinyin, although the server knows no pinyin.
  await a.page.getByLabel(group.searchMembers).fill("am");
  await a.noLongerSees(memberRow(a, mei.nickname));
  await govern(a, ming.nickname, group.remove);
  await a.picture("remove?");
  await answerYes(a, group.remove);
  await conversationWith(c, "周日爬山").waitFor({ state: "detached" });
  await a.page.getByLabel(group.searchMembers).fill("");
  await a.sees(memberRow(a, mei.nickname));

  await button(a, group.invite).click();
  await a.page.getByRole("checkbox", { name: ming.nickname }).check();
  await button(a, group.inviteDone).click();
  await a.sees(memberRow(a, ming.nickname));
  await b.sees(notice(b, `${lin.nickname} 邀请 ${ming.nickname} 加入群聊`));
  await openChatWith(c, "周日爬山");
  await c.page.getByRole("button", { name: group.details }).click();
  await c.sees(memberRow(c, lin.nickname));
  await c.picture("details on a phone");

  await govern(a, mei.nickname, group.transfer);
  await answerYes(a, group.transfer);
  await b.sees(button(b, group.dissolve));
  await button(a, group.leave).click();
  await answerYes(a, group.leave);
  await conversationWith(a, "周日爬山").waitFor({ state: "detached" });
});

story("an announcement stands on top until it is confirmed, and nicknames show", async (stage) => {
  const { a, b, c } = await groupOfThree(stage);
  const { group } = a.words;
  await openDetails(a);
  await button(a, group.none).click();
  await button(a, group.publish).click();
  await a.page
    .getByLabel(group.announcementText)
    .fill("明早八点，东门见。\n带水和帽子。<b>别迟到</b>");
  await a.page.getByLabel(group.mustConfirm).check();
  await a.picture("announce");
  await button(a, group.publishDone).click();
  await a.sees(a.page.getByTestId("announcement"));

  const bar = (person: Person): Locator =>
    person.page.getByRole("region", { name: person.words.group.announcement, exact: true });
  await b.sees(bar(b));
  await c.sees(bar(c));
  await b.picture("announced");
  await c.picture("announced on a phone");
  await bar(b).getByRole("button", { name: group.confirmRead }).click();
  await b.noLongerSees(bar(b));
  await a.page.keyboard.press("Escape");
  await button(a, "明早八点，东门见。").click();
  await a.page.getByRole("button", { name: "2 / 3 人已确认" }).click();
  await a.sees(a.page.getByRole("dialog").getByText(ming.nickname));
  await a.picture("who has confirmed");
  const card = a.page.getByTestId("announcement");
  await card.getByRole("button", { name: group.edit, exact: true }).click();
  await a.page.getByLabel(group.announcementText).fill("明早九点，东门见。");
  await a.picture("edit an announcement");
  await a.page.getByLabel(group.announceAgain).check();
  await button(a, group.save).click();
  // Who had confirmed is asked again.
  await b.sees(bar(b).getByText("明早九点，东门见。"));
  await bar(b).getByRole("button", { name: group.confirmRead }).click();
  await b.noLongerSees(bar(b));
  await card.getByRole("button", { name: group.withdraw, exact: true }).click();
  await answerYes(a, group.withdraw);
  await a.sees(a.page.getByRole("dialog").getByText(group.nothingAnnounced));
  await c.noLongerSees(bar(c));
  await c.sees(notice(c, `${lin.nickname} 撤下了群公告`));
  await a.page.keyboard.press("Escape");

  await openDetails(b);
  await button(b, group.noNickname).click();
  await b.page.getByRole("textbox", { name: group.myNickname }).fill("班长");
  await button(b, group.save).click();
  await say(b, "收到");
  await seesMessage(c, "收到");
  await c.sees(c.page.getByRole("log").getByText("班长", { exact: true }));
  // Who is no friend is found by the nickname too.
  await goTo(c, "chats");
  await c.page.getByRole("combobox").fill("班长");
  await c.page.getByRole("option", { name: /小梅/ }).click();
  await c.sees(c.page.getByText(c.words.people.account.replace("{account}", mei.account)));
});

story("who is muted is told until when, and everybody may be", async (stage) => {
  const { a, b, c } = await groupOfThree(stage);
  const { group } = a.words;
  await openDetails(a);
  await a.page.getByLabel(group.muteAll).check();
  await b.sees(b.page.getByText(group.allAreMuted));
  await b.picture("everybody is muted");
  await a.page.getByLabel(group.muteAll).uncheck();
  await b.noLongerSees(b.page.getByText(group.allAreMuted));

  await govern(a, ming.nickname, group.mute);
  await a.picture("for how long");
  await a.page.getByRole("dialog").getByRole("button", { name: group.mute, exact: true }).click();
  await c.sees(c.page.getByText(/你被禁言到/));
  await c.picture("muted on a phone");
  await b.sees(notice(b, `${lin.nickname} 把 ${ming.nickname} 禁言 10 分钟`));
  await govern(a, ming.nickname, group.unmute);
  await say(c, "谢谢");
  await seesMessage(a, "谢谢");
});

story("strangers come in by asking and by a link", async (stage) => {
  const a = await stage.person("lin");
  const b = await stage.person("mei");
  const c = await stage.person("ming", { viewport: "phone" });
  await register(a, lin);
  await register(b, mei);
  await register(c, ming);
  await becomeFriends(a, b, { asker: lin, asked: mei });
  const { group } = a.words;
  await goTo(a, "chats");
  await button(a, group.create).click();
  await a.page.getByRole("checkbox", { name: mei.nickname }).check();
  await a.page.getByLabel(group.name, { exact: true }).fill(name);
  await button(a, group.done).click();
  await openDetails(a);
  await a.page.getByLabel(group.joining).selectOption("approval");
  await a.page.getByLabel(group.findable).check();
  await a.sees(notice(a, "修改了群设置"));

  await goTo(c, "chats");
  await button(c, group.create).click();
  await button(c, group.find).click();
  await c.page.getByLabel(group.findWhat).fill("爬山");
  await button(c, group.search).click();
  await c.page.getByLabel(group.reason).fill("我是阿明");
  await c.picture("found a group");
  await button(c, group.askToJoin).click();
  await c.sees(c.page.getByText(group.askedToJoin));
  await a.page.getByRole("button", { name: `${group.requests} (1)` }).click();
  await a.sees(a.page.getByTestId("join-request").getByText("我是阿明"));
  await a.picture("who asks");
  await a.page.getByTestId("join-request").getByRole("button", { name: group.admit }).click();
  await a.sees(a.page.getByText(`${lin.nickname} 已同意`));
  await a.page.keyboard.press("Escape");
  await a.sees(memberRow(a, ming.nickname));
  await goTo(b, "chats");
  await b.sees(conversationWith(b, name));

  await button(a, group.links).click();
  await button(a, group.createLink).click();
  const link = a.page.getByTestId("group-link").locator("code");
  await a.sees(link);
  await a.picture("a link");
  const code = (await link.textContent())?.split("/g/")[1] ?? "";
  await a.page.keyboard.press("Escape");
  await govern(a, ming.nickname, group.remove);
  await answerYes(a, group.remove);
  await a.noLongerSees(memberRow(a, ming.nickname));
  await c.page.goto(`/g/${code}`);
  await c.sees(c.page.getByTestId("group-card"));
  await c.picture("invited by a link");
  await button(c, group.askToJoin).click();
  await c.sees(c.page.getByRole("log"));
});
