import assert from "node:assert/strict";
import test from "node:test";
import { judge, verdict } from "./summary.mjs";

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

const named = (name, failures) => ({ classname: "Calls", name, result: "COMPLETED", ...(failures && { failures }) });
const broken = [{ failure: "expected 1, got 2" }];
const first = google(passing, named("rings", broken), named("ends", broken));
const names = (failures) => failures.map((failure) => failure.name);

test("what passes at the second try has passed, and is named as unsteady", () => {
  const all = judge(first, 1, { report: google(named("rings"), named("ends")), status: 0 });
  assert.deepEqual([all.passed, all.failed, all.note], [3, 0, "2 at the second try"]);
  assert.deepEqual([names(all.unsteady), names(all.failures)], [["Calls.rings", "Calls.ends"], []]);
  const one = judge(first, 1, { report: google(named("rings"), named("ends", broken)), status: 1 });
  assert.deepEqual([one.passed, one.failed], [2, 1]);
  assert.deepEqual([names(one.unsteady), names(one.failures)], [["Calls.rings"], ["Calls.ends"]]);
});

test("a second try that ran less than what had failed, or that died, says nothing", () => {
  const alone = judge(first, 1, null);
  assert.deepEqual([alone.passed, alone.failed, names(alone.failures)], [1, 2, ["Calls.rings", "Calls.ends"]]);
  assert.deepEqual(judge(first, 1, { report: google(named("rings")), status: 0 }), alone);
  assert.deepEqual(judge(first, 1, { report: null, status: 139 }), alone);
  assert.deepEqual(judge(first, 1, { report: google(named("rings"), named("ends")), status: 1 }), alone);
});
