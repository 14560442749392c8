// Calls of a group, in browsers with camera and microphone: what counts is what each hears and sees of the others.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import { button, composer, floats, say, seesMessage } from "./harness/actions";
import { call } from "./harness/call";
import {
  bar,
  callOf,
  groupOf,
  idOf,
  joinCall,
  leaveCall,
  pictureOf,
  stageOf,
  startCall,
  tile,
} from "./harness/group_call";
import type { Person } from "./harness/person";
import { hears, hearsNothing, seesMoving } from "./harness/senses";
import { story } from "./harness/story";

story("four speak in a group, and who comes late hears and sees all", async (stage) => {
  const people = await groupOf(stage, [
    {},
    { theme: "dark", locale: "en-US" },
    { viewport: "phone" },
    { viewport: "phone", theme: "dark", locale: "en-US" },
  ]);
  const [a, b, c, d] = people as [Person, Person, Person, Person];
  const ids = await Promise.all(people.map(idOf));
  const [idA, idB, idC, idD] = ids as [number, number, number, number];
  await startCall(a, "startVideo");
  await b.sees(bar(b));
  await b.comesToRest();
  await b.picture("bar");
  await joinCall(b, "joinVideo");
  await joinCall(c);
  for (const [person, other] of [
    [a, idB],
    [a, idC],
    [b, idA],
    [b, idC],
    [c, idA],
    [c, idB],
  ] as const) {
    await hears(person, other);
  }
  await seesMoving(pictureOf(a, idB), 180);
  await seesMoving(pictureOf(b, idA), 180);
  await seesMoving(pictureOf(c, idA), 180);

  await joinCall(d, "joinVideo");
  for (const other of [idA, idB, idC]) await hears(d, other);
  await seesMoving(pictureOf(d, idA), 180);
  await seesMoving(pictureOf(d, idB), 180);
  await hears(c, idD);
  await seesMoving(pictureOf(a, idD), 180);
  for (const person of people) await person.picture("four");

  // One of them large.
  await tile(a, idB).getByRole("button").click();
  await seesMoving(pictureOf(a, idB), 180);
  await a.picture("one-large");

  await button(b, b.words.calls.mute).click();
  await hearsNothing(a, idB);
  await a.picture("muted");
  for (const person of [b, c, d]) await leaveCall(person);
  await expect.poll(() => a.page.getByTestId("call-tile").count()).toBe(1);
  await leaveCall(a);
  await a.noLongerSees(bar(a));
  await b.noLongerSees(bar(b));
});

story("a call of a group goes on, small, while I chat", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const idB = await idOf(b);
  await startCall(a, "startVoice");
  await joinCall(b, "joinVideo");
  // As sharp as it is drawn large.
  await tile(a, idB).getByRole("button").click();
  await seesMoving(pictureOf(a, idB), 720);
  await a.page.keyboard.press("Escape");
  await a.noLongerSees(stageOf(a));
  await say(a, "山上风大，多带件衣服");
  await seesMessage(a, "山上风大，多带件衣服");
  await seesMoving(a.page.getByTestId("their-picture"));
  await hears(a, idB);
  await a.picture("minimised");
  const [box, field] = [
    await a.page.getByTestId("their-picture").boundingBox(),
    await composer(a).boundingBox(),
  ];
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(field?.y ?? 0);
  await button(a, a.words.calls.expand).first().click();
  await a.sees(stageOf(a));

  const apart = await floats(a);
  await seesMoving(apart.getByTestId("window-picture"));
  await a.noLongerSees(stageOf(a));
  await a.picture("over-other-programs", apart);
  // It goes with the call, whoever ends it.
  const gone = apart.waitForEvent("close");
  const group_call_id = (await callOf(a)) ?? 0;
  await call(a, "group_call.end", { group_call_id });
  await gone;
  await b.noLongerSees(stageOf(b));
});

