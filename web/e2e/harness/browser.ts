// One Chromium for all stories of a file, and one Firefox where a story asks for it; every person has a context of
// their own in it.
import { chromium, type Browser } from "playwright-core";
import { launchFirefox } from "./firefox";
import { chromiumPath } from "./places";

/** "devices": Chromium with camera and microphone, which Firefox always has. */
export type BrowserKind = "plain" | "devices" | "firefox";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A camera with a moving picture, a microphone that beeps, and a way between two windows on one machine. */
const deviceFlags = [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

const shared = new Map<BrowserKind, Promise<Browser>>();

export function launchBrowser(
  home?: string,
  devices = false,
  program = chromiumPath,
): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: devices ? [...flags, ...deviceFlags] : flags,
    ...(home ? { env: { ...process.env, HOME: home } as Record<string, string> } : {}),
  });
}

export function sharedBrowser(kind: BrowserKind): Promise<Browser> {
  const launched =
    shared.get(kind) ??
    (kind === "firefox" ? launchFirefox() : launchBrowser(undefined, kind === "devices"));
  shared.set(kind, launched);
  return launched;
}

export async function closeSharedBrowser(): Promise<void> {
  const launched = [...shared.values()];
  shared.clear();
  for (const browser of launched) await (await browser).close();
}
