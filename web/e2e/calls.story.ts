// Calls between two people, in browsers with a camera and a microphone: what counts is what each hears and sees.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import {
  accountOf,
  becomeFriends,
  composer,
  floats,
  goTo,
  openChatWith,
  register,
  say,
  seesMessage,
  signIn,
} from "./harness/actions";
import type { Looks, Person } from "./harness/person";
import { hears, hearsNothing, seesMoving } from "./harness/senses";
import { story, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");
const hua = accountOf("hua", "小华");

async function friends(stage: Stage, a: Looks = {}, b: Looks = {}): Promise<[Person, Person]> {
  const one = await stage.person("mei", { devices: true, ...a });
  const other = await stage.person("ming", { devices: true, ...b });
  await register(one, mei);
  await register(other, ming);
  await becomeFriends(one, other, { asker: mei, asked: ming });
  return [one, other];
}

const button = (person: Person, name: string): Locator =>
  person.page.getByRole("button", { name, exact: true });
const stageOf = (person: Person, nickname: string): Locator =>
  person.page.getByRole("dialog", { name: person.words.calls.window.replace("{name}", nickname) });
const card = (person: Person, nickname: string): Locator =>
  person.page.getByRole("alertdialog", {
    name: person.words.calls.incoming.replace("{name}", nickname),
  });
const theirs = (person: Person): Locator => person.page.getByTestId("their-picture");
const running = (person: Person): Locator =>
  person.page.getByTestId("call-status").filter({ hasText: /^\s*\d\d:\d\d\s*$/ });

async function call(person: Person, nickname: string, kind: "callVoice" | "callVideo") {
  await openChatWith(person, nickname);
  await button(person, person.words.calls[kind]).click();
}

async function hangUp(person: Person): Promise<void> {
  await person.page.mouse.move(200, 200);
  await button(person, person.words.calls.hangUp).click();
}

story("a call reaches somebody on any page, and both hear each other", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await b.sees(card(b, mei.nickname));
  await b.picture("incoming");
  await a.picture("calling");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  await b.sees(running(b));
  await hears(a);
  await hears(b);
  await b.picture("speaking");

  await button(a, a.words.calls.mute).click();
  await hearsNothing(b);
  await b.sees(b.page.getByText(b.words.calls.theyAreMuted));
  // Held down, the space bar lets a muted person speak.
  await stageOf(a, ming.nickname).focus();
  await a.page.keyboard.down(" ");
  await hears(b);
  await a.page.keyboard.up(" ");
  await hearsNothing(b);
  await a.page.keyboard.press("m");
  await hears(b);

  await hangUp(b);
  await a.noLongerSees(stageOf(a, ming.nickname));
  await a.sees(a.page.getByTestId("call-record").filter({ hasText: /\d\d:\d\d/ }));
  await a.picture("record");
});

story("a video call is sharp, and voice can become video", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "contacts");
  await call(a, ming.nickname, "callVideo");
  await button(b, b.words.calls.acceptVoice).click();
  await b.sees(running(b));
  await seesMoving(theirs(b), 720);
  await b.picture("one-picture");
  await button(b, b.words.calls.cameraOn).click();
  await seesMoving(theirs(a), 720);
  await seesMoving(a.page.getByTestId("my-picture"));
  await a.picture("two-pictures");
  await button(a, a.words.calls.quality).click();
  await a.sees(a.page.getByText(/1280×720/));
  await a.picture("numbers");
  await button(b, b.words.calls.cameraOff).click();
  await a.noLongerSees(theirs(a));
  await hears(a);
  await hangUp(a);
});

