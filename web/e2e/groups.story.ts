import {
  accountOf,
  becomeFriends,
  conversationWith,
  goTo,
  openChatWith,
  register,
  say,
  seesMessage,
} from "./harness/actions";
import { story } from "./harness/story";

const lin = accountOf("lin", "林");
const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

story("a group of three, of whom two are strangers, until it is dissolved", async (stage) => {
  const a = await stage.person("lin");
  const b = await stage.person("mei");
  const c = await stage.person("ming", { viewport: "phone" });
  await register(a, lin);
  await register(b, mei);
  await register(c, ming);
  await becomeFriends(a, b, { asker: lin, asked: mei });
  await becomeFriends(a, c, { asker: lin, asked: ming });

  const { group } = a.words;
  await goTo(a, "chats");
  await a.page.getByRole("button", { name: group.create, exact: true }).click();
  await a.page.getByRole("checkbox", { name: mei.nickname }).check();
  await a.page.getByRole("checkbox", { name: ming.nickname }).check();
  await a.picture("new group");
  await a.page.getByLabel(group.name, { exact: true }).fill("周末爬山");
  await a.page.getByRole("button", { name: group.done, exact: true }).click();

  await goTo(b, "chats");
  await goTo(c, "chats");
  await openChatWith(b, "周末爬山");
  await openChatWith(c, "周末爬山");
  await say(b, "几点出发？");
  await seesMessage(a, "几点出发？");
  await seesMessage(c, "几点出发？");
  // They are no friends: the name comes with the group.
  await c.sees(c.page.getByRole("log").getByText(mei.nickname, { exact: true }));
  await a.picture("group room");
  await c.picture("group room on a phone");

  a.page.on("dialog", (dialog) => void dialog.accept());
  await conversationWith(a, "周末爬山").click({ button: "right" });
  await a.page.getByRole("menuitem", { name: group.dissolve }).click();
  await conversationWith(a, "周末爬山").waitFor({ state: "detached" });
  await conversationWith(b, "周末爬山").waitFor({ state: "detached" });
});
