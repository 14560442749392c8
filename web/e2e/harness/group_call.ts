// Calls of a group in stories: who is in it, and what they do and see.
import type { Locator } from "playwright-core";
import { accountOf, becomeFriends, button, openChatWith, register } from "./actions";
import { call } from "./call";
import type { Place } from "./network";
import type { Looks, Person } from "./person";
import type { Stage } from "./story";

export const accounts = [
  accountOf("lin", "林"),
  accountOf("mei", "小梅"),
  accountOf("ming", "阿明"),
  accountOf("hua", "小华"),
  accountOf("yun", "阿云"),
  accountOf("ping", "小平"),
] as const;
export const group = "周末爬山";

/** The first one founds a group with the others, and all have it open; each at the place given, if any is. */
export async function groupOf(
  stage: Stage,
  looks: Looks[],
  places: Place[] = [],
): Promise<Person[]> {
  const people: Person[] = [];
  for (const [i, one] of looks.entries()) {
    const account = accounts[i];
    if (!account) throw new Error("so many are not needed");
    const place = places[i];
    const person = place
      ? await stage.personAt(place, account.account, one)
      : await stage.person(account.account, { devices: true, ...one });
    // Several browsers that speak at once may have a small machine to share.
    person.page.setDefaultTimeout(45_000);
    await register(person, account);
    people.push(person);
  }
  const [founder, ...others] = people;
  if (!founder) throw new Error("nobody");
  const user_ids: number[] = [];
  for (const [i, other] of others.entries()) {
    const asked = accounts[i + 1];
    if (!asked) continue;
    await becomeFriends(founder, other, { asker: accounts[0], asked });
    user_ids.push(await idOf(other));
  }
  await call(founder, "group.create", { name: group, user_ids });
  for (const person of people) await openChatWith(person, group);
  return people;
}

export const idOf = async (person: Person): Promise<number> =>
  (await call(person, "stream.snapshot", {})).me.user.user_id;
/** Which call goes on in the group. */
export const callOf = async (person: Person): Promise<number | undefined> =>
  (await call(person, "stream.snapshot", {})).conversations.find((one) => one.group)?.group?.call
    ?.group_call_id;
export const bar = (person: Person): Locator => person.page.getByTestId("group-call-bar");
export const stageOf = (person: Person): Locator =>
  person.page.getByRole("dialog", {
    name: person.words.groupCalls.window.replace("{name}", group),
  });
export const connected = (person: Person): Locator =>
  person.page.getByTestId("group-call-status").and(person.page.locator('[data-state="connected"]'));
export const tile = (person: Person, userId: number): Locator =>
  person.page.getByTestId("call-tile").and(person.page.locator(`[data-user="${userId}"]`));
export const pictureOf = (person: Person, userId: number): Locator =>
  tile(person, userId).getByTestId("tile-picture");

export async function startCall(person: Person, kind: "startVoice" | "startVideo"): Promise<void> {
  await button(person, person.words.groupCalls[kind]).click();
  await person.sees(connected(person));
}
export async function joinCall(person: Person, how: "join" | "joinVideo" = "join"): Promise<void> {
  await person.sees(bar(person));
  await bar(person)
    .getByRole("button", { name: person.words.groupCalls[how], exact: true })
    .click();
  await person.sees(connected(person));
}
export async function leaveCall(person: Person): Promise<void> {
  await button(person, person.words.groupCalls.leave).click();
  await person.noLongerSees(stageOf(person));
}
