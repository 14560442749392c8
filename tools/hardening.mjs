// Reads an ELF executable and says which protections it lacks: node tools/hardening.mjs FILE
// What is asked for stands in cmake/ling.cmake; this looks at what the linker made of it.
import { execFileSync } from "node:child_process";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";

const read = (file, ...options) => execFileSync("readelf", ["--wide", ...options, file], { encoding: "utf8" });

const protections = [
  ["loads at a random address (PIE)", (elf) => /Type:\s+DYN \(Position-Independent/.test(elf.header)],
  ["relocations are read-only (RELRO)", (elf) => /GNU_RELRO/.test(elf.segments)],
  ["all symbols are bound at the start (BIND_NOW)", (elf) => /BIND_NOW|Flags:.*\bNOW\b/.test(elf.dynamic)],
  ["the stack does not execute", (elf) => /GNU_STACK.*\sRW\s/.test(elf.segments)],
  ["no segment can be written and executed", (elf) => !/LOAD.*\sRWE\s/.test(elf.segments)],
  ["no library path of its own", (elf) => !/R(UN)?PATH/.test(elf.dynamic)],
  ["stack frames are guarded", (elf) => /__stack_chk_fail/.test(elf.symbols)],
  ["copies are checked (_FORTIFY_SOURCE)", (elf) => /__\w+_chk\b(?<!__stack_chk)/.test(elf.symbols)],
];

/** The protections that the executable lacks, in words. */
export function missing(file) {
  const elf = {
    header: read(file, "--file-header"),
    segments: read(file, "--program-headers"),
    dynamic: read(file, "--dynamic"),
    symbols: read(file, "--dyn-syms"),
  };
  return protections.filter(([, has]) => !has(elf)).map(([name]) => name);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const lacking = missing(argv[2] ?? "build/release/bin/ling");
  for (const name of lacking) console.log(`missing: ${name}`);
  exit(lacking.length === 0 ? 0 : 1);
}
