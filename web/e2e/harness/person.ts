// A person of a story: a browser context with a wire of its own to the server.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import en from "../../src/locales/en";
import zh, { type Words } from "../../src/locales/zh-CN";
import { Link } from "./link";
import { fileName } from "./places";

export interface Looks {
  viewport?: "desk" | "phone";
  theme?: "light" | "dark";
  locale?: "zh-CN" | "en-US";
  /** With a camera and a microphone that the pages may use. */
  devices?: boolean;
  /** In Firefox, on a desk, with camera and microphone. */
  firefox?: boolean;
}

const viewports = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

// What a story may see fail without being wrong: requests over a wire that it cut itself, and refusals it provoked.
const harmless = /net::ERR_|Failed to load resource|WebSocket connection to/;

export class Person {
  private cutOff = false;
  private pictures = 0;
  /** What went wrong in the page, whether or not anybody saw it. */
  readonly troubles: string[] = [];

  private constructor(
    readonly name: string,
    readonly words: Words,
    readonly onPhone: boolean,
    readonly context: BrowserContext,
    readonly page: Page,
    /** Null for who is in a network that is bad by itself. */
    private readonly link: Link | null,
    readonly address: string,
    private readonly folder: string,
  ) {
    page.on("pageerror", (error) => this.troubles.push(`${name}: ${error.stack ?? error.message}`));
    page.on("console", (line) => {
      if ((line.type() === "error" || line.type() === "warning") && !harmless.test(line.text())) {
        this.troubles.push(`${name}: ${line.text()}`);
      }
    });
  }

  static async arrive(
    browser: Browser,
    name: string,
    serverPort: number,
    folder: string,
    looks: Looks,
  ): Promise<Person> {
    const link = await Link.open(serverPort);
    return Person.at(`http://localhost:${link.port}/`, link, browser, name, folder, looks);
  }

  /** Somebody who reaches the server by this address. */
  static async at(
    address: string,
    link: Link | null,
    browser: Browser,
    name: string,
    folder: string,
    looks: Looks,
  ): Promise<Person> {
    const phone = looks.viewport === "phone";
    const { firefox = false } = looks;
    const context = await browser.newContext({
      baseURL: address,
      // Elsewhere than on localhost it is the server's own authority, which a story of its own (secure) is about.
      ignoreHTTPSErrors: link === null,
      viewport: viewports[looks.viewport ?? "desk"],
      colorScheme: looks.theme ?? "light",
      locale: looks.locale ?? "zh-CN",
      timezoneId: "Asia/Shanghai",
      isMobile: phone,
      hasTouch: phone,
      // Firefox knows other names, and is told by preferences whom not to ask.
      permissions: firefox
        ? []
        : ["clipboard-read", "clipboard-write", ...(looks.devices ? ["microphone", "camera"] : [])],
    });
    context.setDefaultTimeout(15_000);
    const words = looks.locale === "en-US" ? en : zh;
    return new Person(name, words, phone, context, await context.newPage(), link, address, folder);
  }

  /** The network is gone, and the browser knows. */
  async goOffline(): Promise<void> {
    this.cutOff = true;
    await this.context.setOffline(true);
    await this.wire.cut();
  }

  /** The network is gone, and nobody said so. */
  fallSilent(): void {
    this.cutOff = true;
    this.wire.hush();
  }

  async comeBack(): Promise<void> {
    if (!this.cutOff) return;
    this.cutOff = false;
    await this.wire.mend();
    await this.context.setOffline(false);
  }

  /** Keeps a picture of what this person sees; `page`: in another window of theirs. */
  async picture(title: string, page = this.page): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    this.pictures += 1;
    const number = String(this.pictures).padStart(2, "0");
    await page.screenshot({
      path: join(this.folder, `${fileName(this.name)}-${number}-${fileName(title)}.png`),
    });
  }

  /** Waits until nothing fades or slides any more; what turns for ever (a spinner) does not count. */
  async comesToRest(): Promise<void> {
    await this.page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise(requestAnimationFrame);
      const moving = (): Animation[] =>
        document
          .getAnimations()
          .filter((one) => one.playState === "running")
          .filter((one) => Number(one.effect?.getComputedTiming().endTime) < Infinity);
      do {
        await Promise.allSettled(moving().map((one) => one.finished));
        // A transition begins only in the frames after what it shows was put in.
        await frame();
        await frame();
      } while (moving().length > 0);
    });
  }

  /** Waits until it can be seen; what a narrow or a wide screen hides does not count. */
  async sees(what: Locator | string): Promise<Locator> {
    const locator = typeof what === "string" ? this.page.getByText(what, { exact: true }) : what;
    const seen = locator.filter({ visible: true }).first();
    await seen.waitFor();
    return seen;
  }

  /** Waits until it cannot be seen any more. */
  async noLongerSees(what: Locator): Promise<void> {
    await what.first().waitFor({ state: "hidden" });
  }

  async leave(): Promise<void> {
    await this.context.close();
    await this.link?.cut();
  }

  private get wire(): Link {
    if (!this.link) throw new Error(`${this.name} has no wire that could be cut.`);
    return this.link;
  }
}
