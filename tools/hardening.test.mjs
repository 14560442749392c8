import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { missing } from "./hardening.mjs";

const release = join(import.meta.dirname, "..", "build/release/bin/ling");

test("the release has every protection", { skip: !existsSync(release) && "not built" }, () => {
  assert.deepEqual(missing(release), []);
});

// _FORTIFY_SOURCE does nothing in a file that is compiled without, and nothing is fast.
const commands = join(import.meta.dirname, "..", "build/release/compile_commands.json");

test("every file of ours is optimized in the release", { skip: !existsSync(commands) && "not built" }, () => {
  const files = JSON.parse(readFileSync(commands, "utf8"));
  assert.ok(files.length > 0);
  assert.deepEqual(
    files.filter(({ file, command }) => file.endsWith(".cpp") && !/ -O2 /.test(command)).map(({ file }) => file),
    [],
  );
});

test("a program built without protections is found out", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ling-hardening-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const source = join(folder, "bare.c");
  const program = join(folder, "bare");
  writeFileSync(source, "int main(void) { return 0; }\n");
  const flags = ["-no-pie", "-z", "execstack", "-Wl,-z,norelro,-z,lazy,-rpath,/tmp", "-fno-stack-protector"];
  execFileSync("clang-19", ["-fuse-ld=lld", ...flags, "-o", program, source], { stdio: "pipe" });
  assert.deepEqual(missing(program), [
    "loads at a random address (PIE)",
    "relocations are read-only (RELRO)",
    "all symbols are bound at the start (BIND_NOW)",
    "the stack does not execute",
    "no library path of its own",
    "stack frames are guarded",
    "copies are checked (_FORTIFY_SOURCE)",
  ]);
});
