// ./ling bench profiles: what is left of a call of two over ways that are far, lossy, narrow or interrupted. Figures only:
// nothing is asserted here. The way is that of one of the two, whose picture goes up it and who sees the other's coming
// down.
import { loadavg } from "node:os";
import { accountOf, becomeFriends, button, goTo, openChatWith, register } from "./harness/actions";
import { measureCall, recovered, summary, watchCall, type Figures } from "./harness/call_figures";
import type { Network, Place, Way } from "./harness/network";
import type { Person } from "./harness/person";
import { hears, seesMoving } from "./harness/senses";
import { networkStory, type Stage } from "./harness/story";

const near = accountOf("mei", "小梅");
const far = accountOf("ming", "阿明");
const clean: Way = {
  delay_ms: 0,
  jitter_ms: 0,
  loss: 0,
  burst: 1,
  kbit: 0,
  queue_ms: 200,
  down: 0,
};

interface Profile {
  name: string;
  down: Way;
  up: Way;
}
const both = (name: string, way: Way): Profile => ({ name, down: way, up: way });
const mobile: Way = { delay_ms: 60, jitter_ms: 20, loss: 0.02, burst: 3 };
const bad: Way = { delay_ms: 150, jitter_ms: 40, loss: 0.05, burst: 5 };
const profiles: Profile[] = [
  both("clean", {}),
  both("wifi", { delay_ms: 20, jitter_ms: 5, loss: 0.01 }),
  { name: "4G", down: { ...mobile, kbit: 4_000 }, up: { ...mobile, kbit: 1_500 } },
  { name: "bad", down: { ...bad, kbit: 800 }, up: { ...bad, kbit: 400 } },
  both("5 % loss", { loss: 0.05 }),
];
const settleMs = 5_000;
const measuredMs = 20_000;

interface Talk {
  a: Person;
  b: Person;
  place: Place;
}

async function talk(stage: Stage, network: Network, direct: boolean): Promise<Talk> {
  const [place, other] = [await network.join("a"), await network.join("b")];
  // The server looks at its own addresses when it starts.
  await stage.server.stop();
  await stage.server.resume();
  const [a, b] = [await stage.personAt(place, "mei"), await stage.personAt(other, "ming")];
  await watchCall(a);
  await watchCall(b);
  await register(a, near);
  await register(b, far);
  await becomeFriends(a, b, { asker: near, asked: far });
  await goTo(b, "contacts");
  await openChatWith(a, far.nickname);
  if (!direct) network.forwards(false);
  await button(a, a.words.calls.callVideo).click();
  await button(b, b.words.calls.acceptVideo).click();
  await hears(b);
  await seesMoving(b.page.getByTestId("their-picture"), 360);
  return { a, b, place };
}

async function become(place: Place, { down, up }: Profile): Promise<void> {
  await place.becomes({ ...clean, ...down }, "down");
  await place.becomes({ ...clean, ...up }, "up");
}

/** Of the picture that comes down and of the one that goes up, at the same time. */
async function bothFigures({ a, b }: Talk, ms: number): Promise<[Figures, Figures]> {
  return Promise.all([measureCall(a, ms), measureCall(b, ms)]);
}

function say(way: string, profile: string, figures: [Figures, Figures], more = ""): void {
  const load = loadavg()[0]?.toFixed(0) ?? "";
  const cells = [way, profile, ...figures.map(summary), more, load];
  console.info(`| ${cells.join(" | ")} |`);
}

async function through(way: string, two: Talk): Promise<void> {
  for (const profile of profiles) {
    await become(two.place, profile);
    await bothFigures(two, settleMs);
    say(way, profile.name, await bothFigures(two, measuredMs));
  }
  await capped(way, two);
  for (const seconds of [2, 8]) await interrupted(way, two, seconds);
}

async function capped(way: string, two: Talk): Promise<void> {
  const { place } = two;
  await become(place, both("", { kbit: 3_000 }));
  await bothFigures(two, 15_000);
  await become(place, both("", { kbit: 500 }));
  say(way, "cap 3 M to 500 k: first 5 s", await bothFigures(two, settleMs));
  say(way, "cap 500 k: after that", await bothFigures(two, measuredMs));
  await become(place, both("", { kbit: 3_000 }));
  const back = await bothFigures(two, 30_000);
  say(way, "cap 3 M again", back, back.map((one) => recovered(one, 720)).join(", "));
}

async function interrupted(way: string, two: Talk, seconds: number): Promise<void> {
  const { place } = two;
  await become(place, both("", {}));
  await bothFigures(two, 15_000);
  await become(place, both("", { down: 1 }));
  await bothFigures(two, seconds * 1_000);
  const measured = bothFigures(two, 20_000);
  await become(place, both("", {}));
  const back = await measured;
  say(way, `blackout of ${seconds} s, then`, back, back.map((one) => recovered(one, 1)).join(", "));
}

console.info("| way | profile | what comes down | what goes up | back after | load |");
for (const way of ["direct", "over the engine"]) {
  networkStory(way, async (stage, network) => {
    await through(way, await talk(stage, network, way === "direct"));
  });
}
