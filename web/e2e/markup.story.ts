// Whatever people write of themselves and others stays text, wherever it is shown.
import { expect } from "vitest";
import {
  accountOf,
  askToBeFriends,
  becomeFriends,
  composer,
  goTo,
  openChatWith,
  openRequests,
  register,
  say,
  seesMessage,
} from "./harness/actions";
import { call } from "./harness/call";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

/** Were it ever taken for markup, the browser would ask for the picture. */
const evil = (who: string): string => `<img src=/evil-${who} onerror=x>`;
const lin = accountOf("lin", evil("l"));
const mei = accountOf("mei", evil("m"));
const zhou = accountOf("zhou", evil("z"));

/** Sees the words themselves, and no element that was made of them. */
async function readsAsText(person: Person, words: string): Promise<void> {
  await person.sees(person.page.getByText(words).first());
  expect(await person.page.locator("[onerror], img[src^='/evil']").count()).toBe(0);
}

story("names, announcements and messages never become markup", async (stage) => {
  const [a, b, c] = [
    await stage.person("lin"),
    await stage.person("mei", { viewport: "phone", theme: "dark" }),
    await stage.person("zhou"),
  ];
  const asked: string[] = [];
  for (const { page } of [a, b, c]) {
    page.on("request", (request) => {
      if (request.url().includes("/evil")) asked.push(request.url());
    });
  }
  await register(a, lin);
  await register(b, mei);
  await register(c, zhou);
  await becomeFriends(a, b, { asker: lin, asked: mei });
  const { user_id } = await call(a, "user.find", { account: mei.account });
  await call(b, "account.update_profile", { signature: evil("signature") });
  await call(a, "friend.configure", { user_id, remark: evil("rem") });
  const { conversation_id } = await call(a, "group.create", {
    name: evil("g"),
    user_ids: [user_id],
  });
  await call(a, "group.describe", { conversation_id, description: evil("description") });
  await call(a, "group.set_nickname", { conversation_id, nickname: evil("n") });
  const text = `${evil("first")}\n${evil("second")}`;
  await call(a, "group.announce", { conversation_id, text, must_confirm: true });

  // The lists, the room with its notices, the bar, and the panel beside it.
  await openChatWith(a, evil("g"));
  await readsAsText(a, evil("first"));
  await say(a, evil("message"));
  await seesMessage(a, evil("message"));
  await a.page.getByRole("button", { name: a.words.group.details }).click();
  await readsAsText(a, evil("description"));
  await readsAsText(a, evil("rem"));
  await readsAsText(a, evil("n"));
  await a.picture("group");
  await openChatWith(b, evil("g"));
  await seesMessage(b, evil("message"));
  await readsAsText(b, evil("first"));
  await b.picture("group");
  await composer(b).fill(evil("draft"));
  await goTo(b, "chats");
  await readsAsText(b, evil("draft"));

  // The card of a friend, the search, a request, my code.
  await goTo(a, "contacts");
  await a.page
    .getByTestId("friend")
    .filter({ hasText: evil("rem") })
    .click();
  await readsAsText(a, evil("signature"));
  await a.picture("card");
  await a.page.getByRole("combobox", { name: a.words.search.label }).fill("<img");
  await readsAsText(a, evil("rem"));
  await a.picture("search");
  await a.page.keyboard.press("Escape");
  await askToBeFriends(c, lin.account, evil("request"));
  await openRequests(a);
  await readsAsText(a, evil("request"));
  await goTo(a, "me");
  await a.page.getByRole("button", { name: a.words.people.myCode }).click();
  await readsAsText(a, evil("l"));
  expect(asked).toEqual([]);
});
