// Debian's own Firefox, driven by the same library as Chromium, in the language that both browsers share (WebDriver
// BiDi).
import { existsSync } from "node:fs";
import { firefox, type Browser } from "playwright-core";

const firefoxPath = process.env["LING_FIREFOX"] ?? "/usr/bin/firefox-esr";

/** Why there can be no Firefox here; "" when there can. */
export function whyNoFirefox(): string {
  return existsSync(firefoxPath)
    ? ""
    : `there is no Firefox at ${firefoxPath}: install the package firefox-esr`;
}

const preferences = {
  // A camera with a moving picture and a microphone with a tone, which nobody is asked about.
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  // Two windows on one machine, whether or not it is in a network.
  "media.peerconnection.ice.loopback": true,
  // A loudspeaker, which a server has not; without one no sound begins.
  "media.cubeb.force_mock_context": true,
  // Nobody is there to touch the page.
  "media.autoplay.default": 0,
};

export async function launchFirefox(): Promise<Browser> {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: firefoxPath,
    firefoxUserPrefs: preferences,
  });
  forgoColours(browser);
  return browser;
}

interface Session {
  send(command: string, params: unknown): Promise<unknown>;
}

/**
 * Each new window is told to be light or dark, a word that this Firefox does not know yet; without an answer there
 * would be no window.
 */
function forgoColours(browser: Browser): void {
  const inside = browser as unknown as {
    _connection: { toImpl(one: Browser): { _browserSession: Session } };
  };
  const sessions = Object.getPrototypeOf(
    inside._connection.toImpl(browser)._browserSession,
  ) as Session;
  const send = sessions.send;
  sessions.send = function (this: Session, command, params) {
    const sent = send.call(this, command, params);
    return command === "emulation.setMediaFeaturesOverride" ? sent.catch(() => ({})) : sent;
  };
}
