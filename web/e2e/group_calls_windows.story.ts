// What one sees and chooses around a call of a group: the mirror before it, devices, noise.
import { expect } from "vitest";
import { button } from "./harness/actions";
import {
  bar,
  connected,
  group,
  groupOf,
  idOf,
  joinCall,
  leaveCall,
  pictureOf,
  startCall,
} from "./harness/group_call";
import { haveARoom } from "./harness/room_sound";
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

story("the noise of a room is not heard by the others, and a voice in it is", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const idA = await idOf(a);
  const { calls } = a.words;
  const room = await haveARoom(a);
  await room.set({ noise: 0.1, voice: 0 });
  await startCall(a, "startVoice");
  await joinCall(b);
  await hears(b, idA);
  await button(a, calls.devices).click();
  const filter = a.page.getByLabel(calls.noiseFilter);
  await filter.check();
  await hearsNothing(b, idA);
  await a.picture("noise-filter");
  await room.set({ noise: 0.02, voice: 0.5 });
  await hears(b, idA);
  await room.set({ noise: 0.1, voice: 0 });
  await hearsNothing(b, idA);
  await filter.uncheck();
  await hears(b, idA);
  await leaveCall(a);
});

story("where the noise filter does not run the microphone is heard as it is", async (stage) => {
  const [a, b] = (await groupOf(stage, [{}, {}])) as [Person, Person];
  const idA = await idOf(a);
  const { calls } = a.words;
  await a.page.route("**/*.wasm", (route) => route.abort());
  await startCall(a, "startVoice");
  await joinCall(b);
  await button(a, calls.devices).click();
  await a.page.getByLabel(calls.noiseFilter).check();
  await a.sees(calls.trouble.filter.failed);
  await a.picture("filter-failed");
  await hears(b, idA);
  await a.page.unroute("**/*.wasm");
  await button(a, calls.trouble.retry).click();
  await a.noLongerSees(a.page.getByText(calls.trouble.filter.failed));
  // It is remembered, and a window that nobody has touched yet is heard too.
  await a.page.reload();
  await a.sees(connected(a));
  await hears(b, idA);
  await button(a, calls.devices).click();
  expect(await a.page.getByLabel(calls.noiseFilter).isChecked()).toBe(true);
  await leaveCall(a);
});
