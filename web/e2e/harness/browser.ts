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

let shared: Promise<Browser> | null = null;

export function launchBrowser(home?: string): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: flags,
    ...(home ? { env: { ...process.env, HOME: home } as Record<string, string> } : {}),
  });
}

export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

export async function closeSharedBrowser(): Promise<void> {
  const browser = await shared;
  shared = null;
  await browser?.close();
}
