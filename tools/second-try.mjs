// Which tests of a suite are worth a second try: node tools/second-try.mjs REPORT_FOLDER NAME google|vitest
// Prints what picks just these, a filter of GoogleTest or a pattern of Vitest; nothing when all passed, when so many
// failed that it is no accident, or when something other than a test failed.
import { pathToFileURL } from "node:url";
import { countsOf, failuresOf, readReport } from "./reports.mjs";

const most = 5;

/** Null when there is nothing to try again. */
export function secondTry(report, kind) {
  const names = failuresOf(report).map((failure) => failure.name);
  const failed = countsOf(report)?.failed ?? 0;
  if (names.length === 0 || names.length > most || names.length !== failed) return null;
  if (kind === "google") return names.join(":");
  return `^(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})$`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, name, kind] = process.argv.slice(2);
  process.stdout.write(secondTry(readReport(folder, name), kind) ?? "");
}
