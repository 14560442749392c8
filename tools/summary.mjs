// Adds up the reports of the test suites: node tools/summary.mjs REPORT_FOLDER [--filtered] NAME=EXIT_STATUS…
// Prints a line for each suite, then "N passed, N failed". A suite that died without a report, that ran
// nothing, or that ended badly although each of its tests passed, counts as one failure. With a filter a suite
// may run nothing, as long as another runs something.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Counts of a report of GoogleTest, Vitest or tools/json-reporter.mjs; null when it is none of these. */
export function countsOf(report) {
  if (typeof report?.numTotalTests === "number") {
    const failedFiles = (report.testResults ?? []).filter(
      (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
    ).length;
    return { passed: report.numPassedTests, failed: (report.numFailedTests ?? 0) + failedFiles };
  }
  if (typeof report?.tests === "number" && Array.isArray(report.testsuites)) {
    const tests = report.testsuites.flatMap((suite) => suite.testsuite ?? []);
    const failed = tests.filter((test) => test.failures?.length > 0).length;
    const passed = tests.filter((test) => test.result === "COMPLETED" && !test.failures?.length).length;
    return { passed, failed };
  }
  return null;
}

/** What one suite adds to the sum, with a sentence when something other than a test failed. */
export function verdict(report, status, filtered = false) {
  const counts = countsOf(report);
  if (!counts) return { passed: 0, failed: 1, note: `ended with status ${status} without a report` };
  if (counts.passed + counts.failed === 0) {
    return filtered ? { ...counts, note: "nothing matches" } : { passed: 0, failed: 1, note: "ran no test" };
  }
  if (status !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, note: `every test passed, yet it ended with status ${status}` };
  }
  return { ...counts, note: "" };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function main([folder, ...rest]) {
  const filtered = rest[0] === "--filtered";
  const suites = filtered ? rest.slice(1) : rest;
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    const [name, status] = suite.split("=");
    const result = verdict(readReport(join(folder, `${name}.json`)), Number(status), filtered);
    passed += result.passed;
    failed += result.failed;
    const note = result.note && `  (${result.note})`;
    console.log(`${result.failed ? "✗" : "✓"} ${name}: ${result.passed} passed, ${result.failed} failed${note}`);
  }
  if (passed + failed === 0) {
    console.log("✗ nothing was run");
    failed = 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
