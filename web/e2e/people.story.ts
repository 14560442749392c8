import {
  acceptRequestOf,
  accountOf,
  askToBeFriends,
  becomeFriends,
  goTo,
  openChatWith,
  openRequests,
  register,
  requestOf,
} from "./harness/actions";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

story("a friend is found by account, asked with a message, and accepts", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming", { viewport: "phone" })];
  await register(a, mei);
  await register(b, ming);
  await askToBeFriends(a, ming.account, "我是隔壁班的小梅");
  await a.sees(a.words.people.asked.replace("{name}", ming.nickname));

  await openRequests(b);
  await b.sees("我是隔壁班的小梅");
  await b.picture("request");
  await acceptRequestOf(b, mei.nickname);

  await openRequests(a);
  await a.sees(requestOf(a, ming.nickname).getByText(a.words.people.sendMessage));
  await openChatWith(a, ming.nickname);
  await a.sees(a.words.notice.became_friends);
  await a.sees(a.page.getByText(a.words.people.online, { exact: true }).first());
  await a.picture("friends now");
});

story("nobody of that account is said in words", async (stage) => {
  const person = await stage.person("mei");
  const { words, page } = person;
  await register(person, mei);
  await goTo(person, "contacts");
  await page.getByRole("button", { name: words.people.add }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words.people.accountOfFriend).fill("nobody");
  await dialog.getByRole("button", { name: words.people.find }).click();
  await person.sees(dialog.getByText(words.people.notFound.replace("{account}", "nobody")));
  await person.picture("not found");
  await dialog.getByLabel(words.people.accountOfFriend).fill(mei.account);
  await dialog.getByRole("button", { name: words.people.find }).click();
  await person.sees(dialog.getByText(words.people.thatIsYou));
});

story("who declines says nothing to the asker", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming")];
  await register(a, mei);
  await register(b, ming);
  await askToBeFriends(a, ming.account);
  await openRequests(b);
  await requestOf(b, mei.nickname).getByRole("button", { name: b.words.people.decline }).click();
  await b.sees(requestOf(b, mei.nickname).getByText(b.words.people.standing.declined));
  await openRequests(a);
  await a.sees(requestOf(a, ming.nickname).getByText(a.words.people.standing.waiting));
  await a.page.reload();
  await a.sees(requestOf(a, ming.nickname).getByText(a.words.people.standing.waiting));
});

story("two who ask each other are friends at once", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming")];
  await register(a, mei);
  await register(b, ming);
  await askToBeFriends(a, ming.account);
  await askToBeFriends(b, mei.account);
  await b.sees(b.words.people.nowFriends.replace("{name}", mei.nickname));
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
});

story("who hides presence is not seen online", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming")];
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await openChatWith(a, ming.nickname);
  const online = a.page
    .getByRole("region", { name: ming.nickname })
    .getByText(a.words.people.online, { exact: true });
  await a.sees(online);
  await goTo(b, "me");
  await b.page.getByRole("link", { name: b.words.me.privacy }).click();
  await b.page.getByRole("switch", { name: b.words.privacy.hide_presence }).press("Space");
  await a.noLongerSees(online);
});

story("a remark is what I alone call a friend, everywhere and on every device", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming", { viewport: "phone" })];
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  const { people } = a.words;
  const remark = "<i>同桌</i>";
  await goTo(a, "contacts");
  await a.page.getByTestId("friend").filter({ hasText: ming.nickname }).click();
  await a.page.getByLabel(people.remark, { exact: true }).fill(remark);
  await a.page.getByRole("button", { name: people.saveRemark }).click();
  await a.page.getByRole("button", { name: people.star }).click();
  await a.sees(a.page.getByRole("treeitem", { name: new RegExp(people.starredFriends) }));
  await a.sees(a.page.getByTestId("friend").filter({ hasText: remark }).nth(1));
  await a.sees(people.nickname.replace("{name}", ming.nickname));
  await a.picture("remark");
  await openChatWith(a, remark);
  await a.page.reload();
  await a.sees(a.page.getByRole("region", { name: remark }));

  await goTo(b, "contacts");
  await b.page.getByTestId("friend").filter({ hasText: mei.nickname }).click();
  await b.sees(b.page.getByLabel(b.words.people.remark, { exact: true }));
  await b.picture("card of a friend");
});
