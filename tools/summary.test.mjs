import assert from "node:assert/strict";
import test from "node:test";
import { verdict } from "./summary.mjs";

const google = (...tests) => ({ tests: tests.length, testsuites: [{ testsuite: tests }] });
const passing = { result: "COMPLETED" };
const failing = { result: "COMPLETED", failures: [{ failure: "expected 1, got 2" }] };
const skipped = { result: "SKIPPED" };

test("counts tests, and leaves skipped ones out", () => {
  assert.deepEqual(verdict(google(passing, passing, failing, skipped), 1), { passed: 2, failed: 1, note: "" });
});

test("a suite that died without a report is a failure", () => {
  assert.equal(verdict(null, 139).failed, 1);
});

test("a suite that ran nothing is a failure", () => {
  assert.equal(verdict(google(), 0).failed, 1);
  assert.equal(verdict(google(skipped), 0).failed, 1);
});

test("a suite in which nothing matches the filter is no failure", () => {
  assert.equal(verdict(google(), 0, true).failed, 0);
  assert.equal(verdict(null, 1, true).failed, 1);
});

test("a suite that passed but ended badly is a failure", () => {
  assert.equal(verdict(google(passing), 1).failed, 1);
});

test("a web test file that could not be loaded is a failure", () => {
  const report = {
    numTotalTests: 1,
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }] },
      { status: "failed", assertionResults: [] },
    ],
  };
  assert.deepEqual(verdict(report, 1), { passed: 1, failed: 1, note: "" });
});
