// The real server on a fresh data folder and free ports.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { binary } from "./places";
import { freePort } from "./ports";
import { childOf } from "./processes";

const readyWithin = 15_000;
const endedWithin = 15_000;

// Should the tests end without a word, the servers they started end too.
const alive = new Set<ChildProcess>();
process.once("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

interface Addresses {
  plain: URL;
  secure: URL;
}

/** The addresses that the server prints when it is ready; null while one of them is missing. */
function addressesIn(output: string): Addresses | null {
  const plain = /http:\/\/localhost:\d+/.exec(output)?.[0];
  const secure = /https:\/\/localhost:\d+/.exec(output)?.[0];
  return plain && secure ? { plain: new URL(plain), secure: new URL(secure) } : null;
}

export class LingServer {
  private child: ChildProcess | null = null;
  private addresses: Addresses | null = null;

  private constructor(
    readonly dataFolder: string,
    private readonly port: number,
    private readonly log: WriteStream,
    private readonly prefix: readonly string[],
  ) {}

  /** `prefix`: words before the command, which run it somewhere else. */
  static async start(
    logFile: string,
    config = "",
    prefix: readonly string[] = [],
  ): Promise<LingServer> {
    const dataFolder = await mkdtemp(join(tmpdir(), "ling-story-"));
    // The plain port stands beside the secure one.
    const log = createWriteStream(logFile);
    const server = new LingServer(dataFolder, await freePort(2), log, prefix);
    try {
      await writeFile(server.configFile, config);
      await server.resume();
    } catch (error) {
      await server.remove();
      throw error;
    }
    return server;
  }

  /** Starts the program again on the same data, after stop() or kill(). */
  async resume(): Promise<void> {
    const [program = binary, ...words] = [
      ...this.prefix,
      binary,
      "serve",
      "--data",
      this.dataFolder,
      "--port",
      String(this.port),
      "--config",
      this.configFile,
    ];
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    alive.add(child);
    child.once("exit", () => alive.delete(child));
    for (const output of [child.stderr, child.stdout]) {
      // Its media engine outlives it for a moment, and may still say something.
      output.on("data", (text: Buffer) => this.log.writableEnded || this.log.write(text));
    }
    this.addresses = await new Promise<Addresses>((resolve, reject) => {
      let output = "";
      const impatience = setTimeout(
        () => reject(new Error(`The server was not ready in time:\n${output}`)),
        readyWithin,
      );
      child.stdout.on("data", (text: Buffer) => {
        output += text.toString();
        const addresses = addressesIn(output);
        if (!addresses) return;
        clearTimeout(impatience);
        resolve(addresses);
      });
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        clearTimeout(impatience);
        reject(
          new Error(`The server ended with ${code ?? signal} before it was ready:\n${output}`),
        );
      });
    });
  }

  private get configFile(): string {
    return `${this.dataFolder}.toml`;
  }

  get plainPort(): number {
    return Number(this.running.plain.port);
  }

  get securePort(): number {
    return Number(this.running.secure.port);
  }

  get secureAddress(): string {
    return this.running.secure.href;
  }

  certificateAuthority(): Promise<Response> {
    return fetch(new URL("/ling-ca.crt", this.running.plain));
  }

  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void> {
    return this.end("SIGTERM");
  }

  /** As a power cut would. */
  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  /** The media engine is gone from one moment to the next, and the server is not. */
  async killMediaEngine(): Promise<void> {
    const server = this.child?.pid;
    if (server === undefined) throw new Error("The server is not running.");
    process.kill(await childOf(server, "media-worker"), "SIGKILL");
  }

  /** Runs another command of the program on the same data, and gives what it printed. */
  async run(...command: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(binary, [...command, "--data", this.dataFolder], {
      timeout: 10_000,
    });
    return stdout;
  }

  async remove(): Promise<void> {
    await this.end("SIGKILL");
    this.log.end();
    await rm(this.dataFolder, { recursive: true, force: true });
    await rm(this.configFile, { force: true });
  }

  private get running(): Addresses {
    if (!this.addresses) throw new Error("The server is not running.");
    return this.addresses;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const impatience = setTimeout(() => child.kill("SIGKILL"), endedWithin);
    await ended;
    clearTimeout(impatience);
    if (signal === "SIGTERM" && child.exitCode !== 0) {
      throw new Error(
        `Asked to stop, the server ended with ${child.exitCode ?? child.signalCode}.`,
      );
    }
  }
}

export async function endOf(logFile: string): Promise<string> {
  return (await readFile(logFile, "utf8").catch(() => "")).split("\n").slice(-40).join("\n");
}
