// What one sees and chooses around a call of a group: noise.
import { expect } from "vitest";
import { button } from "./harness/actions";
import { connected, groupOf, idOf, joinCall, leaveCall, startCall } from "./harness/group_call";
import { haveARoom } from "./harness/room_sound";
import type { Person } from "./harness/person";
import { hears, hearsNothing } from "./harness/senses";
import { story } from "./harness/story";

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
