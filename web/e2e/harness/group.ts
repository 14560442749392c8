// Three people in a group, where a story of groups begins.
import { accountOf, becomeFriends, button, goTo, openChatWith, register } from "./actions";
import type { Person } from "./person";
import type { Stage } from "./story";

export const lin = accountOf("lin", "林");
export const mei = accountOf("mei", "小梅");
export const ming = accountOf("ming", "阿明");
export const name = "周末爬山";

export interface Three {
  a: Person;
  b: Person;
  /** On a phone. */
  c: Person;
}

/** Lin founds a group with two friends who are strangers to each other; all three have it open. */
export async function groupOfThree(stage: Stage): Promise<Three> {
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
  await button(a, group.create).click();
  await a.page.getByRole("checkbox", { name: mei.nickname }).check();
  await a.page.getByRole("checkbox", { name: ming.nickname }).check();
  await a.picture("new group");
  await a.page.getByLabel(group.name, { exact: true }).fill(name);
  await button(a, group.done).click();
  await openChatWith(b, name);
  await openChatWith(c, name);
  return { a, b, c };
}