story("a screen is shared with the group, also with who comes late", async (stage) => {
  const [a, b, c] = (await groupOf(stage, [{}, {}, { viewport: "phone" }])) as [
    Person,
    Person,
    Person,
  ];
  await startCall(a, "startVoice");
  await joinCall(b);
  await button(a, a.words.calls.share).click();
  await button(a, a.words.calls.shareText).click();
  await a.sees(a.page.getByText(a.words.calls.youShare));
  const seen = (person: Person): Locator =>
    person.page.getByTestId("large-screen").getByTestId("their-screen");
  await seesMoving(seen(b), 720);
  await b.picture("shared");
  await button(b, b.words.calls.original).click();
  await b.picture("dot-for-dot");
  await joinCall(c);
  await seesMoving(seen(c), 360);
  await c.picture("late");
  // Several at once: the newest is large, the others wait beside it.
  await button(b, b.words.calls.share).click();
  await button(b, b.words.calls.shareMotion).click();
  await c.sees(c.page.getByTestId("screen-tile"));
  await c.picture("two-screens");
  await button(b, b.words.calls.stopSharing).first().click();
  await button(a, a.words.calls.stopSharing).first().click();
  await b.noLongerSees(seen(b));
  await c.noLongerSees(seen(c));
});

story("a host mutes, silences and removes, and it is said to whom it happened", async (stage) => {
  const [a, b, c] = (await groupOf(stage, [{}, {}, {}])) as [Person, Person, Person];
  const [idB, idC] = [await idOf(b), await idOf(c)];
  const { groupCalls } = a.words;
  await startCall(a, "startVoice");
  await joinCall(b);
  await joinCall(c, "joinVideo");
  await hears(a, idB);
  await hears(b, idC);

  await a.page.getByRole("button", { name: groupCalls.people.replace("{n}", "3") }).click();
  const muteB = button(a, groupCalls.muteOne.replace("{name}", "小梅"));
  await a.picture("people");
  // How each of them arrives here, for who wants to know.
  await button(a, groupCalls.qualities).click();
  const arrivals = a.page.getByTestId("person-quality");
  const all = (): Promise<string[]> => arrivals.allInnerTexts();
  await expect
    .poll(all, { timeout: 15_000 })
    .toEqual([
      expect.stringMatching(/\s[1-9]\d*\skbit\/s/),
      expect.stringMatching(/\s[1-9]\d*\skbit\/s.*\s\d+×\d+/),
    ]);
  await a.picture("how-they-arrive");
  await button(a, groupCalls.qualities).click();
  await muteB.click();
  await b.sees(b.page.getByText(groupCalls.mutedBy.replace("{name}", "林")));
  await b.picture("muted-by-the-host");
  await hearsNothing(a, idB);

  // Until the host allows it again, nobody turns a microphone on.
  await a.page.getByLabel(groupCalls.mayUnmute).uncheck();
  await expect
    .poll(
      async () =>
        (await call(a, "stream.snapshot", {})).conversations.find((one) => one.group)?.group?.call
          ?.may_unmute,
    )
    .toBe(false);
  await button(b, b.words.calls.unmute).click();
  await b.sees(groupCalls.mayNotUnmute);
  await hearsNothing(a, idB);
  await button(b, groupCalls.react).click();
  await button(b, groupCalls.raise).click();
  await a.sees(tile(a, idB).getByTitle(groupCalls.handUp));
  await a.picture("hand");
  await button(b, groupCalls.react).click();
  await button(b, groupCalls.reactWith.replace("{emoji}", "👏")).click();
  await a.sees(tile(a, idB).getByText("👏"));
  await a.page.getByLabel(groupCalls.mayUnmute).check();
  await button(b, b.words.calls.unmute).click();
  await hears(a, idB);

  // Whoever is removed hears and sees nothing within two seconds, and does not come back.
  await button(a, groupCalls.removeOne.replace("{name}", "阿明")).click();
  const began = Date.now();
  await a.page
    .getByRole("alertdialog")
    .getByRole("button", { name: groupCalls.remove, exact: true })
    .click();
  await c.noLongerSees(stageOf(c));
  await expect.poll(() => b.page.getByTestId("call-tile").count()).toBe(2);
  expect(await c.page.getByTestId("call-voice").count()).toBe(0);
  expect(Date.now() - began).toBeLessThan(2_000);
  await c.sees(groupCalls.over.removed);
  await c.picture("removed");
  await bar(c).getByRole("button", { name: groupCalls.join, exact: true }).click();
  await c.sees(c.words.refusal.removed_from_call);
  await hears(b);

  await button(a, groupCalls.endAll).click();
  await a.page
    .getByRole("alertdialog")
    .getByRole("button", { name: groupCalls.endAll, exact: true })
    .click();
  await b.noLongerSees(stageOf(b));
  await b.sees(groupCalls.over.ended);
});
