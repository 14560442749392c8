// What a slow connection shows: shapes where things will be, then words, never a blank page.
import type { WebSocketRoute } from "playwright-core";
import {
  accountOf,
  becomeFriends,
  openChatWith,
  register,
  say,
  seesMessage,
  signIn,
  trySigningIn,
} from "./harness/actions";
import type { Person } from "./harness/person";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

/** What the server says is kept back, from the frame that `from` knows on, until let go. */
async function holdBack(person: Person, from: (frame: string) => boolean): Promise<() => void> {
  const held: (() => void)[] = [];
  let holding = true;
  await person.page.routeWebSocket(/\/ws/, (page: WebSocketRoute) => {
    const server = page.connectToServer();
    let begun = false;
    server.onMessage((frame) => {
      begun ||= holding && from(frame.toString());
      if (begun && holding) held.push(() => page.send(frame));
      else page.send(frame);
    });
  });
  return () => {
    holding = false;
    for (const send of held) send();
  };
}

story("who has to wait sees the shape of what comes, and then words", async (stage) => {
  const [a, b] = [await stage.person("mei"), await stage.person("ming", { theme: "dark" })];
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  await openChatWith(a, ming.nickname);
  await say(a, "你到家了吗");

  const other = await stage.person("mei elsewhere", { viewport: "phone" });
  const letSnapshot = await holdBack(other, () => true);
  await trySigningIn(other, mei.account, mei.password);
  await other.sees(other.page.locator(".skeleton.list"));
  const words = other.page.locator(".skeleton .words");
  await other.page.waitForFunction(() => {
    const shown = document.querySelector(".skeleton .words");
    return shown !== null && getComputedStyle(shown).opacity === "1";
  });
  await other.sees(words);
  await other.picture("waiting for the list");
  letSnapshot();
  await other.sees(other.page.getByText("你到家了吗"));

  const desk = await stage.person("ming elsewhere", { theme: "dark", locale: "en-US" });
  const letHistory = await holdBack(desk, (frame) => frame.includes('"messages":['));
  await signIn(desk, ming);
  await openChatWith(desk, mei.nickname);
  await desk.sees(desk.page.locator(".skeleton.bubbles"));
  await desk.picture("waiting for the messages");
  letHistory();
  await seesMessage(desk, "你到家了吗");
  await desk.noLongerSees(desk.page.locator(".chip.down"));
});