story("of three devices one answers, and the others fall silent", async (stage) => {
  const [a, b] = await friends(stage);
  const second = await stage.person("ming", { devices: true });
  const third = await stage.person("ming", { devices: true, viewport: "phone" });
  for (const device of [second, third]) await signIn(device, ming);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  for (const device of [b, second, third]) await device.sees(card(device, mei.nickname));
  await third.picture("incoming-on-a-phone");
  await button(b, b.words.calls.ignore).click();
  await b.noLongerSees(card(b, mei.nickname));
  await second.sees(card(second, mei.nickname));
  await button(third, third.words.calls.accept).click();
  await second.noLongerSees(card(second, mei.nickname));
  await third.sees(running(third));
  await hears(a);
  await hears(third);
  await third.picture("speaking-on-a-phone");
  await b.sees(b.page.getByText(b.words.calls.elsewhere.replace("{name}", mei.nickname)));
  // From another device, too.
  await button(b, b.words.calls.elsewhereEnd).click();
  await a.noLongerSees(stageOf(a, ming.nickname));
});

story(
  "a call that nobody answers is missed, and one touch calls back",
  async (stage) => {
    const [a, b] = await friends(stage);
    await goTo(b, "me");
    await call(a, ming.nickname, "callVoice");
    await b.sees(card(b, mei.nickname));
    await b.noLongerSees(card(b, mei.nickname));
    await a.sees(
      a.page.getByTestId("call-record").filter({ hasText: a.words.calls.record.missedByThem }),
    );
    await goTo(b, "chats");
    await b.sees(b.page.getByTestId("conversation").getByText(b.words.calls.record.missedByMe));
    await b.sees(b.page.getByTestId("conversation").getByText("1", { exact: true }));
    await b.picture("missed");
    await openChatWith(b, mei.nickname);
    await b.page.getByTestId("call-record").click();
    await a.sees(card(a, ming.nickname));
    await button(a, a.words.calls.decline).click();
    await b.sees(
      b.page.getByTestId("call-record").filter({ hasText: b.words.calls.record.declinedByThem }),
    );
  },
  "[calls]\nring_ms = 3000\n",
);

story("who is in a call is busy for others", async (stage) => {
  const [a, b] = await friends(stage);
  const c = await stage.person("hua", { devices: true });
  await register(c, hua);
  await becomeFriends(c, b, { asker: hua, asked: ming });
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  await call(c, ming.nickname, "callVoice");
  await c.sees(c.page.getByTestId("call-record").filter({ hasText: c.words.calls.record.busy }));
  await hears(a);
  await hangUp(a);
  await goTo(b, "chats");
  await b.sees(b.page.getByTestId("conversation").getByText(b.words.calls.record.busyMe));
});

story("both call each other and are in one call", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  await Promise.all([a, b].map((person) => button(person, person.words.calls.callVoice).click()));
  await a.sees(running(a));
  await b.sees(running(b));
  await hears(a);
  await hears(b);
  await hangUp(a);
  await b.sees(b.page.getByTestId("call-record"));
  expect(await b.page.getByTestId("call-record").count()).toBe(1);
});

story("a camera that is in use makes it a voice call, and says so", async (stage) => {
  const [a, b] = await friends(stage);
  await a.page.evaluate(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted) =>
      wanted?.video ? Promise.reject(new DOMException("in use", "NotReadableError")) : real(wanted);
  });
  await goTo(b, "me");
  await call(a, ming.nickname, "callVideo");
  await a.sees(a.page.getByText(a.words.calls.trouble.camera.busy));
  await a.picture("camera-busy");
  await button(b, b.words.calls.acceptVideo).click();
  await a.sees(running(a));
  await hears(b);
  await seesMoving(theirs(a));
  await hangUp(b);
});

story("a call goes on, small, while I chat", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVideo");
  await button(b, b.words.calls.acceptVideo).click();
  await a.sees(running(a));
  await seesMoving(theirs(a));
  await a.page.keyboard.press("Escape");
  await a.noLongerSees(stageOf(a, ming.nickname));
  await say(a, "你看到我发的照片了吗？");
  await seesMessage(a, "你看到我发的照片了吗？", "delivered");
  await seesMoving(theirs(a));
  await hears(a);
  await a.picture("minimised");
  const [box, field] = [await theirs(a).boundingBox(), await composer(a).boundingBox()];
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(field?.y ?? 0);
  await button(a, a.words.calls.expand).click();
  await a.sees(stageOf(a, ming.nickname));

  // Over all other programs: there is one picture, and it comes back to the page.
  const first = await floats(a);
  await seesMoving(first.getByTestId("window-picture"));
  await a.noLongerSees(stageOf(a, ming.nickname));
  expect(await theirs(a).count()).toBe(0);
  await a.picture("over-other-programs", first);
  const closed = first.waitForEvent("close");
  await first.getByRole("button", { name: a.words.calls.expand }).click();
  await closed;
  await a.sees(stageOf(a, ming.nickname));
  await seesMoving(theirs(a));
  // With the call it is gone.
  const second = await floats(a);
  const gone = second.waitForEvent("close");
  await second.getByRole("button", { name: a.words.calls.hangUp }).click();
  await gone;
  await b.noLongerSees(stageOf(b, mei.nickname));
});

