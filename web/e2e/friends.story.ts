import {
  acceptRequestOf,
  accountOf,
  becomeFriends,
  composer,
  conversationWith,
  goTo,
  messageOf,
  openChatWith,
  openRequests,
  register,
  requestOf,
  say,
  seesMessage,
} from "./harness/actions";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

async function openCardOf(person: Person, name: string): Promise<void> {
  await goTo(person, "contacts");
  await person.page.getByTestId("friend").filter({ hasText: name }).first().click();
}

async function chooseInMenu(person: Person, item: string): Promise<void> {
  await person.page.getByRole("button", { name: person.words.friends.more }).click();
  await person.page.getByRole("menuitem", { name: item }).click();
}

async function confirm(person: Person, action: string): Promise<void> {
  await person.page
    .getByRole("alertdialog")
    .getByRole("button", { name: action, exact: true })
    .click();
}

async function openPrivacy(person: Person): Promise<void> {
  await goTo(person, "me");
  await person.page.getByRole("link", { name: person.words.me.privacy }).click();
}

async function findPerson(person: Person, account: string): Promise<void> {
  const { people } = person.words;
  await goTo(person, "contacts");
  await person.page.getByRole("button", { name: people.add }).first().click();
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel(people.accountOfFriend).fill(account);
  await dialog.getByRole("button", { name: people.find }).click();
}

story("who was removed keeps the conversation, and is led back to asking", async (stage) => {
  const a = await stage.person("mei");
  const b = await stage.person("ming", { viewport: "phone" });
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  const { friends } = a.words;
  await openCardOf(a, ming.nickname);
  await chooseInMenu(a, friends.remove);
  await a.sees(friends.reallyRemove.replace("{name}", ming.nickname));
  await a.comesToRest();
  await a.picture("really remove");
  await confirm(a, friends.remove);
  await a.noLongerSees(a.page.getByTestId("friend"));
  await a.page.getByRole("link", { name: friends.oldChat }).click();
  await a.sees(friends.notFriends);
  await a.noLongerSees(
    a.page
      .getByRole("region", { name: ming.nickname })
      .getByText(a.words.people.online, { exact: true }),
  );
  await a.sees(a.words.notice.became_friends);
  await a.picture("no friends any more");

  await openChatWith(b, mei.nickname);
  await say(b, "还在吗？");
  await seesMessage(b, "还在吗？");
  await b.sees(b.words.refusal.not_friends);
  await b.picture("not a friend");
  await b.page.getByRole("link", { name: b.words.friends.askAgain }).click();
  await b.page.getByLabel(b.words.people.requestMessage).fill("我们再做朋友吧");
  await b.page.getByRole("button", { name: b.words.people.sendRequest }).click();
  await b.sees(b.words.people.asked.replace("{name}", mei.nickname));

  await acceptRequestOf(a, ming.nickname);
  await openChatWith(a, ming.nickname);
  await b.page.getByRole("link", { name: b.words.app.back }).filter({ visible: true }).click();
  await seesMessage(b, "还在吗？");
  await say(a, "好啊");
  await seesMessage(b, "好啊");
  await messageOf(b, "还在吗？").getByRole("button", { name: b.words.chat.retry }).click();
  await seesMessage(a, "还在吗？");
});

story("a blocked friend reaches nobody, is not told, and is back when unblocked", async (stage) => {
  const a = await stage.person("mei", { theme: "dark" });
  const b = await stage.person("ming");
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  const { friends } = a.words;
  await openChatWith(b, mei.nickname);
  const online = b.page
    .getByRole("region", { name: mei.nickname })
    .getByText(b.words.people.online, { exact: true });
  await b.sees(online);
  await openCardOf(a, ming.nickname);
  await chooseInMenu(a, friends.block);
  await confirm(a, friends.block);
  await a.sees(friends.isBlocked);
  await a.comesToRest();
  await a.picture("blocked");
  await b.noLongerSees(online);
  await say(b, "你好？");
  await b.sees(b.words.refusal.not_friends);
  await openChatWith(a, ming.nickname);
  await a.sees(friends.youBlocked);
  await a.picture("chat of a blocked");

  await openPrivacy(a);
  const listed = a.page.getByTestId("blocked").filter({ hasText: ming.nickname });
  await a.sees(listed);
  await a.picture("blocked people");
  await listed.getByRole("button", { name: friends.unblock }).click();
  await a.sees(friends.nobodyBlocked);
  await b.sees(online);
  await messageOf(b, "你好？").getByRole("button", { name: b.words.chat.retry }).click();
  await openChatWith(a, ming.nickname);
  await seesMessage(a, "你好？");
  await a.sees(composer(a));
});

