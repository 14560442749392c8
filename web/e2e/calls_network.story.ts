// Calls over ways that are far, lossy, narrow, interrupted or replaced: the call goes on, and is the same one.
import { expect } from "vitest";
import { accountOf, becomeFriends, button, goTo, openChatWith, register } from "./harness/actions";
import { call } from "./harness/call";
import type { Network, Place, Way } from "./harness/network";
import type { Person } from "./harness/person";
import { hears, seesMoving } from "./harness/senses";
import { soundComesFirst } from "./harness/sound_comes_first";
import { networkStory, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

/** As on a train: far, with losses, and little room upwards. */
const mobile: Way = { delay_ms: 60, jitter_ms: 20, loss: 0.02, burst: 3, kbit: 1_500 };
const bad: Way = { delay_ms: 150, jitter_ms: 40, loss: 0.05, burst: 5, kbit: 800 };

interface Two {
  a: Person;
  b: Person;
  placeOfA: Place;
  placeOfB: Place;
}

async function friends(stage: Stage, network: Network): Promise<Two> {
  const placeOfA = await network.join("a");
  const placeOfB = await network.join("b");
  const a = await stage.personAt(placeOfA, "mei");
  const b = await stage.personAt(placeOfB, "ming");
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  return { a, b, placeOfA, placeOfB };
}

const theirs = (person: Person) => person.page.getByTestId("their-picture");

async function talk({ a, b }: Two): Promise<void> {
  await goTo(b, "contacts");
  await openChatWith(a, ming.nickname);
  await button(a, a.words.calls.callVideo).click();
  await button(b, b.words.calls.acceptVideo).click();
  await hear({ a, b });
}

async function hear({ a, b }: Pick<Two, "a" | "b">): Promise<void> {
  await hears(a);
  await hears(b);
}

async function callOf(person: Person): Promise<number | null> {
  const { call: mine } = await call(person, "stream.snapshot", {});
  return mine?.call_id ?? null;
}

networkStory("a call over a mobile network, and over a bad one", async (stage, network) => {
  const two = await friends(stage, network);
  await two.placeOfA.becomes(mobile);
  await talk(two);
  await seesMoving(theirs(two.b));
  await seesMoving(theirs(two.a));
  await two.placeOfB.becomes(bad);
  await hear(two);
  await seesMoving(theirs(two.b));
  await two.b.picture("over a bad way");
});

networkStory("where there is room for sound only, the picture waits", async (stage, network) => {
  const two = await friends(stage, network);
  await talk(two);
  await soundComesFirst(two.a, two.placeOfA, two.b, theirs(two.b));
});

networkStory("nothing comes through for a while", async (stage, network) => {
  const two = await friends(stage, network);
  await talk(two);
  const before = await callOf(two.a);
  await two.placeOfA.becomes({ down: 1 });
  await two.b.sees(two.b.page.getByText(two.b.words.calls.reconnecting));
  await two.b.picture("interrupted");
  await two.placeOfA.becomes({ down: 0 });
  await hear(two);
  await seesMoving(theirs(two.b));
  expect(await callOf(two.a)).toBe(before);
});

networkStory(
  "somebody comes by another address in the middle of a call",
  async (stage, network) => {
    const two = await friends(stage, network);
    await talk(two);
    const before = await callOf(two.b);
    two.placeOfA.changeAddress();
    await two.b.sees(two.b.page.getByText(two.b.words.calls.reconnecting));
    await hear(two);
    await seesMoving(theirs(two.b));
    expect(await callOf(two.b)).toBe(before);
  },
);
