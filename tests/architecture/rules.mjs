// The rules that the shape of the code follows. Each is a pure function: it takes files (path → text) and what it
// needs to know, and returns a sentence for every place that breaks the rule.

const lines = (text) => text.split("\n");
const entries = (text) =>
  lines(text)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
const isCpp = (path) => /\.(cpp|hpp)$/.test(path);
const isWeb = (path) => /\.(ts|vue|mjs)$/.test(path);
const isTest = (path) => /_test\.cpp$|\.(test|story)\.(ts|mjs)$|^tests\/|^web\/(e2e|tests)\//.test(path);

/** Keeps every line where it is, so that places can be told. */
const blank = (text) => text.replace(/[^\n]/g, " ");

export function withoutComments(text) {
  const tokens = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g;
  return text.replace(tokens, (token) => (/^(\/[/*]|<!--)/.test(token) ? blank(token) : token));
}

/** Text between quotes says what it likes, except where it is the name of a command or an event. */
const withoutStrings = (text) =>
  text.replace(/"(?:\\.|[^"\\\n])*"/g, (string) => (/^"[a-z]+\.[a-z_]+"$/.test(string) ? string : blank(string)));

function* matches(text, pattern) {
  for (const [index, line] of lines(text).entries()) {
    for (const match of line.matchAll(pattern)) yield { line: index + 1, match };
  }
}

// ── Includes ──

export function parseArrows(text) {
  return new Map(
    entries(text).map((line) => {
      const [folder, allowed] = line.split(":");
      return [folder.trim(), allowed.split(/\s+/).filter(Boolean)];
    }),
  );
}

/** The folder of the table that a path below server/src, or an include, belongs to. */
function folderOf(path) {
  if (path.startsWith("ling/protocol/")) return "protocol";
  if (path === "main.cpp") return "main";
  const parts = path.split("/");
  return parts.slice(0, parts[0] === "features" ? 2 : 1).join("/");
}

function mayInclude(allowed, included) {
  const folder = folderOf(included);
  return allowed.some((arrow) =>
    arrow.includes(".")
      ? new RegExp(`^${arrow.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`).test(included)
      : arrow === folder || (arrow === "features" && folder.startsWith("features/")),
  );
}

const home = (path) =>
  path.startsWith("server/src/")
    ? folderOf(path.slice("server/src/".length))
    : path.startsWith("protocol/include/")
      ? "protocol"
      : null;

export function includesAgainstArrows(files, arrows) {
  const complaints = [];
  for (const [path, text] of files) {
    const folder = home(path);
    if (!isCpp(path) || isTest(path) || !folder) continue;
    if (!arrows.has(folder)) {
      complaints.push(`${path}: tests/architecture/arrows.txt does not know the folder ${folder}`);
      continue;
    }
    for (const { line, match } of matches(text, /^\s*#include "([^"]+)"/g)) {
      const included = match[1];
      if (folderOf(included) === folder || mayInclude(arrows.get(folder), included)) continue;
      const reason = arrows.has(folderOf(included)) ? `${folder} may not see it` : "write its path from server/src";
      complaints.push(`${path}:${line}: includes ${included}; ${reason}`);
    }
  }
  return complaints;
}

export function linksAgainstArrows(files, arrows) {
  const complaints = [];
  for (const [path, text] of files) {
    const folder = /^server\/src\/(.+)\/CMakeLists\.txt$/.exec(path)?.[1];
    if (!folder || !arrows.has(folder)) continue;
    const known = new Map([...arrows.keys()].map((name) => [`ling_${name.split("/").at(-1)}`, name]));
    const seen = arrows.get(folder).map((arrow) => arrow.replace(/\/[^/]*\.hpp$/, ""));
    for (const [, body] of text.matchAll(/ling_library\(([^)]*)\)/g)) {
      for (const library of body.split(/\bLINK\b/)[1]?.match(/\bling_\w+/g) ?? []) {
        const linked = known.get(library);
        if (!linked || linked === folder || seen.includes(linked) || seen.includes(linked.split("/")[0])) continue;
        complaints.push(`${path}: links ${library}; ${folder} may not see it`);
      }
    }
  }
  return complaints;
}

// ── Words ──

export function parseFeatureWords(text) {
  const all = entries(text);
  const exceptions = all
    .filter((line) => line.startsWith("except:"))
    .map((line) => line.slice("except:".length).trim());
  return {
    words: new Set(all.filter((line) => !line.startsWith("except:"))),
    exceptions: exceptions.map((pattern) => new RegExp(pattern, "g")),
  };
}

const infrastructure =
  /^(server\/src\/(foundation|dispatch|hub|storage|security|transport)|web\/src\/(connection|platform|ui))\//;

const wordsOf = (identifier) =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z]+/);

export function featureWordsInInfrastructure(files, { words, exceptions }) {
  const complaints = [];
  for (const [path, text] of files) {
    if (!infrastructure.test(path) || isTest(path) || !(isCpp(path) || isWeb(path))) continue;
    let code = withoutComments(text);
    if (isCpp(path)) code = withoutStrings(code).replace(/^\s*#include.*$/gm, "");
    for (const pattern of exceptions) code = code.replace(pattern, blank);
    for (const { line, match } of matches(code, /[A-Za-z_]\w*/g)) {
      const word = wordsOf(match[0]).find((part) => words.has(part) || words.has(part.replace(/s$/, "")));
      if (word) complaints.push(`${path}:${line}: "${match[0]}" is a word of a feature`);
    }
  }
  return complaints;
}

// ── One place for each thing ──

const languageItself = /^protocol\//;
const webCall = /^web\/src\/features\/chat\/[^/]+\.ts$/;
const toldAbout = [
  /^web\/src\/protocol\//,
  /^web\/public\/api\/openapi\.json$/,
  /^docs\//,
  /^README[^/]*\.md$/,
  /^server\/src\/features\/chat\/README\.md$/,
  /^server\/fuzz\//,
  /^bench\//,
];

/** Who greps for a command finds its struct, its web call, docs, tests and golden frames, and nothing else. */
export function placesOfSendingAMessage(files) {
  const complaints = [];
  const calls = new Set();
  let declared = false;
  for (const [path, text] of files) {
    if (isTest(path) || toldAbout.some((pattern) => pattern.test(path))) continue;
    for (const { line } of matches(text, /message\.send(?![a-z_])/g)) {
      if (languageItself.test(path)) declared ||= path.endsWith("/chat.hpp");
      else if (webCall.test(path)) calls.add(path);
      else
        complaints.push(`${path}:${line}: names message.send; tests/architecture/rules.mjs lists the places for that`);
    }
  }
  if (!declared) complaints.push("protocol: message.send is not declared in chat.hpp");
  if (calls.size !== 1)
    complaints.push(`web/src/features/chat: one file should call message.send, not ${[...calls].join(", ") || "none"}`);
  return complaints;
}

export function statementsOutsideStores(files) {
  const complaints = [];
  for (const [path, text] of files) {
    if (!/^server\/src\/.*\.(cpp|hpp)$/.test(path) || isTest(path)) continue;
    if (/_store\.cpp$/.test(path) || path.startsWith("server/src/storage/")) continue;
    for (const { line, match } of matches(
      withoutComments(text),
      /"\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b/g,
    )) {
      complaints.push(`${path}:${line}: ${match[1]} outside a store`);
    }
  }
  return complaints;
}

// ── Smells ──

const smells = [
  {
    what: "a mutex in a feature: one thread owns the state",
    where: /^server\/src\/features\/.*\.[ch]pp$/,
    pattern: /\bstd::(shared_|recursive_)?mutex\b/g,
  },
  { what: "a bare detached: use spawn", where: /^server\/src\/(?!foundation\/).*\.[ch]pp$/, pattern: /\bdetached\b/g },
  { what: "v-html: text stays text", where: /^web\/src\/.*\.(vue|ts)$/, pattern: /\bv-html\b|\binnerHTML\b/g },
];

const waitsByTheClock =
  /\b(sleep_for|sleep_until|usleep|nanosleep|waitForTimeout)\b|\b(std::this_thread::)?sleep\(|setTimeout\(\s*(\w*[rR]esolve|done|r|ok)\b|\bfrom ["'](node:)?timers\/promises["']/g;

export function smellsIn(files) {
  const complaints = [];
  const rules = [
    ...smells,
    { what: "a test that waits by the clock: wait for what should happen", where: null, pattern: waitsByTheClock },
  ];
  for (const [path, text] of files) {
    if (!isCpp(path) && !isWeb(path)) continue;
    // The first says the forbidden words; the second looks for what another process does, under a deadline.
    if (path.startsWith("tests/architecture/") || path.startsWith("tests/system/support/")) continue;
    for (const { what, where, pattern } of rules) {
      if (where ? !where.test(path) || isTest(path) : !isTest(path)) continue;
      for (const { line } of matches(withoutComments(text), pattern)) complaints.push(`${path}:${line}: ${what}`);
    }
  }
  return complaints;
}

/** Nothing but its own style sheet makes a component of Element Plus look like one, and another's may have loaded it. */
export function componentsWithoutStyle(files) {
  const complaints = [];
  for (const [path, text] of files) {
    if (!/^web\/src\/.*\.(vue|ts)$/.test(path) || isTest(path)) continue;
    for (const [, from] of withoutComments(text).matchAll(/\bfrom "(element-plus[^"]*)"/g)) {
      const component = /^element-plus\/es\/components\/([a-z-]+)\/index$/.exec(from)?.[1];
      if (!component || !text.includes(`import "element-plus/es/components/${component}/style/css"`)) {
        complaints.push(`${path}: ${from}: import the component by itself, with its style beside it`);
      }
    }
  }
  return complaints;
}

const longestFile = 500;

export function longFiles(files, listText) {
  const reasons = new Map(
    entries(listText).map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const complaints = [];
  for (const [path, text] of files) {
    if (!/\.(cpp|hpp|ts|vue)$/.test(path) || path.startsWith("web/src/protocol/")) continue;
    const count = lines(text).length - 1;
    if (count > longestFile && !reasons.get(path)) {
      complaints.push(
        `${path}: ${count} lines; split it, or say in tests/architecture/long_files.txt why it is one idea`,
      );
    }
    if (count <= longestFile && reasons.has(path)) {
      complaints.push(`tests/architecture/long_files.txt: ${path} has only ${count} lines now`);
    }
  }
  for (const path of reasons.keys()) {
    if (!files.has(path)) complaints.push(`tests/architecture/long_files.txt: ${path} does not exist`);
  }
  return complaints;
}

// ── Docs ──

function resolveFrom(path, link) {
  const parts = link.startsWith("/") ? [] : path.split("/").slice(0, -1);
  for (const part of link.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

const exists = (files, path) =>
  path === "" || files.has(path) || [...files.keys()].some((file) => file.startsWith(`${path.replace(/\/$/, "")}/`));

const withoutCode = (text) => text.replace(/^```[\s\S]*?^```/gm, blank).replace(/`[^`\n]*`/g, blank);

export function brokenLinks(files) {
  const complaints = [];
  for (const [path, text] of files) {
    if (!path.endsWith(".md")) continue;
    for (const { line, match } of matches(withoutCode(text), /\]\(\s*<?([^)\s>]+)>?[^)]*\)|<img [^>]*src="([^"]+)"/g)) {
      const link = decodeURI((match[1] ?? match[2]).split("#")[0]);
      if (!link || /^[a-z][a-z+.-]*:/i.test(link)) continue;
      if (!exists(files, resolveFrom(path, link)))
        complaints.push(`${path}:${line}: links to ${link}, which does not exist`);
    }
  }
  return complaints;
}

/** Every path in a table under a heading that asks where things are must exist, and so must the name beside it. */
export function lostPlaces(files) {
  const complaints = [];
  for (const [path, text] of files) {
    if (!/^README[^/]*\.md$/.test(path)) continue;
    let inside = false;
    let rows = 0;
    for (const [index, line] of lines(text).entries()) {
      if (line.startsWith("#")) inside = /where is|在哪/i.test(line);
      if (!inside || !line.startsWith("|")) continue;
      const quoted = [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
      const places = quoted.filter((text) => text.includes("/") && !text.includes(" "));
      rows += places.length;
      for (const place of places) {
        if (!exists(files, place)) complaints.push(`${path}:${index + 1}: ${place} does not exist`);
      }
      const names = quoted.filter((text) => /^\w+(::\w+)*(\(\))?$/.test(text));
      const sources = places.filter((place) => files.has(place)).map((place) => files.get(place));
      for (const name of sources.length ? names : []) {
        const last = name.replace("()", "").split("::").at(-1);
        if (!sources.some((source) => new RegExp(`\\b${last}\\b`).test(source))) {
          complaints.push(`${path}:${index + 1}: ${name} is not in ${places.join(", ")}`);
        }
      }
    }
    if (rows === 0) complaints.push(`${path}: has no table that says where things are`);
  }
  return complaints;
}
