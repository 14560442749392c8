// What one sees and chooses around a call of a group: the mirror before it, devices.
import { expect } from "vitest";
import { button } from "./harness/actions";
import {
  bar,
  connected,
  groupOf,
  idOf,
  joinCall,
  leaveCall,
  pictureOf,
  startCall,
} from "./harness/group_call";
import type { Person } from "./harness/person";
import { hears, hearsNothing, seesMoving } from "./harness/senses";
import { story } from "./harness/story";

story("among more than four one looks into the mirror and chooses devices first", async (stage) => {
  const people = await groupOf(stage, [{}, {}, {}, {}, {}, { viewport: "phone", theme: "dark" }]);
  const [a, b, c, d, e, f] = people as [Person, Person, Person, Person, Person, Person];
  const idF = await idOf(f);
  await startCall(a, "startVoice");
  for (const person of [b, c, d]) await joinCall(person);
  await joinCall(e);
  await expect.poll(() => a.page.getByTestId("call-tile").count()).toBe(5);

  await bar(f).getByRole("button", { name: f.words.groupCalls.joinVideo, exact: true }).click();
  const mirror = f.page.getByRole("dialog", {
    name: f.words.groupCalls.joinTitle.replace("{name}", group),
  });
  await f.sees(mirror);
  await seesMoving(mirror.getByTestId("my-picture"), 180);
  await f.picture("mirror");
  // Nobody is in the call by looking into the mirror.
  expect(await a.page.getByTestId("call-tile").count()).toBe(5);
  const microphone = f.page.getByLabel(f.words.calls.microphone, { exact: true });
  const last = await microphone.locator("option").last().textContent();
  await microphone.selectOption({ label: last?.trim() ?? "" });
  await mirror.getByRole("button", { name: f.words.groupCalls.join, exact: true }).click();
  await f.sees(connected(f));
  await seesMoving(pictureOf(a, idF), 180);
  // Quiet unless asked for otherwise.
  await hearsNothing(a, idF);
  await button(f, f.words.calls.unmute).click();
  await hears(a, idF);
  await f.picture("six");
  await a.picture("six");
  await button(f, f.words.calls.devices).click();
  const chosen = f.page.getByLabel(f.words.calls.microphone, { exact: true });
  expect(await chosen.locator("option:checked").textContent()).toBe(last);
  await f.picture("devices");
  await leaveCall(f);
  await expect.poll(() => a.page.getByTestId("call-tile").count()).toBe(5);
});
