// ./ling dev: the server is rebuilt and started again when its source changes; Vite serves the web client with hot
// reload and hands everything else on to the server. Ctrl+C ends both.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { port: { type: "string", default: "5173" }, data: { type: "string", default: "build/dev/data" } },
});
const pageAddress = `http://localhost:${options.port}/`;
// The server takes this port and the next one.
const serverPort = String(Number(options.port) + 1);
const patience = 10_000;

const say = (text) => console.log(`\x1b[1m[dev]\x1b[0m ${text}`);

function start(command, args, settings) {
  const child = spawn(command, args, settings);
  child.ended = new Promise((resolve) => {
    child.on("exit", (code, signal) => resolve(code ?? signal));
    child.on("error", (error) => resolve(error.message));
  });
  return child;
}

async function stop(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), patience);
  await child.ended;
  clearTimeout(impatience);
}

/** Builds quietly; what the compiler says is shown when it refuses. */
async function build() {
  const started = Date.now();
  const compiler = start("cmake", ["--build", "build/dev", "--target", "ling"]);
  let output = "";
  compiler.stdout.on("data", (text) => (output += text));
  compiler.stderr.on("data", (text) => (output += text));
  const status = await compiler.ended;
  if (status !== 0) {
    console.log(output.replace(/^\[\d+\/\d+\].*\n/gm, ""));
    say("that does not compile; the server from before goes on");
    return false;
  }
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

/** Resolves to the plain address of the server, which it prints when it is ready. */
function serve() {
  const server = start("build/dev/bin/ling", ["serve", "--data", options.data, "--port", serverPort], {
    stdio: ["ignore", "pipe", "inherit"],
    // Ctrl+C reaches every process of the terminal; the server shall hear of the end once, from here.
    detached: true,
  });
  let output = "";
  server.ready = new Promise((resolve) => {
    server.stdout.on("data", (text) => {
      process.stdout.write(text);
      if (output === null) return;
      output += text;
      const address = /http:\/\/localhost:\d+/.exec(output)?.[0];
      if (!address) return;
      output = null;
      resolve(address);
    });
    server.ended.then(() => resolve(null));
  });
  server.ended.then((status) => {
    if (server === current && !ending) say(`the server ended with ${status}; it starts again with the next change`);
  });
  return server;
}

let current = null;
let building = false;
let changed = false;
let ending = false;

async function rebuild() {
  changed = true;
  if (building) return;
  building = true;
  while (changed && !ending) {
    changed = false;
    if (!(await build()) || ending) continue;
    const old = current;
    current = null;
    await stop(old);
    if (!ending) current = serve();
  }
  building = false;
}

let debounce;
function watchFolder(folder) {
  return watch(folder, { recursive: true }, (_, name) => {
    if (!name || !/\.(cpp|hpp|sql|txt)$/.test(name)) return;
    clearTimeout(debounce);
    debounce = setTimeout(() => void rebuild(), 200);
  });
}

let vite = null;
let watchers = [];

async function end(status) {
  if (ending) return;
  ending = true;
  watchers.forEach((watcher) => watcher.close());
  clearTimeout(debounce);
  await Promise.all([stop(current), stop(vite)]);
  process.exit(status);
}

async function main() {
  process.on("SIGINT", () => void end(0));
  process.on("SIGTERM", () => void end(0));
  current = serve();
  const address = await current.ready;
  if (!address) return end(1);
  vite = start(process.execPath, ["node_modules/vite/bin/vite.js", "--clearScreen", "false"], {
    cwd: "web",
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, LING_SERVER: address, LING_DEV_PORT: options.port },
  });
  void vite.ended.then(() => end(1));
  watchers = ["server/src", "server/migrations", "protocol/include"].map(watchFolder);
  say(`open ${pageAddress} — the server behind it is ${address}`);
}

await main();
