// Calls between Firefox and Chromium: what counts is what each hears and sees of the other.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import {
  accountOf,
  becomeFriends,
  button,
  messageOf,
  openChatWith,
  register,
  say,
  seesMessage,
  signIn,
  signOut,
} from "./harness/actions";
import { groupOf, idOf, joinCall, leaveCall, pictureOf, startCall } from "./harness/group_call";
import type { Person } from "./harness/person";
import { hears, seesChanging, seesMoving } from "./harness/senses";
import { firefoxStory } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

const theirs = (person: Person): Locator => person.page.getByTestId("their-picture");

firefoxStory("in a group Firefox hears and sees all, and all hear and see it", async (stage) => {
  const [a, fox, c] = (await groupOf(stage, [{}, { firefox: true }, {}])) as [
    Person,
    Person,
    Person,
  ];
  const [idA, idFox, idC] = [await idOf(a), await idOf(fox), await idOf(c)];
  await startCall(a, "startVideo");
  await joinCall(fox, "joinVideo");
  await hears(a, idFox);
  await hears(fox, idA);
  await seesChanging(pictureOf(a, idFox), 180);
  await seesMoving(pictureOf(fox, idA), 180);

  await fox.picture("two");

  await joinCall(c);
  await hears(fox, idC);
  await hears(c, idFox);
  await seesChanging(pictureOf(c, idFox), 180);
  await button(c, c.words.calls.share).click();
  await button(c, c.words.calls.shareText).click();
  await seesMoving(fox.page.getByTestId("large-screen").getByTestId("their-screen"), 360);
  await fox.picture("three");
  await leaveCall(fox);
  for (const person of [a, c]) {
    await expect.poll(() => person.page.getByTestId("call-tile").count()).toBe(2);
  }
});

firefoxStory(
  "Firefox and Chromium call each other",
  async (stage) => {
    const fox = await stage.person("mei", { firefox: true });
    const b = await stage.person("ming", { devices: true });
    for (const person of [fox, b]) person.page.setDefaultTimeout(45_000);
    await register(fox, mei);
    await register(b, ming);
    await becomeFriends(fox, b, { asker: mei, asked: ming });
    await signOut(fox);
    await fox.picture("sign-in");
    await signIn(fox, mei);
    await openChatWith(fox, ming.nickname);
    await openChatWith(b, mei.nickname);
    await say(fox, "几点出发？");
    await seesMessage(b, "几点出发？");
    await messageOf(fox, "几点出发？").getByText("几点出发？").click({ button: "right" });
    await fox.sees(fox.page.getByRole("menu"));
    await fox.picture("menu");
    await fox.page.keyboard.press("Escape");

    for (const [caller, called] of [
      [fox, b],
      [b, fox],
    ] as const) {
      await button(caller, caller.words.calls.callVideo).click();
      await button(called, called.words.calls.acceptVideo).click();
      await hears(fox);
      await hears(b);
      await seesMoving(theirs(fox), 360);
      await seesChanging(theirs(b), 360);
      if (caller === fox) {
        await button(fox, fox.words.calls.quality).click();
        const [direct = ""] = fox.words.calls.numbers.direct.split("{kind}");
        await fox.sees(fox.page.getByText(direct));
        await fox.picture("call");
      } else {
        await button(b, b.words.calls.share).click();
        await button(b, b.words.calls.shareText).click();
        await seesMoving(fox.page.getByTestId("their-screen"), 360);
        await fox.picture("screen");
      }
      await called.page.mouse.move(200, 200);
      await button(called, called.words.calls.hangUp).click();
      for (const person of [fox, b]) await person.noLongerSees(person.page.getByRole("dialog"));
    }
  },
  // Without an engine there is no other way than straight from one to the other.
  "[calls]\nmedia_port = 0\n",
);
