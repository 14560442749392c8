// What people do, in the words that they see: every label comes from the page's own locale.
import type { Locator, Page } from "playwright-core";
import { call } from "./call";
import type { Person } from "./person";
import { signUp } from "./sign_up";

export interface Account {
  account: string;
  password: string;
  nickname: string;
}

/** An account for a story; its password is strong enough and known to everybody here. */
export function accountOf(account: string, nickname: string): Account {
  return { account, password: `${account}-sings-at-dawn`, nickname };
}

const field = (person: Person, label: string): Locator =>
  person.page.getByLabel(label, { exact: true });
export const button = (person: Person, name: string): Locator =>
  person.page.getByRole("button", { name, exact: true });

export async function fillRegistration(
  person: Person,
  { account, password, nickname }: Account,
  { stay = false } = {},
): Promise<void> {
  const { entrance } = person.words;
  if (!stay) await person.page.goto("/register");
  // The door that was open before has a field of the same name.
  await person.sees(person.page.getByRole("heading", { name: entrance.registerTitle }));
  await field(person, entrance.account).fill(account);
  await field(person, entrance.nickname).fill(nickname);
  await field(person, entrance.password).fill(password);
  await button(person, entrance.register).click();
}

/** Has an account and is inside, where a story begins that is about something else than registering. */
export async function register(person: Person, account: Account): Promise<void> {
  // Any page of the server's will do, and a small one is there sooner.
  await person.page.goto("/favicon.svg");
  await signUp(person, account);
  await person.page.goto("/");
  await isInside(person);
}

/** Registers as a newcomer does, keeps the recovery codes and goes in. */
export async function registerByHand(person: Person, account: Account): Promise<string[]> {
  const { codes } = person.words;
  await fillRegistration(person, account);
  const list = person.page.getByRole("region", { name: codes.title }).locator("code");
  await person.sees(list);
  const given = await list.allTextContents();
  await person.page.getByLabel(codes.kept).check();
  await button(person, codes.enter).click();
  await isInside(person);
  return given;
}

/** `stay`: through the door that stands open already, as after following a link. */
export async function signIn(
  person: Person,
  { account, password }: Account,
  { stay = false } = {},
): Promise<void> {
  await trySigningIn(person, account, password, { stay });
  await isInside(person);
}

export async function trySigningIn(
  person: Person,
  account: string,
  password: string,
  { stay = false } = {},
): Promise<void> {
  const { entrance } = person.words;
  if (!stay) await person.page.goto("/sign-in");
  await field(person, entrance.account).fill(account);
  await field(person, entrance.password).fill(password);
  await button(person, entrance.signIn).click();
}

export async function signOut(person: Person): Promise<void> {
  await goTo(person, "me");
  await button(person, person.words.me.signOut).click();
  await person.page.waitForURL("**/sign-in");
}

export async function isInside(person: Person): Promise<void> {
  await person.sees(person.page.getByRole("navigation", { name: person.words.app.navigation }));
  // The title stands above the list as soon as the first state is there.
  await person.sees(person.page.getByRole("heading", { level: 1 }));
}

export async function isAtTheDoor(person: Person): Promise<void> {
  await person.sees(button(person, person.words.entrance.signIn));
}

/**
 * Follows the navigation as a person would: where one thing fills a phone's screen, back comes first; and a phone has
 * a place "me" where a desk has the avatar.
 */
export async function goTo(person: Person, place: "chats" | "contacts" | "me"): Promise<void> {
  const { app } = person.words;
  const back = person.page.getByRole("link", { name: app.back }).filter({ visible: true });
  if (person.onPhone && (await back.count()) > 0) await back.first().click();
  const navigation = person.page.getByRole("navigation", { name: app.navigation });
  const onDesk = place === "me" && !person.onPhone;
  await navigation
    .getByRole("link", { name: onDesk ? app.myProfile : new RegExp(app[place]) })
    .click();
  // The page that was left has buttons of the same names.
  await person.page.waitForURL(new RegExp(`/${place}(/|$)`));
}

export async function askToBeFriends(
  person: Person,
  account: string,
  message?: string,
): Promise<void> {
  const { people } = person.words;
  await goTo(person, "contacts");
  await person.page.getByRole("button", { name: people.add }).first().click();
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel(people.accountOfFriend).fill(account);
  await dialog.getByRole("button", { name: people.find }).click();
  if (message !== undefined) await dialog.getByLabel(people.requestMessage).fill(message);
  await dialog.getByRole("button", { name: people.sendRequest }).click();
  await person.noLongerSees(dialog);
}

export async function openRequests(person: Person): Promise<void> {
  await goTo(person, "contacts");
  await person.page.getByRole("link", { name: new RegExp(person.words.people.newFriends) }).click();
}

export function requestOf(person: Person, nickname: string): Locator {
  return person.page.getByTestId("friend-request").filter({ hasText: nickname });
}

export async function acceptRequestOf(person: Person, nickname: string): Promise<void> {
  await openRequests(person);
  await requestOf(person, nickname)
    .getByRole("button", { name: person.words.people.accept })
    .click();
  await person.sees(requestOf(person, nickname).getByText(person.words.people.sendMessage));
}

/** Are friends, where a story begins that is about something else than asking and accepting. */
export async function becomeFriends(
  asker: Person,
  asked: Person,
  accounts: { asker: Account; asked: Account },
): Promise<void> {
  const { user } = (await call(asked, "stream.snapshot", {})).me;
  const { request_id } = await call(asker, "friend.request", {
    user_id: user.user_id,
    message: asker.words.people.hello.replace("{name}", accounts.asker.nickname),
  });
  await call(asked, "friend.accept", { request_id });
}

export function conversationWith(person: Person, nickname: string): Locator {
  return person.page.getByTestId("conversation").filter({ hasText: nickname });
}

export async function openChatWith(person: Person, nickname: string): Promise<void> {
  await goTo(person, "chats");
  await conversationWith(person, nickname).click();
  await person.sees(person.page.getByRole("log"));
}

export const composer = (person: Person): Locator => person.page.locator("form.composer textarea");

export async function say(person: Person, text: string): Promise<void> {
  await composer(person).fill(text);
  await composer(person).press("Enter");
}

export function messageOf(person: Person, text: string): Locator {
  return person.page
    .getByTestId("message")
    .filter({ has: person.page.getByText(text, { exact: true }) });
}

export async function seesMessage(
  person: Person,
  text: string,
  state?: "pending" | "stored" | "delivered" | "read",
): Promise<void> {
  await person.sees(messageOf(person, text));
  if (state)
    await person.sees(messageOf(person, text).and(person.page.locator(`[data-state="${state}"]`)));
}

/** The texts of all messages that are in the page, from top to bottom. */
export function messagesIn(person: Person): Promise<string[]> {
  return person.page.getByTestId("message").locator(".text").allTextContents();
}

/** A grey line in a room. */
export const notice = (person: Person, words: string): Locator =>
  person.page.getByTestId("notice").filter({ hasText: words });

/** The call that fills the page goes into a window over all other programs. */
export async function floats(person: Person): Promise<Page> {
  const opened = person.context.waitForEvent("page");
  await person.page.keyboard.press("p");
  const page = await opened;
  // Without a screen it has the size of any page.
  await page.setViewportSize({ width: 380, height: 260 });
  return page;
}
