// The line of the media engine that must be mended: without it every call would end with the first packet.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

const script = join(import.meta.dirname, "../media/patch.cmake");
const wrong = "long result = (operationType == BIO_CB_RETURN) ? 1 : 2; // [a; b]\n";
const right = "long result = (operationType & BIO_CB_RETURN) ? 1 : 2; // [a; b]\n";

/** What became of the text, or null when the build stops. */
function patched(text) {
  const folder = mkdtempSync(join(tmpdir(), "ling-patch-"));
  try {
    const [from, to] = [join(folder, "from.cpp"), join(folder, "to.cpp")];
    writeFileSync(from, text);
    const done = spawnSync("cmake", [`-DFROM=${from}`, `-DTO=${to}`, "-P", script], { encoding: "utf8" });
    if (done.status === 0) return readFileSync(to, "utf8");
    assert.match(done.stderr, /does not hold/);
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the line is mended and nothing else is touched", () => {
  assert.equal(patched(`before();\n${wrong}after();\n`), `before();\n${right}after();\n`);
});

test("the build stops when the line is gone", () => assert.equal(patched("before();\n"), null));

test("the build stops when the line is there twice", () => assert.equal(patched(wrong + wrong), null));
