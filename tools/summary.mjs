// Adds up the reports of the test suites: node tools/summary.mjs REPORT_FOLDER [--filtered] NAME=EXIT_STATUS…
// Prints a line for each suite, then which tests failed and why, then "N passed, N failed". A suite that died without a
// report, that ran nothing, or that ended badly although each of its tests passed, counts as one failure. With a filter
// a suite may run nothing, as long as another runs something.
// Where the tests that failed were run a second time (decision 0041), their report is NAME-again: what passed then
// counts as passed, and is named as unsteady.
import { pathToFileURL } from "node:url";
import { countsOf, failuresOf, readReport } from "./reports.mjs";

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

/**
 * What one suite adds, with its failures, and with those that passed at a second try as `unsteady`. `again`: the report
 * and the status of that second try of all that had failed; null = there was none.
 */
export function judge(report, status, again, filtered = false) {
  const first = { ...verdict(report, status, filtered), failures: failuresOf(report), unsteady: [] };
  if (!again) return first;
  const second = verdict(again.report, again.status);
  // Less than all of them was run: then nothing is known of the others.
  if (second.passed + second.failed !== first.failed || second.note) return first;
  const failures = failuresOf(again.report);
  const still = new Set(failures.map((failure) => failure.name));
  return {
    passed: first.passed + second.passed,
    failed: second.failed,
    note: `${second.passed} at the second try`,
    failures,
    unsteady: first.failures.filter((failure) => !still.has(failure.name)),
  };
}

function tell(mark, name, failure) {
  console.log(`${mark} ${name}: ${failure.name}`);
  for (const line of failure.why) console.log(`      ${line}`);
}

function main([folder, ...rest]) {
  const filtered = rest[0] === "--filtered";
  const statuses = new Map((filtered ? rest.slice(1) : rest).map((suite) => suite.split("=")));
  const sum = { passed: 0, failed: 0 };
  const told = [];
  for (const [name, status] of statuses) {
    if (name.endsWith("-again")) continue;
    const tried = statuses.get(`${name}-again`);
    const again = tried && { report: readReport(folder, `${name}-again`), status: Number(tried) };
    const result = judge(readReport(folder, name), Number(status), again, filtered);
    told.push(...result.unsteady.map((one) => ["unsteady", name, one]));
    told.push(...result.failures.map((one) => ["✗", name, one]));
    sum.passed += result.passed;
    sum.failed += result.failed;
    const note = result.note && `  (${result.note})`;
    console.log(`${result.failed ? "✗" : "✓"} ${name}: ${result.passed} passed, ${result.failed} failed${note}`);
  }
  if (sum.passed + sum.failed === 0) {
    console.log("✗ nothing was run");
    sum.failed = 1;
  }
  for (const line of told) tell(...line);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
