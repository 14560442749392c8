// A network of its own for a story: the server and each person in a namespace, between them ways that are as bad as
// told (tests/network). Needs root and the right to make namespaces; without them a story says so and is skipped.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser";
import { binary, chromiumPath } from "./places";

export interface Way {
  delay_ms?: number;
  jitter_ms?: number;
  /** 0 to 1. */
  loss?: number;
  /** So many in a row. */
  burst?: number;
  kbit?: number;
  queue_ms?: number;
  udp_blocked?: 0 | 1;
  down?: 0 | 1;
}

const emulator = join(dirname(binary), "link_emulator");
let networks = 0;

const ip = (...words: string[]): void => {
  execFileSync("ip", words, { stdio: "pipe" });
};

/** Why there can be no networks here; "" when there can. */
export function whyNoNetworks(): string {
  if (!existsSync("/dev/net/tun")) return "there is no /dev/net/tun";
  if (!existsSync(emulator)) return `there is no ${emulator}`;
  const probe = `ling-${process.pid}-probe`;
  try {
    ip("netns", "add", probe);
    ip("netns", "del", probe);
    return "";
  } catch {
    return "namespaces cannot be made here";
  }
}

/** Somebody's place in the network, and the way between it and the server. */
export class Place {
  private browser: Browser | null = null;
  private readonly answers: AsyncIterator<string>;

  constructor(
    readonly name: string,
    /** The server, as it is reached from here. */
    readonly server: string,
    private readonly folder: string,
    private readonly link: ChildProcess,
    lines: Interface,
    private subnet: string,
    private readonly device: string,
  ) {
    this.answers = lines[Symbol.asyncIterator]();
  }

  /** Waits until the emulator says something, which must be this. */
  async expect(word: string): Promise<void> {
    const { value, done } = await this.answers.next();
    if (done || value !== word) throw new Error(`The emulator says ${String(value)}, not ${word}.`);
  }

  /** From now on: to the person (`down`), from them (`up`) or both. */
  async becomes(way: Way, direction: "down" | "up" | "both" = "both"): Promise<void> {
    const who = { down: "far", up: "near", both: "both" }[direction];
    const words = Object.entries(way).map(([name, value]) => `${name}=${String(value)}`);
    this.link.stdin?.write(`${who} ${words.join(" ")}\n`);
    await this.expect("done");
  }

  /** The machine is known by another address from now on, as after a change of the wireless network. */
  changeAddress(): void {
    ip("-n", this.name, "addr", "flush", "dev", this.device);
    ip("-n", this.name, "addr", "add", `${this.subnet}.77/24`, "dev", this.device);
    ip("-n", this.name, "route", "replace", "default", "via", `${this.subnet}.1`);
  }

  /** A browser here, with camera and microphone. */
  async chromium(): Promise<Browser> {
    const program = join(this.folder, `chromium-${this.name}`);
    await writeFile(program, `#!/bin/sh\nexec ip netns exec ${this.name} ${chromiumPath} "$@"\n`);
    await chmod(program, 0o755);
    this.browser = await launchBrowser(undefined, true, program);
    return this.browser;
  }

  async close(): Promise<void> {
    await this.browser?.close();
    this.link.stdin?.end();
  }
}

export class Network {
  private readonly places: Place[] = [];
  private readonly names: string[] = [];

  private constructor(
    /** Where the server is. */
    readonly hub: string,
    private readonly number: number,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Network> {
    networks += 1;
    const folder = await mkdtemp(join(tmpdir(), "ling-network-"));
    const network = new Network(`ling-${process.pid}-${networks}`, networks, folder);
    network.add(network.hub);
    network.forwards(true);
    return network;
  }

  /** The words before a command that runs it where the server is. */
  get serverPrefix(): string[] {
    return ["ip", "netns", "exec", this.hub];
  }

  /** Whether people reach each other, or only the server. */
  forwards(on: boolean): void {
    const value = `net.ipv4.ip_forward=${on ? 1 : 0}`;
    execFileSync("ip", ["netns", "exec", this.hub, "sysctl", "-qw", value], { stdio: "pipe" });
  }

  async join(who: string): Promise<Place> {
    const name = `${this.hub}-${who}`;
    this.add(name);
    const index = this.places.length + 1;
    const device = `l${this.number}${who}`;
    const link = spawn(emulator, [this.hub, device, name, device, String(index)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: link.stdout });
    const subnet = `10.77.${index}`;
    const place = new Place(name, `${subnet}.1`, this.folder, link, lines, subnet, device);
    this.places.push(place);
    await place.expect("ready");
    for (const [where, host] of [
      [this.hub, 1],
      [name, 2],
    ] as const) {
      ip("-n", where, "addr", "add", `${subnet}.${host}/24`, "dev", device);
      ip("-n", where, "link", "set", device, "up");
    }
    ip("-n", name, "route", "add", "default", "via", `${subnet}.1`);
    return place;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.places.map((place) => place.close()));
    for (const name of this.names) ip("netns", "del", name);
    await rm(this.folder, { recursive: true, force: true });
  }

  private add(name: string): void {
    ip("netns", "add", name);
    this.names.push(name);
    ip("-n", name, "link", "set", "lo", "up");
  }
}
