// story("…", async (stage) => …): a test with a server and people. What it started ends with it; when it fails, it
// leaves what everybody saw and what the server said.
import { cp, lstat, mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, test } from "vitest";
import { closeSharedBrowser, sharedBrowser } from "./browser";
import { whyNoFirefox } from "./firefox";
import { endOf, LingServer } from "./ling_server";
import { Network, whyNoNetworks, type Place } from "./network";
import { Person, type Looks } from "./person";
import { artefacts, fileName } from "./places";

export class Stage {
  readonly people: Person[] = [];

  private constructor(
    readonly server: LingServer,
    readonly folder: string,
  ) {}

  static async open(folder: string, config: string, network: Network | null): Promise<Stage> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const prefix = network?.serverPrefix ?? [];
    const server = await LingServer.start(join(folder, "server.log"), config, prefix);
    return new Stage(server, folder);
  }

  /** A new browser for somebody; the same name twice is a second device. */
  async person(name: string, looks: Looks = {}): Promise<Person> {
    const device = this.people.filter((person) => person.name.split(" ")[0] === name).length + 1;
    const title = device > 1 ? `${name} ${device}` : name;
    const person = await Person.arrive(
      await sharedBrowser(looks.firefox ? "firefox" : looks.devices ? "devices" : "plain"),
      title,
      this.server.plainPort,
      this.folder,
      looks,
    );
    this.people.push(person);
    return person;
  }

  /** Somebody at a place of the story's network, with a camera and a microphone. */
  async personAt(place: Place, name: string, looks: Looks = {}): Promise<Person> {
    const address = `https://${place.server}:${this.server.securePort}/`;
    const browser = await place.chromium();
    const all = { ...looks, devices: true };
    const person = await Person.at(address, null, browser, name, this.folder, all);
    this.people.push(person);
    return person;
  }

  /** Nothing may have gone wrong behind the scenes. */
  check(): void {
    const troubles = this.people.flatMap((person) => person.troubles);
    if (troubles.length > 0) throw new Error(`A page complained:\n${troubles.join("\n")}`);
  }

  async keepEvidence(): Promise<string> {
    await Promise.allSettled(this.people.map((person) => person.picture("failed")));
    await cp(this.server.dataFolder, join(this.folder, "data"), {
      recursive: true,
      filter: isOrdinary,
    });
    return `What everybody saw is in ${this.folder}. The server said last:\n${await endOf(join(this.folder, "server.log"))}`;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.people.map((person) => person.leave()));
    await this.server.remove();
  }
}

/** Sockets cannot be copied. */
async function isOrdinary(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isFile() || found.isDirectory();
}

/** `config`: what the server's configuration says beside the defaults. */
export function story(title: string, tell: (stage: Stage) => Promise<void>, config = ""): void {
  test(title, ({ task }) => play(task.file.name, title, config, null, tell));
}

/** A story in which somebody has Firefox. */
export function firefoxStory(
  title: string,
  tell: (stage: Stage) => Promise<void>,
  config = "",
): void {
  test(title, async (context) => {
    const hindrance = whyNoFirefox();
    context.skip(hindrance !== "", hindrance);
    await play(context.task.file.name, title, config, null, tell);
  });
}

/** A story in a network of its own. */
export function networkStory(
  title: string,
  tell: (stage: Stage, network: Network) => Promise<void>,
  config = "",
): void {
  test(title, async (context) => {
    const hindrance = whyNoNetworks();
    context.skip(hindrance !== "", hindrance);
    const network = await Network.open();
    try {
      const { name } = context.task.file;
      await play(name, title, config, network, (stage) => tell(stage, network));
    } finally {
      await network.close();
    }
  });
}

async function play(
  file: string,
  title: string,
  config: string,
  network: Network | null,
  tell: (stage: Stage) => Promise<void>,
): Promise<void> {
  const folder = join(artefacts, fileName(basename(file, ".story.ts")), fileName(title));
  const stage = await Stage.open(folder, config, network);
  try {
    await tell(stage);
    stage.check();
  } catch (error) {
    const evidence = await stage.keepEvidence();
    if (error instanceof Error) error.message += `\n\n${evidence}`;
    throw error;
  } finally {
    await stage.close();
  }
}

afterAll(closeSharedBrowser);