story("a window that is loaded anew is back in its call", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  for (const person of [a, b]) {
    await person.page.reload();
    await person.sees(running(person));
    await button(person, person.words.calls.mute).click();
    await button(person, person.words.calls.unmute).click();
    await hears(a);
    await hears(b);
  }
  await hangUp(a);
});

story("a shared screen is seen until it is stopped", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  await button(a, a.words.calls.share).click();
  await a.picture("what-to-share");
  await button(a, a.words.calls.shareText).click();
  await a.sees(a.page.getByText(a.words.calls.youShare));
  const screen = b.page.getByTestId("their-screen");
  await seesMoving(screen, 720);
  await b.picture("fitted");
  await button(b, b.words.calls.original).click();
  await seesMoving(screen, 720);
  await b.picture("dot-for-dot");
  await a.page.keyboard.press("Escape");
  await a.picture("sharing-while-minimised");
  await button(a, a.words.calls.stopSharing).click();
  await b.noLongerSees(screen);
  await a.noLongerSees(a.page.getByText(a.words.calls.youShare));
  await hears(b);
  await hangUp(b);
});

story("a call goes on while the server is started anew", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  await hears(b);
  await stage.server.kill();
  await hears(a);
  await hears(b);
  await stage.server.resume();
  await hears(b);
  // Both are told of the end, so both are connected again.
  await hangUp(b);
  await a.noLongerSees(stageOf(a, ming.nickname));
  await b.noLongerSees(stageOf(b, mei.nickname));
  await a.sees(a.page.getByTestId("call-record").filter({ hasText: /\d\d:\d\d/ }));
});

story("both call each other, time and again, and are always in one call", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  for (let round = 1; round <= 5; round += 1) {
    await Promise.all([a, b].map((person) => button(person, person.words.calls.callVoice).click()));
    await a.sees(running(a));
    await b.sees(running(b));
    await hangUp(round % 2 === 0 ? a : b);
    for (const person of [a, b]) {
      await person.noLongerSees(person.page.getByRole("dialog"));
      await expect
        .poll(() => person.page.getByTestId("call-record").count(), { timeout: 15_000 })
        .toBe(round);
    }
  }
});

story("a call that is hung up without a network ends when there is one again", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  await b.sees(running(b));
  await a.goOffline();
  await hangUp(a);
  await a.noLongerSees(stageOf(a, ming.nickname));
  await a.comeBack();
  await b.noLongerSees(stageOf(b, mei.nickname));
  await a.sees(a.page.getByTestId("call-record").filter({ hasText: /\d\d:\d\d/ }));
});

story("a window that was duplicated does not take the call", async (stage) => {
  const [a, b] = await friends(stage);
  await goTo(b, "me");
  await call(a, ming.nickname, "callVoice");
  await button(b, b.words.calls.accept).click();
  await a.sees(running(a));
  const [copy] = await Promise.all([
    a.context.waitForEvent("page"),
    // With it the browser copies what the window remembers, its name in calls too.
    a.page.evaluate(() => void window.open(location.href)),
  ]);
  await copy.getByText(a.words.calls.elsewhere.replace("{name}", ming.nickname)).waitFor();
  expect(await copy.getByRole("dialog").count()).toBe(0);
  await copy.close();
  await hears(a);
  await hears(b);
  await hangUp(a);
});
