import assert from "node:assert/strict";
import test from "node:test";
import { secondTry } from "./second-try.mjs";

const google = (...tests) => ({ tests: tests.length, testsuites: [{ testsuite: tests }] });
const failing = (name) => ({ classname: "Calls", name, result: "COMPLETED", failures: [{ failure: "1, not 2" }] });
const vitest = (...tests) => ({
  numTotalTests: tests.length,
  numPassedTests: tests.filter((one) => one.status === "passed").length,
  numFailedTests: tests.filter((one) => one.status === "failed").length,
  testResults: [{ status: "failed", assertionResults: tests }],
});

test("picks the tests that failed", () => {
  assert.equal(secondTry(google(failing("rings"), failing("ends/0")), "google"), "Calls.rings:Calls.ends/0");
  const report = vitest({ fullName: "a file (big)", status: "failed" }, { fullName: "a chat", status: "passed" });
  assert.match("a file (big)", new RegExp(secondTry(report, "vitest")));
  assert.doesNotMatch("a chat", new RegExp(secondTry(report, "vitest")));
});

test("there is none where everything passed, or hardly anything", () => {
  assert.equal(secondTry(google({ classname: "Calls", name: "rings", result: "COMPLETED" }), "google"), null);
  assert.equal(secondTry(google(..."abcdef".split("").map(failing)), "google"), null);
  assert.equal(secondTry(null, "google"), null);
});

test("a file that could not be loaded is no matter of a second try", () => {
  const report = vitest({ fullName: "a chat", status: "failed" });
  report.testResults.push({ status: "failed", assertionResults: [] });
  assert.equal(secondTry(report, "vitest"), null);
});
