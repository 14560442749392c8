// One Chromium for all stories of a file; every person has a context of their own in it.
import { chromium, type Browser } from "playwright-core";
import { chromiumPath } from "./places";

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

const shared = new Map<boolean, Promise<Browser>>();

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

/** `devices`: the one with camera and microphone. */
export function sharedBrowser(devices = false): Promise<Browser> {
  const launched = shared.get(devices) ?? launchBrowser(undefined, devices);
  shared.set(devices, launched);
  return launched;
}

export async function closeSharedBrowser(): Promise<void> {
  const launched = [...shared.values()];
  shared.clear();
  for (const browser of launched) await (await browser).close();
}
