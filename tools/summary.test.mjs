import assert from "node:assert/strict";
import test from "node:test";
import { secondVerdict, verdict } from "./summary.mjs";

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

test("what passes at the second try has passed", () => {
  const first = verdict(google(passing, failing, failing), 1);
  assert.deepEqual(secondVerdict(first, google(passing, passing), 0), {
    passed: 3,
    failed: 0,
    note: "2 at the second try",
  });
  assert.equal(secondVerdict(first, google(passing, failing), 1).failed, 1);
});

test("a second try that ran less than what had failed, or that died, says nothing", () => {
  const first = verdict(google(passing, failing, failing), 1);
  assert.deepEqual(secondVerdict(first, google(passing), 0), first);
  assert.deepEqual(secondVerdict(first, null, 139), first);
  assert.deepEqual(secondVerdict(first, google(passing, passing), 1), first);
});
