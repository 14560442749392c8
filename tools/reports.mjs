// What the reports of the test suites say: those of GoogleTest, of Vitest, and of tools/json-reporter.mjs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The report of a suite; null where there is none that can be read. */
export function readReport(folder, name) {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  } catch {
    return null;
  }
}

const isGoogleTest = (report) => typeof report?.tests === "number" && Array.isArray(report.testsuites);
const googleTests = (report) => report.testsuites.flatMap((suite) => suite.testsuite ?? []);
const failedTests = (file) => file.assertionResults.filter((test) => test.status === "failed");

/** How many passed and failed; null when it is none of these reports. A file that could not be loaded is a failure. */
export function countsOf(report) {
  if (typeof report?.numTotalTests === "number") {
    const failedFiles = (report.testResults ?? []).filter(
      (file) => file.status === "failed" && failedTests(file).length === 0,
    ).length;
    return { passed: report.numPassedTests, failed: (report.numFailedTests ?? 0) + failedFiles };
  }
  if (!isGoogleTest(report)) return null;
  const tests = googleTests(report);
  const failed = tests.filter((test) => test.failures?.length > 0).length;
  const passed = tests.filter((test) => test.result === "COMPLETED" && !test.failures?.length).length;
  return { passed, failed };
}

/** Each test that failed: its name, and the first lines of why. Those of json-reporter.mjs have no names. */
export function failuresOf(report) {
  if (isGoogleTest(report)) {
    return googleTests(report)
      .filter((test) => test.failures?.length > 0)
      .map((test) => ({ name: `${test.classname}.${test.name}`, why: beginning(test.failures[0].failure) }));
  }
  return (report?.testResults ?? []).flatMap((file) =>
    failedTests(file).map((test) => ({ name: test.fullName, why: beginning(test.failureMessages?.[0] ?? "") })),
  );
}

// eslint-disable-next-line no-control-regex
const colours = /\u001b\[[0-9;]*m/g;

/** Three lines, without colours and without the lines of the call stack. */
function beginning(message) {
  return message
    .replace(colours, "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s+at .*node_modules/.test(line))
    .slice(0, 3)
    .map((line) => line.slice(0, 200));
}
