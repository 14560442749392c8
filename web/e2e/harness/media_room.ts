// A room of the media engine without a server around it, and browsers that join it with mediasoup-client.
import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { build } from "vite";
import { sharedBrowser } from "./browser";
import { binary } from "./places";

type Answer = Record<string, unknown>;

export class MediaRoom {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(readonly process: ChildProcess) {
    if (!process.stdout) throw new Error("no output");
    createInterface({ input: process.stdout }).on("line", (line) => {
      const answer = JSON.parse(line) as Answer;
      this.#waiting.get(answer["id"] as number)?.(answer);
    });
  }

  static open(): MediaRoom {
    const program = join(binary, "../media_room");
    return new MediaRoom(
      spawn(program, {
        stdio: ["pipe", "pipe", "inherit"],
        env: { ...process.env, LING_BINARY: binary },
      }),
    );
  }

  ask(what: string, params: Answer = {}): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ error, result }) => {
        this.#waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(`${what}: ${JSON.stringify(error)}`));
      });
      this.process.stdin?.write(`${JSON.stringify({ id, do: what, ...params })}\n`);
    });
  }

  /** It ends when nobody can ask any more. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.stdin?.end();
    await ended;
  }
}

let bundled: Promise<string> | undefined;

/** mediasoup-client as one script that a page without modules can load. */
function mediasoupClient(): Promise<string> {
  bundled ??= build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: {
        entry: createRequire(import.meta.url).resolve("mediasoup-client"),
        formats: ["iife"],
        name: "mediasoup",
      },
    },
    define: { "process.env": "{}" },
  }).then((result) => {
    const output = (Array.isArray(result) ? result : [result]).flatMap((one) =>
      "output" in one ? one.output : [],
    );
    const chunk = output.find((one) => one.type === "chunk");
    if (chunk?.type !== "chunk") throw new Error("mediasoup-client was not bundled");
    return chunk.code;
  });
  return bundled;
}

/** A page that can use a camera and asks the room by `ask(what, params)`. */
export async function pageFor(room: MediaRoom): Promise<Page> {
  const context = await (
    await sharedBrowser("devices")
  ).newContext({ permissions: ["camera", "microphone"] });
  await context.route("http://localhost/", (route) =>
    route.fulfill({ contentType: "text/html", body: "<video autoplay muted playsinline></video>" }),
  );
  const page = await context.newPage();
  await page.exposeFunction("ask", (what: string, params: Answer) => room.ask(what, params));
  await page.goto("http://localhost/");
  await page.addScriptTag({ content: await mediasoupClient() });
  return page;
}
