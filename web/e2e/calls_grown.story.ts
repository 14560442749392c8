// A call of two that takes in a third.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import { accountOf, becomeFriends, button, goTo, openChatWith, register } from "./harness/actions";
import { connected, idOf, pictureOf, tile } from "./harness/group_call";
import type { Person } from "./harness/person";
import { hears, seesMoving, watchSilence } from "./harness/senses";
import { story, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");
const hua = accountOf("hua", "小华");

interface Three {
  a: Person;
  b: Person;
  c: Person;
}

/** Mei knows both; they do not know each other. */
async function three(stage: Stage): Promise<Three> {
  const a = await stage.person("mei", { devices: true });
  const b = await stage.person("ming", { devices: true, viewport: "phone", theme: "dark" });
  const c = await stage.person("hua", { devices: true, locale: "en-US" });
  for (const [person, account] of [
    [a, mei],
    [b, ming],
    [c, hua],
  ] as const) {
    // Several browsers that speak at once may have a small machine to share.
    person.page.setDefaultTimeout(45_000);
    await register(person, account);
  }
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await becomeFriends(a, c, { asker: mei, asked: hua });
  await goTo(b, "contacts");
  await goTo(c, "contacts");
  await openChatWith(a, ming.nickname);
  return { a, b, c };
}

const invitation = (person: Person): Locator =>
  person.page.getByRole("complementary", { name: person.words.calls.invite });
const status = (person: Person): Locator => person.page.getByTestId("group-call-status");

story("a call of two takes in a third, and is not interrupted", async (stage) => {
  const { a, b, c } = await three(stage);
  const [idA, idB, idC] = [await idOf(a), await idOf(b), await idOf(c)];
  await button(a, a.words.calls.callVideo).click();
  await button(b, b.words.calls.acceptVoice).click();
  await hears(a);
  await hears(b);
  await seesMoving(b.page.getByTestId("their-picture"));

  const silences = [await watchSilence(a), await watchSilence(b)];
  await a.page.mouse.move(200, 200);
  await button(a, a.words.calls.invite).click();
  await a.sees(invitation(a));
  await a.picture("whom");
  await invitation(a).getByRole("button", { name: hua.nickname }).click();
  await c.sees(button(c, c.words.calls.acceptVoice));
  await a.sees(a.page.getByTestId("rung"));
  await c.picture("rung");
  for (const person of [a, b]) await person.sees(connected(person));
  await hears(a, idB);
  await hears(b, idA);
  await a.picture("ringing");
  const longest = await Promise.all(silences.map((end) => end()));
  console.info(`longest time in which nothing was heard: ${longest.join(" and ")} ms`);
  // The sound of these microphones has pauses of half a second, and a small machine makes longer ones.
  for (const one of longest) expect(one).toBeLessThan(2_500);

  await button(c, c.words.calls.acceptVoice).click();
  await c.sees(connected(c));
  for (const [person, other] of [
    [a, idC],
    [b, idC],
    [c, idA],
    [c, idB],
  ] as const) {
    await hears(person, other);
  }
  await seesMoving(pictureOf(c, idA));
  await seesMoving(pictureOf(b, idA));
  // They are no friends, and know each other by name all the same.
  await b.sees(tile(b, idC).getByText(hua.nickname));
  for (const person of [a, b, c]) await person.picture("three");

  await button(c, c.words.groupCalls.leave).click();
  await c.noLongerSees(status(c));
  await expect.poll(() => a.page.getByTestId("call-tile").count()).toBe(2);
  await hears(a, idB);
  await hears(b, idA);
  await button(b, b.words.groupCalls.leave).click();
  // Nobody would come in by themselves.
  await a.noLongerSees(status(a));
  await a.sees(a.page.getByTestId("call-record").filter({ hasText: "共 3 人" }));
  await a.picture("afterwards");
});
