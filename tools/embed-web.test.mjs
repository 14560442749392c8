import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";

const repository = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), "..");
const page = `<!doctype html><title>翎</title>${"<p>何当有翅翎，飞去堕尔前</p>".repeat(50)}`;

function fixture(t) {
  const folder = mkdtempSync(join(tmpdir(), "ling-embed-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write("dist/index.html", page);
  write("dist/assets/chat-Ab3_x-9z.js", "console.log('hello')");
  write("dist/favicon.svg", "<svg/>");
  write("trust/index.html", "<!doctype html><title>trust</title>");
  const embed = () =>
    spawnSync(process.execPath, [join(repository, "tools/embed-web.mjs"), "dist", "trust", "out"], {
      cwd: folder,
      encoding: "utf8",
    });
  const output = (name) => readFileSync(join(folder, "out", name), "utf8");
  return { folder, write, embed, output };
}

test("the executable holds every file in the forms that pay", (t) => {
  const { folder, write, embed } = fixture(t);
  assert.equal(embed().status, 0);
  write(
    "main.cpp",
    `#include <cstdio>
#include "transport/embedded_files.hpp"
int main() {
  for (const auto& file : ling::embedded_files()) {
    std::printf("%s|%s|%zu|%d|%d|%d|%zu\\n", file.path.data(), file.type.data(), file.identity.size(), file.immutable,
                !file.gzip.empty(), !file.brotli.empty(), file.etag.size());
    if (file.path == "/index.html") std::fwrite(file.brotli.data(), 1, file.brotli.size(), stderr);
  }
}`,
  );
  const compile = [
    "-std=c++20",
    `-I${repository}/server/src`,
    "main.cpp",
    "out/embedded_files.cpp",
    "out/embedded_files.S",
  ];
  execFileSync("clang++-19", [...compile, "-o", "program"], { cwd: folder, stdio: "inherit" });
  const program = spawnSync(join(folder, "program"));
  assert.deepEqual(program.stdout.toString().trim().split("\n"), [
    "/assets/chat-Ab3_x-9z.js|text/javascript; charset=utf-8|20|1|0|0|18",
    "/favicon.svg|image/svg+xml|6|0|0|0|18",
    `/index.html|text/html; charset=utf-8|${Buffer.byteLength(page)}|0|1|1|18`,
    "/trust.html|text/html; charset=utf-8|35|0|0|1|18",
  ]);
  const script = "process.stdout.write(require('zlib').brotliDecompressSync(require('fs').readFileSync(0)))";
  assert.equal(execFileSync(process.execPath, ["-e", script], { input: program.stderr }).toString(), page);
});

test("nothing is touched when nothing changed", (t) => {
  const { folder, embed } = fixture(t);
  embed();
  const before = ["S", "cpp"].map(
    (end) => statSync(join(folder, `out/embedded_files.${end}`), { bigint: true }).mtimeNs,
  );
  embed();
  const after = ["S", "cpp"].map(
    (end) => statSync(join(folder, `out/embedded_files.${end}`), { bigint: true }).mtimeNs,
  );
  assert.deepEqual(after, before);
});

test("a change of content that keeps name and size changes what is compiled", (t) => {
  const { write, embed, output } = fixture(t);
  embed();
  const before = output("embedded_files.S");
  write("dist/favicon.svg", "<pvg/>");
  embed();
  assert.notEqual(output("embedded_files.S"), before);
});

test("a web client that was not built is named", (t) => {
  const { folder, embed } = fixture(t);
  rmSync(join(folder, "dist/index.html"));
  const { status, stderr } = embed();
  assert.equal(status, 1);
  assert.match(stderr, /dist has no index\.html: build the web client first/);
});

test("a file of an unknown kind is refused", (t) => {
  const { write, embed } = fixture(t);
  write("dist/model.onnx", "?");
  const { status, stderr } = embed();
  assert.equal(status, 1);
  assert.match(stderr, /no Content-Type for "\.onnx"/);
});
