// What one sees and chooses around a call of a group: the mirror before it, devices, noise.
import { expect } from "vitest";
import { button } from "./harness/actions";
import { call } from "./harness/call";
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

/** They sit in the call and send nothing: many who do would be too much for a small machine. */
async function sits(person: Person): Promise<void> {
  const { conversations } = await call(person, "stream.snapshot", {});
  await call(person, "group_call.join", {
    conversation_id: conversations.find((one) => one.group)?.conversation_id ?? 0,
    endpoint: `seat-of-${person.name}`,
    microphone: false,
    camera: false,
  });
}

story(
  "among more than four one looks into the mirror and chooses devices first",
  async (stage) => {
    const phone = { viewport: "phone", theme: "dark", locale: "en-US" } as const;
    const people = await groupOf(stage, [{}, {}, {}, {}, {}, phone]);
    const [a, b, c, d, e, f] = people as [Person, Person, Person, Person, Person, Person];
    const [idA, idF] = [await idOf(a), await idOf(f)];
    await startCall(a, "startVoice");
    for (const person of [b, c, d, e]) await sits(person);
    const tiles = a.page.getByTestId("call-tile");
    await expect.poll(() => tiles.count()).toBe(5);

    const { calls, groupCalls } = f.words;
    await bar(f).getByRole("button", { name: groupCalls.joinVideo, exact: true }).click();
    const mirror = f.page.getByRole("dialog", {
      name: groupCalls.joinTitle.replace("{name}", group),
    });
    await seesMoving(mirror.getByTestId("my-picture"), 180);
    await f.picture("mirror");
    // Nobody is in the call by looking into the mirror.
    expect(await tiles.count()).toBe(5);
    const selectOf = (label: string) =>
      f.page.locator("label").filter({ hasText: label }).locator("select");
    const last = (await selectOf(calls.microphone).locator("option").last().innerText()).trim();
    await selectOf(calls.microphone).selectOption({ label: last });
    await button(f, calls.cameraOff).click();
    const offered = selectOf(calls.camera).locator("option:checked");
    await expect.poll(() => offered.innerText()).toBe(calls.notOn);
    await f.picture("mirror-without-camera");
    await button(f, calls.cameraOn).click();
    await seesMoving(mirror.getByTestId("my-picture"), 180);
    await mirror.getByRole("button", { name: groupCalls.join, exact: true }).click();
    await f.sees(connected(f));
    await expect.poll(() => tiles.count()).toBe(6);
    await seesMoving(pictureOf(a, idF), 180);
    await hears(f, idA);
    // Quiet unless asked for otherwise.
    await hearsNothing(a, idF);
    await button(f, calls.unmute).click();
    await hears(a, idF);
    await f.picture("six");
    await a.picture("six");
    await button(f, calls.devices).click();
    await expect
      .poll(() => selectOf(calls.microphone).locator("option:checked").innerText())
      .toBe(last);
    await f.picture("devices");
    await leaveCall(f);
    await expect.poll(() => tiles.count()).toBe(5);
  },
  "[calls]\ngrace_ms = 600000\n",
);

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
