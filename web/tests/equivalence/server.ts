// The real server on a fresh data folder and a free port, with limits that are no part of this test.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../e2e/harness/ports";

const binary =
  process.env["LING_BINARY"] ?? join(import.meta.dirname, "../../../build/release/bin/ling");
const readyWithinMs = 20_000;
const endedWithinMs = 20_000;

function configuration(port: number): string {
  return `[server]
listen = ["127.0.0.1"]
http_port = ${port}
https_port = ${port + 1}

[accounts]
challenge_work = 0
password_memory_kib = 8
password_passes = 1

[limits]
messages_burst = 1000000
messages_per_second = 1000000
commands_burst = 1000000
commands_per_second = 1000000
password_tries_burst = 1000000
sessions_per_user = 1000
connections_per_address = 1000000

[presence]
grace_ms = 0

[calls]
ring_ms = 600000
connect_ms = 600000
caller_grace_ms = 600000
grace_ms = 600000

[log]
level = "warning"
`;
}

const alive = new Set<ChildProcess>();
process.once("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

export class Server {
  private said = "";

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "ling-equivalence-"));
    const port = await freePort(2);
    const config = join(folder, "ling.toml");
    await writeFile(config, configuration(port));
    const data = join(folder, "data");
    const child = spawn(binary, ["serve", "--data", data, "--config", config], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const server = new Server(port, folder, child);
    try {
      await server.ready();
    } catch (error) {
      await server.stop().catch(() => undefined);
      throw error;
    }
    return server;
  }

  /** What it wrote: warnings and errors. */
  get output(): string {
    return this.said;
  }

  /** Asks it to stop; complains when it does not end well. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), endedWithinMs);
      await ended;
      clearTimeout(impatience);
    }
    await rm(this.folder, { recursive: true, force: true });
    if (child.exitCode !== 0) {
      throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}:\n${this.said}`);
    }
  }

  private ready(): Promise<void> {
    const { child } = this;
    alive.add(child);
    child.once("exit", () => alive.delete(child));
    return new Promise((resolve, reject) => {
      let welcome = "";
      const fail = (why: string): void => reject(new Error(`${why}\n${this.said}`));
      const impatience = setTimeout(() => fail("The server was not ready in time."), readyWithinMs);
      const hear = (text: Buffer): void => {
        welcome += text.toString();
        if (!welcome.includes(`http://localhost:${this.port}`)) return;
        clearTimeout(impatience);
        resolve();
      };
      child.stdout?.on("data", hear);
      child.stderr?.on("data", (text: Buffer) => (this.said += text.toString()));
      child.once("error", reject);
      child.once("exit", () => fail("The server ended before it was ready."));
    });
  }
}
