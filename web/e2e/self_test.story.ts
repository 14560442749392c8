// Everything a call needs, tried before one: what works is said, and what does not with what to do about it.
import { expect } from "vitest";
import { accountOf, goTo, register } from "./harness/actions";
import { accessibilityFindings } from "./harness/axe";
import type { Looks, Person } from "./harness/person";
import { seesMoving } from "./harness/senses";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");

async function openSelfTest(person: Person): Promise<void> {
  await register(person, mei);
  await goTo(person, "me");
  await person.page.getByRole("link", { name: person.words.me.calls }).click();
  await person.sees(person.page.getByText(person.words.selfTest.lead));
}
const begin = (person: Person): Promise<void> =>
  person.page.getByRole("button", { name: person.words.selfTest.begin }).click();

/** What the browser sends over these roads leads to a port at which nobody is. */
function blocked(person: Person, ...roads: string[]): Promise<void> {
  return person.page.evaluate((closed) => {
    type SetRemote = (
      this: RTCPeerConnection,
      description: RTCSessionDescriptionInit,
    ) => Promise<void>;
    const holder = window as { realSetRemote?: SetRemote };
    holder.realSetRemote ??= RTCPeerConnection.prototype.setRemoteDescription;
    const real = holder.realSetRemote;
    RTCPeerConnection.prototype.setRemoteDescription = function (description) {
      const sdp = (description.sdp ?? "").replace(
        /(a=candidate:\S+ 1 (\w+) \d+ \S+) \d+/g,
        (line, before: string, road: string) => (closed.includes(road) ? `${before} 9` : line),
      );
      return real.call(this, { type: description.type, sdp });
    };
  }, roads);
}

async function finds(person: Person, part: string, state: "good" | "bad"): Promise<void> {
  const line = person.page.getByTestId(`self-test-${part}`);
  await person.sees(line.and(person.page.locator(`[data-state="${state}"]`)));
}

const engine = ["engineUdp", "engineTcp", "address"];

for (const looks of [
  { viewport: "desk", theme: "light", locale: "zh-CN", devices: true },
  { viewport: "phone", theme: "dark", locale: "en-US", devices: true },
] satisfies Looks[]) {
  story(`all is well on a ${looks.viewport}`, async (stage) => {
    const person = await stage.person("mei", looks);
    await openSelfTest(person);
    await begin(person);
    for (const part of ["secure", "socket", "udp", ...engine, "microphone", "camera"]) {
      await finds(person, part, "good");
    }
    // A browser does not draw what is out of sight.
    const picture = person.page.getByTestId("self-test-picture");
    await picture.scrollIntoViewIfNeeded();
    await seesMoving(picture, 720);
    const { speaker } = person.words.selfTest;
    await person.page.getByRole("button", { name: speaker.play }).click();
    await person.page.getByRole("button", { name: speaker.yes, exact: true }).click();
    await finds(person, "speaker", "good");
    await person.comesToRest();
    await person.picture("all-is-well");
    expect(await accessibilityFindings(person)).toEqual([]);
  });
}

story("what is wrong is said, with what to do", async (stage) => {
  const person = await stage.person("mei", { devices: true });
  await openSelfTest(person);
  await person.page.evaluate(() => {
    const { mediaDevices } = navigator;
    const silence = new AudioContext().createMediaStreamDestination();
    mediaDevices.getUserMedia = (wanted) =>
      wanted?.video
        ? Promise.reject(new DOMException("in use", "NotReadableError"))
        : Promise.resolve(silence.stream);
  });
  const { selfTest } = person.words;
  await begin(person);
  await person.sees(selfTest.camera.busy);
  await finds(person, "microphone", "bad");
  await person.sees(selfTest.microphone.silent);
  await finds(person, "camera", "bad");
  await person.comesToRest();
  await person.picture("what-is-wrong");
  await person.goOffline();
  await person.page.getByRole("button", { name: selfTest.again }).click();
  await finds(person, "socket", "bad");
  for (const part of engine) await finds(person, part, "bad");
});

story(
  "a road to the media engine that is closed is named, and the other one is open",
  async (stage) => {
    const person = await stage.person("mei", { devices: true });
    await openSelfTest(person);
    // As a firewall would: what comes by UDP does not get there.
    await blocked(person, "udp");
    await begin(person);
    await finds(person, "engineUdp", "bad");
    await finds(person, "engineTcp", "good");
    await finds(person, "address", "good");
    await person.comesToRest();
    await person.picture("udp-is-closed");
    await blocked(person, "udp", "tcp");
    await person.page.getByRole("button", { name: person.words.selfTest.again }).click();
    await finds(person, "engineTcp", "bad");
    await finds(person, "address", "bad");
    await person.comesToRest();
    await person.picture("both-are-closed");
  },
);

story(
  "a server without a media engine says so",
  async (stage) => {
    const person = await stage.person("mei", { devices: true, locale: "en-US" });
    await openSelfTest(person);
    await begin(person);
    await finds(person, "engineUdp", "bad");
    await person.sees(person.words.selfTest.engineUdp.off);
    await person.picture("no-engine");
  },
  "[calls]\nmedia_port = 0\n",
);
