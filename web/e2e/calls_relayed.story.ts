// Calls of two that find no direct way, or lose it: they go over the server by themselves, and are the same call.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import { accountOf, becomeFriends, button, goTo, openChatWith, register } from "./harness/actions";
import { call } from "./harness/call";
import type { Network, Place } from "./harness/network";
import type { Person } from "./harness/person";
import { hears, hearsNothing, seesMoving, untilHeard } from "./harness/senses";
import { soundComesFirst } from "./harness/sound_comes_first";
import { networkStory, story, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

interface Two {
  a: Person;
  b: Person;
}

const theirs = (person: Person): Locator => person.page.getByTestId("their-picture");
const running = (person: Person): Locator =>
  person.page.getByTestId("call-status").filter({ hasText: /^\s*\d\d:\d\d\s*$/ });

async function acquainted(a: Person, b: Person): Promise<Two> {
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await goTo(b, "contacts");
  await openChatWith(a, ming.nickname);
  return { a, b };
}

async function friends(stage: Stage): Promise<Two> {
  const devices = { devices: true };
  return acquainted(await stage.person("mei", devices), await stage.person("ming", devices));
}

/** The server looks at its own addresses when it starts, and then once a minute. */
async function twoPlaces(stage: Stage, network: Network): Promise<[Place, Place]> {
  const places: [Place, Place] = [await network.join("a"), await network.join("b")];
  await stage.server.stop();
  await stage.server.resume();
  return places;
}

async function friendsIn(stage: Stage, network: Network): Promise<Two> {
  const [placeOfA, placeOfB] = await twoPlaces(stage, network);
  return acquainted(await stage.personAt(placeOfA, "mei"), await stage.personAt(placeOfB, "ming"));
}

async function ring({ a, b }: Two, how: "callVoice" | "callVideo"): Promise<Locator> {
  await button(a, a.words.calls[how]).click();
  const accept = b.words.calls[how === "callVideo" ? "acceptVideo" : "accept"];
  return b.sees(button(b, accept));
}

async function talk(two: Two, how: "callVoice" | "callVideo"): Promise<void> {
  const { a } = two;
  await (await ring(two, how)).click();
  await a.sees(running(a));
  await hearEachOther(two);
}

async function hearEachOther({ a, b }: Two): Promise<void> {
  await hears(a);
  await hears(b);
}

async function callOf(person: Person) {
  const { call: mine } = await call(person, "stream.snapshot", {});
  if (!mine) throw new Error(`${person.name} is in no call`);
  return mine;
}

/** As a window does that finds no way. */
async function relay(person: Person): Promise<void> {
  const { call_id } = await callOf(person);
  const endpoint = await person.page.evaluate(
    () => JSON.parse(sessionStorage.getItem("ling.call_endpoint") ?? '""') as string,
  );
  await call(person, "call.relay", { call_id, endpoint });
}

/** The numbers say so. */
async function goesOverServer(person: Person): Promise<void> {
  await person.page.mouse.move(200, 200);
  const quality = button(person, person.words.calls.quality);
  await quality.click();
  await person.sees(person.page.getByText(person.words.calls.numbers.overServer));
  await quality.click();
}

/** From the answer until each hears the other, in ms. */
async function accepted(two: Two, how: "callVoice" | "callVideo"): Promise<number[]> {
  const accept = await ring(two, how);
  const heard = Promise.all([untilHeard(two.a), untilHeard(two.b)]);
  await accept.click();
  return heard;
}

networkStory("two who reach only the server hear and see each other", async (stage, network) => {
  const two = await friendsIn(stage, network);
  network.forwards(false);
  const heard = await accepted(two, "callVideo");
  console.info(`no direct way: heard after ${heard.join(" and ")} ms (goal 5000)`);
  await seesMoving(theirs(two.a), 720);
  await seesMoving(theirs(two.b), 720);
  await goesOverServer(two.a);
  await two.b.picture("over the server");
});

networkStory("over the server, too, sound comes first", async (stage, network) => {
  const [placeOfA, placeOfB] = await twoPlaces(stage, network);
  const two = await acquainted(
    await stage.personAt(placeOfA, "mei"),
    await stage.personAt(placeOfB, "ming"),
  );
  network.forwards(false);
  await talk(two, "callVideo");
  await seesMoving(theirs(two.b));
  await goesOverServer(two.b);
  await soundComesFirst(two.a, placeOfA, two.b, theirs(two.b));
});

networkStory("where no UDP goes through, a call goes over TCP", async (stage, network) => {
  const [placeOfA, placeOfB] = await twoPlaces(stage, network);
  const two = await acquainted(
    await stage.personAt(placeOfA, "mei"),
    await stage.personAt(placeOfB, "ming"),
  );
  for (const place of [placeOfA, placeOfB]) await place.becomes({ udp_blocked: 1 });
  const heard = await accepted(two, "callVideo");
  console.info(`no UDP: heard after ${heard.join(" and ")} ms (goal 8000)`);
  await seesMoving(theirs(two.a));
  await seesMoving(theirs(two.b));
  await goesOverServer(two.b);
});

networkStory("a way that breaks in the middle of a call is replaced", async (stage, network) => {
  const two = await friendsIn(stage, network);
  await talk(two, "callVideo");
  const before = await callOf(two.a);
  expect(before.relayed).toBe(false);
  const heard = Promise.all([untilHeard(two.a, true), untilHeard(two.b, true)]);
  network.forwards(false);
  await two.a.sees(two.a.page.getByText(two.a.words.calls.reconnecting));
  console.info(`way broken: heard again after ${(await heard).join(" and ")} ms`);
  await hearEachOther(two);
  await seesMoving(theirs(two.b));
  await goesOverServer(two.a);
  const after = await callOf(two.a);
  expect(after).toEqual({ ...before, relayed: true });
});

story("a call over the server can all that a direct one can", async (stage) => {
  const two = await friends(stage);
  const { a, b } = two;
  await talk(two, "callVoice");
  const before = await callOf(a);
  await relay(b);
  await goesOverServer(a);
  await goesOverServer(b);
  await hearEachOther(two);
  expect(await callOf(a)).toEqual({ ...before, relayed: true });

  await button(a, a.words.calls.mute).click();
  await hearsNothing(b);
  await b.sees(b.page.getByText(b.words.calls.theyAreMuted));
  await button(a, a.words.calls.unmute).click();
  await hears(b);

  await button(b, b.words.calls.cameraOn).click();
  await seesMoving(theirs(a), 720);
  await a.page.mouse.move(300, 200);
  await button(a, a.words.calls.share).click();
  await button(a, a.words.calls.shareText).click();
  const screen = b.page.getByTestId("their-screen");
  await seesMoving(screen, 720);
  await b.picture("a screen over the server");
  await button(a, a.words.calls.quality).click();
  await a.sees(a.page.getByText(/1280×720/));
  await a.picture("numbers over the server");
  await button(a, a.words.calls.stopSharing).first().click();
  await b.noLongerSees(screen);
  await button(b, b.words.calls.cameraOff).click();
  await a.noLongerSees(theirs(a));
  await hearEachOther(two);

  await b.page.mouse.move(200, 200);
  await button(b, b.words.calls.hangUp).click();
  await a.sees(a.page.getByTestId("call-record").filter({ hasText: /\d\d:\d\d/ }));
});

story("a window of a call over the server is loaded anew", async (stage) => {
  const two = await friends(stage);
  const { a, b } = two;
  await talk(two, "callVideo");
  await relay(a);
  await goesOverServer(b);
  await a.page.reload();
  await a.sees(running(a));
  // Browsers let a page sound only after somebody touched it.
  await a.page.mouse.click(640, 300);
  await hearEachOther(two);
  await seesMoving(theirs(a));
  await goesOverServer(a);
});

story("the media engine dies in the middle of a call", async (stage) => {
  const two = await friends(stage);
  const { a, b } = two;
  await talk(two, "callVideo");
  await relay(a);
  await goesOverServer(a);
  await goesOverServer(b);
  const heard = Promise.all([untilHeard(a, true), untilHeard(b, true)]);
  await stage.server.killMediaEngine();
  console.info(`engine killed: heard after ${(await heard).join(" and ")} ms (goal 10000)`);
  await hearEachOther(two);
  await seesMoving(theirs(a));
  await seesMoving(theirs(b));
  expect((await callOf(a)).relayed).toBe(true);
});

networkStory(
  "where the server cannot take a call over, both are told that it did not connect",
  async (stage, network) => {
    const { a, b } = await friendsIn(stage, network);
    network.forwards(false);
    await (await ring({ a, b }, "callVoice")).click();
    await a.sees(a.words.calls.connecting);
    for (const person of [a, b]) await person.sees(person.words.calls.over.failed);
    await a.picture("no way");
    await a.sees(
      a.page.getByTestId("call-record").filter({ hasText: a.words.calls.record.failed }),
    );
  },
  "[calls]\nmedia_port = 0\nconnect_ms = 8000\n",
);
