// The repository keeps the rules.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import * as rules from "./rules.mjs";

const root = join(import.meta.dirname, "../..");
const listed = execFileSync(
  "git",
  ["-c", `safe.directory=${root}`, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 },
);
const paths = [...new Set(listed.split("\0"))].filter((path) => path && existsSync(join(root, path)));
const files = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
const table = (name) => files.get(`tests/architecture/${name}`);
const arrows = rules.parseArrows(table("arrows.txt"));

function holds(sentence, complaints) {
  test(sentence, () => assert.ok(complaints.length === 0, complaints.join("\n")));
}

test("there is something to look at", () => {
  assert.ok(paths.filter((path) => path.endsWith(".cpp")).length > 20);
  assert.ok(paths.filter((path) => path.endsWith(".ts")).length > 20);
});
holds("includes follow the arrows", rules.includesAgainstArrows(files, arrows));
holds("libraries are linked along the arrows", rules.linksAgainstArrows(files, arrows));
holds(
  "infrastructure knows no word of a feature",
  rules.featureWordsInInfrastructure(files, rules.parseFeatureWords(table("feature_words.txt"))),
);
holds("message.send is named in its places only", rules.placesOfSendingAMessage(files));
holds("SQL stands in stores", rules.statementsOutsideStores(files));
holds("known smells are absent", rules.smellsIn(files));
holds("components have their style", rules.componentsWithoutStyle(files));
holds("long files have a reason", rules.longFiles(files, table("long_files.txt")));
holds("links lead somewhere", rules.brokenLinks(files));
holds("the README knows where things are", rules.lostPlaces(files));