story("who asks answers my question, and I choose what to call them", async (stage) => {
  const a = await stage.person("mei");
  const b = await stage.person("ming", { locale: "en-US" });
  await register(a, mei);
  await register(b, ming);
  const { privacy, friends, people } = a.words;
  await openPrivacy(a);
  await a.page.getByRole("radio", { name: privacy.policies.with_answer }).check();
  await a.page.getByRole("textbox", { name: privacy.friend_question }).fill("<b>几班</b>的？");
  await a.page.getByRole("button", { name: a.words.me.save }).click();
  await a.page.getByRole("button", { name: a.words.me.save, disabled: true }).waitFor();
  await a.comesToRest();
  await a.picture("who may ask");

  await findPerson(b, mei.account);
  const dialog = b.page.getByRole("dialog");
  await b.sees(dialog.getByText(b.words.friends.question.replace("{question}", "<b>几班</b>的？")));
  await dialog.getByLabel(b.words.friends.answer).fill("三班");
  await dialog.getByLabel(b.words.people.remark).fill("同桌");
  await b.comesToRest();
  await b.picture("answering");
  await dialog.getByRole("button", { name: b.words.people.sendRequest }).click();
  await b.noLongerSees(dialog);

  await openRequests(a);
  const request = requestOf(a, ming.nickname);
  await a.sees(request.getByText(friends.question.replace("{question}", "<b>几班</b>的？")));
  await a.sees(request.getByText("三班"));
  await request.getByRole("button", { name: friends.wish }).click();
  await request.getByRole("textbox", { name: people.remark }).fill("明明");
  await a.picture("what I wish to keep");
  await request.getByRole("button", { name: people.accept }).click();
  await a.sees(a.page.getByTestId("friend").filter({ hasText: "明明" }));
  await b.sees(b.page.getByTestId("friend").filter({ hasText: "同桌" }));
});

story("who takes anyone has a friend at once, who takes nobody says so", async (stage) => {
  const a = await stage.person("mei", { viewport: "phone" });
  const b = await stage.person("ming");
  const c = await stage.person("zhou");
  await register(a, mei);
  await register(b, ming);
  await register(c, accountOf("zhou", "周周"));
  const { privacy } = a.words;
  await openPrivacy(a);
  await a.page.getByRole("radio", { name: privacy.policies.anyone }).check();
  await a.comesToRest();
  await a.picture("anyone");
  await findPerson(b, mei.account);
  await b.page.getByRole("dialog").getByRole("button", { name: b.words.people.add }).click();
  await b.sees(b.words.people.nowFriends.replace("{name}", mei.nickname));
  await a.page.getByRole("radio", { name: privacy.policies.nobody }).check();
  await findPerson(c, mei.account);
  await c.sees(c.words.friends.takesNobody);
});

story("the card of a friend shows what we have in common", async (stage) => {
  const a = await stage.person("mei", { viewport: "phone", theme: "dark", locale: "en-US" });
  const b = await stage.person("ming");
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await goTo(b, "chats");
  await b.page.getByRole("button", { name: b.words.group.create }).first().click();
  const dialog = b.page.getByRole("dialog");
  await dialog.getByLabel(b.words.group.name).fill("周末爬山");
  await dialog.getByLabel(mei.nickname).check();
  await dialog.getByRole("button", { name: b.words.group.done }).click();
  await b.noLongerSees(dialog);
  await openCardOf(a, ming.nickname);
  const common = a.page.getByRole("region", { name: a.words.friends.commonGroups });
  await a.sees(common.getByText("周末爬山"));
  await a.picture("card");
  await openCardOf(b, mei.nickname);
  await b.sees(b.page.getByRole("region", { name: b.words.friends.commonGroups }));
  await b.picture("card");
  await common.getByText("周末爬山").click();
  await a.sees(a.page.getByRole("region", { name: "周末爬山" }));
});

story("a card in a chat leads to somebody new, who hides the account", async (stage) => {
  const a = await stage.person("mei");
  const b = await stage.person("ming", { viewport: "phone" });
  const c = await stage.person("zhou");
  const zhou = accountOf("zhou", "周周");
  await register(a, mei);
  await register(b, ming);
  await register(c, zhou);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await becomeFriends(a, c, { asker: mei, asked: zhou });
  await openPrivacy(c);
  await c.page.getByRole("switch", { name: c.words.privacy.hide_account }).press("Space");

  const { chat, people } = a.words;
  await openCardOf(a, zhou.nickname);
  await chooseInMenu(a, people.share);
  await a.comesToRest();
  await a.picture("to whom");
  await a.page.getByRole("dialog").getByRole("button", { name: ming.nickname }).click();
  await confirm(a, chat.send);
  await a.sees(chat.shared.replace("{name}", zhou.nickname).replace("{to}", ming.nickname));
  await goTo(b, "chats");
  await b.sees(
    b.page.getByText(chat.cardPreview.replace("{name}", zhou.nickname), { exact: true }),
  );
  await openChatWith(b, mei.nickname);
  const card = b.page.getByTestId("contact-card");
  await b.sees(card.getByText(zhou.nickname));
  await b.picture("a card in a chat");
  await card.click();
  await b.page.getByRole("button", { name: people.sendRequest }).click();
  await acceptRequestOf(c, ming.nickname);
  // Back to the chat first, from which the card led.
  await b.page.getByRole("link", { name: b.words.app.back }).filter({ visible: true }).click();
  await b.sees(card);
  await goTo(b, "chats");
  await b.sees(conversationWith(b, zhou.nickname).getByText(b.words.notice.became_friends));
  await openChatWith(a, ming.nickname);
  await a.picture("a card I sent");
});
