// Puts the built web client into the executable: node tools/embed-web.mjs DIST TRUST OUTPUT
// writes OUTPUT/embedded_files.S, which holds the bytes, and OUTPUT/embedded_files.cpp, the table that
// server/src/transport/embedded_files.hpp promises. The same input gives the same output, and a file
// that would not change is not touched, so that a build after no change compiles nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const types = {
  ".bcmap": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const hashedName = /^\/assets\/.+-[\w-]{8}\.\w+$/;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function sourcesOf(dist, trust) {
  if (!existsSync(join(dist, "index.html"))) throw new Error(`${dist} has no index.html: build the web client first.`);
  const pages = filesBelow(dist).map((source) => ({
    source,
    path: `/${relative(dist, source).split(sep).join("/")}`,
  }));
  pages.push({ source: join(trust, "index.html"), path: "/trust.html" });
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Compressed forms are kept under the hash of what they hold: Brotli at its best is slow. */
function compressed(bytes, hash, extension, folder, compress) {
  const file = join(folder, `${hash}${extension}`);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, compress(bytes));
    renameSync(`${file}.new`, file);
  }
  const size = readFileSync(file).length;
  return size < bytes.length ? { file, size } : null;
}

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

function embed({ source, path }, folder) {
  const type = types[extname(path)];
  if (!type) throw new Error(`${source}: tools/embed-web.mjs has no Content-Type for "${extname(path)}".`);
  const bytes = readFileSync(source);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return {
    path,
    type,
    hash,
    immutable: hashedName.test(path),
    identity: { file: source, size: bytes.length },
    gzip: compressed(bytes, hash, ".gz", folder, (data) => gzipSync(data, { level: 9 })),
    brotli: compressed(bytes, hash, ".br", folder, brotli),
  };
}

const symbol = (index, form) => `ling_embedded_${index}_${form}`;

function forms(files) {
  return files.flatMap((file, index) =>
    ["identity", "gzip", "brotli"]
      .filter((form) => file[form])
      .map((form) => ({ file, form, name: symbol(index, form) })),
  );
}

// The hash beside each file makes the text change with the content, so that the build notices.
function assembler(files) {
  const blocks = forms(files).map(
    ({ file, form, name }) => `.hidden ${name}
.global ${name}
${name}: /* ${file.path} ${file.hash} */
.incbin ${JSON.stringify(resolve(file[form].file))}
.byte 0`,
  );
  return `/* Written by tools/embed-web.mjs. */
#ifdef __CET__
#include <cet.h>
#endif
.section .rodata
${blocks.join("\n")}
.section .note.GNU-stack,"",@progbits
`;
}

function table(files) {
  const view = (file, index, form) => (file[form] ? `{${symbol(index, form)}, ${file[form].size}}` : "{}");
  const rows = files.map(
    (file, index) => `    {.path = ${JSON.stringify(file.path)},
     .type = ${JSON.stringify(file.type)},
     .etag = "\\"${file.hash.slice(0, 16)}\\"",
     .immutable = ${file.immutable},
     .identity = ${view(file, index, "identity")},
     .gzip = ${view(file, index, "gzip")},
     .brotli = ${view(file, index, "brotli")}},`,
  );
  return `// Written by tools/embed-web.mjs.
#include "transport/embedded_files.hpp"

extern "C" {
${forms(files)
  .map(({ name }) => `extern const char ${name}[];`)
  .join("\n")}
}

namespace ling {
namespace {

const EmbeddedFile files[] = {
${rows.join("\n")}
};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }

}  // namespace ling
`;
}

function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

function main([dist, trust, output]) {
  if (!output) throw new Error("usage: node tools/embed-web.mjs DIST TRUST OUTPUT");
  const folder = join(output, "compressed");
  mkdirSync(folder, { recursive: true });
  const files = sourcesOf(dist, trust).map((source) => embed(source, folder));
  const wanted = new Set(files.map((file) => file.hash));
  for (const name of readdirSync(folder)) if (!wanted.has(name.slice(0, 64))) rmSync(join(folder, name));
  writeIfChanged(join(output, "embedded_files.S"), assembler(files));
  writeIfChanged(join(output, "embedded_files.cpp"), table(files));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
