import { accountOf, becomeFriends, goTo, register } from "./harness/actions";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");
const zhou = accountOf("zhou", "周周");

const groupRow = (person: Person, name: string) =>
  person.page.getByTestId("friend-group-row").filter({ hasText: name });
const drawer = (person: Person, name: string, online: number, total: number) =>
  person.page.getByRole("treeitem", {
    name: person.words.friends.drawer
      .replace("{name}", name)
      .replace("{online}", String(online))
      .replace("{total}", String(total)),
    exact: true,
  });

async function openGroups(person: Person): Promise<void> {
  await goTo(person, "contacts");
  await person.page
    .getByRole("button", { name: person.words.friends.manageGroups })
    .filter({ visible: true })
    .click();
}

async function addGroup(person: Person, name: string): Promise<void> {
  const { friends } = person.words;
  await person.page.getByLabel(friends.newGroup, { exact: true }).fill(name);
  await person.page.getByRole("button", { name: friends.createGroup, exact: true }).click();
  await person.sees(groupRow(person, name));
}

/** In the dialog, and in the contacts behind it, which show what the server said. */
async function orderIs(person: Person, ...names: string[]): Promise<void> {
  await person.page.waitForFunction((expected) => {
    const texts = (selector: string): string =>
      [...document.querySelectorAll(selector)].map((one) => one.textContent).join("|");
    const contacts = texts("[data-testid=friend-group] .name");
    return (
      texts("[data-testid=friend-group-row] .name") === expected &&
      contacts.endsWith(`|${expected}`)
    );
  }, names.join("|"));
}

story(
  "friends are sorted into groups, by mouse and by keys, and return when one goes",
  async (stage) => {
    const a = await stage.person("mei");
    const b = await stage.person("ming");
    const c = await stage.person("zhou");
    await register(a, mei);
    await register(b, ming);
    await register(c, zhou);
    await becomeFriends(a, b, { asker: mei, asked: ming });
    await becomeFriends(a, c, { asker: mei, asked: zhou });
    const { friends } = a.words;
    const family = "<b>家人</b>";
    await openGroups(a);
    for (const name of ["同学", family, "社团"]) await addGroup(a, name);
    await orderIs(a, "同学", family, "社团");

    const grip = (name: string) => groupRow(a, name).getByRole("button").first();
    await grip(family).press("ArrowUp");
    await orderIs(a, family, "同学", "社团");
    await grip("社团").dragTo(groupRow(a, family), { targetPosition: { x: 20, y: 2 } });
    await orderIs(a, "社团", family, "同学");
    await a.picture("groups in order");

    await groupRow(a, family).getByRole("button", { name: friends.moveHere }).click();
    await a.page.getByRole("checkbox", { name: new RegExp(ming.nickname) }).check();
    await a.page.getByRole("checkbox", { name: new RegExp(zhou.nickname) }).check();
    await a.picture("choosing friends");
    await a.page.getByRole("button", { name: friends.move.replace("{n}", "2") }).click();
    await a.page.getByTestId("friend-group-row").first().waitFor();
    await a.page.keyboard.press("Escape");
    await a.sees(drawer(a, family, 2, 2));
    await a.sees(drawer(a, friends.standardGroup, 0, 0));

    // One alone, from the card; then the group is folded, unfolded by keys, and taken away.
    await a.page.getByTestId("friend").filter({ hasText: zhou.nickname }).click();
    await a.page.getByLabel(friends.group, { exact: true }).selectOption({ label: "同学" });
    await a.sees(drawer(a, "同学", 1, 1));
    await a.sees(drawer(a, family, 1, 1));
    await a.picture("contacts as a tree");
    await drawer(a, "同学", 1, 1).click();
    await a.noLongerSees(a.page.getByTestId("friend").filter({ hasText: zhou.nickname }));
    await drawer(a, "同学", 1, 1).press("ArrowRight");
    await a.sees(a.page.getByTestId("friend").filter({ hasText: zhou.nickname }));

    await openGroups(a);
    await groupRow(a, "同学")
      .getByRole("button", { name: friends.removeThisGroup.replace("{name}", "同学") })
      .click();
    const question = a.page.getByRole("alertdialog");
    await a.sees(question.getByText(friends.reallyRemoveGroup.replace("{name}", "同学")));
    await a.comesToRest();
    await a.picture("really");
    await question.getByRole("button", { name: friends.removeGroup }).click();
    await a.noLongerSees(groupRow(a, "同学"));
    await a.page.keyboard.press("Escape");
    await a.sees(drawer(a, friends.standardGroup, 1, 1));

    // Who hides is not counted as here, who goes is not either.
    await goTo(b, "me");
    await b.page.getByRole("link", { name: b.words.me.privacy }).click();
    await b.page.getByRole("switch", { name: b.words.privacy.hide_presence }).press("Space");
    await a.sees(drawer(a, family, 0, 1));
    await c.leave();
    await a.sees(drawer(a, friends.standardGroup, 0, 1));
  },
);

story("friend groups on a phone, in English, in the dark", async (stage) => {
  const a = await stage.person("mei", { viewport: "phone", locale: "en-US", theme: "dark" });
  const b = await stage.person("ming");
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(b, a, { asker: ming, asked: mei });
  await openGroups(a);
  await addGroup(a, "School");
  await addGroup(a, "Family");
  await a.comesToRest();
  await a.picture("groups");
  await a.page.keyboard.press("Escape");
  await a.comesToRest();
  await a.sees(drawer(a, a.words.friends.standardGroup, 1, 1));
  await a.picture("contacts");
});
