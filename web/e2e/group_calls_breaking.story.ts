// Calls of a group when something breaks or is left: the engine, the server, the window, the device.
import { expect } from "vitest";
import { button, signIn } from "./harness/actions";
import {
  accounts,
  callOf,
  connected,
  group,
  groupOf,
  idOf,
  joinCall,
  leaveCall,
  pictureOf,
  stageOf,
  startCall,
} from "./harness/group_call";
import type { Person } from "./harness/person";
import { hears, hearsNothing, seesMoving } from "./harness/senses";
import { story } from "./harness/story";

story("a call of a group comes back when the server was killed", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const [idA, idB] = [await idOf(a), await idOf(b)];
  await startCall(a, "startVoice");
  await joinCall(b, "joinVideo");
  await hears(a, idB);
  await stage.server.kill();
  await a.sees(
    a.page.getByTestId("group-call-status").and(a.page.locator('[data-state="reconnecting"]')),
  );
  await a.picture("reconnecting");
  await stage.server.resume();
  await a.sees(connected(a));
  await b.sees(connected(b));
  await hears(a, idB);
  await hears(b, idA);
  await seesMoving(pictureOf(a, idB));
  await leaveCall(a);
});

story("a call of a group is heard and seen again when its engine was killed", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const [idA, idB] = [await idOf(a), await idOf(b)];
  await startCall(a, "startVoice");
  await joinCall(b, "joinVideo");
  await hears(a, idB);
  await hears(b, idA);
  await seesMoving(pictureOf(a, idB));
  const before = await callOf(a);
  // What was heard until now does not count.
  for (const person of [a, b]) {
    await person.page
      .getByTestId("call-voice")
      .evaluateAll((voices) => voices.forEach((voice) => voice.setAttribute("data-before", "")));
  }
  const killed = Date.now();
  await stage.server.killMediaEngine();
  for (const person of [a, b]) {
    await expect.poll(() => person.page.locator("[data-before]").count()).toBe(0);
  }
  await Promise.all([hears(a, idB), hears(b, idA), seesMoving(pictureOf(a, idB))]);
  const back = Date.now() - killed;
  console.info(`sound both ways and picture ${back} ms after the engine was killed`);
  expect(back).toBeLessThan(10_000);
  expect(await callOf(a)).toBe(before);
  await leaveCall(a);
});

story("who takes over at a second device speaks from there alone", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const [idA, idB] = [await idOf(a), await idOf(b)];
  const phone = await stage.person("lin", { devices: true, viewport: "phone", theme: "dark" });
  await signIn(phone, accounts[0]);
  await startCall(a, "startVoice");
  await joinCall(b);
  await hears(b, idA);
  const before = await callOf(a);
  await phone.sees(phone.words.groupCalls.elsewhere.replace("{name}", group));
  await phone.picture("elsewhere");
  await button(phone, phone.words.groupCalls.continueHere).click();
  await phone.sees(connected(phone));
  await a.noLongerSees(stageOf(a));
  await a.sees(a.words.groupCalls.elsewhere.replace("{name}", group));
  await a.picture("taken-over");
  await hears(phone, idB);
  await hears(b, idA);
  expect(await a.page.getByTestId("call-voice").count()).toBe(0);
  await expect.poll(() => b.page.getByTestId("call-tile").count()).toBe(2);
  expect(await callOf(b)).toBe(before);
  // It was the phone that spoke.
  await button(phone, phone.words.calls.mute).click();
  await hearsNothing(b, idA);
  await leaveCall(phone);
  await a.noLongerSees(a.page.getByText(a.words.groupCalls.elsewhere.replace("{name}", group)));
});

story("a window that is loaded anew is back in the call of its group", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const [idA, idB] = [await idOf(a), await idOf(b)];
  await startCall(a, "startVoice");
  await joinCall(b);
  await hears(b, idA);
  await a.page.reload();
  await a.sees(connected(a));
  await a.page.mouse.click(640, 300);
  await hears(b, idA);
  await hears(a, idB);
  await leaveCall(a);
});
