// A reporter for node --test that prints what tools/summary.mjs reads.
export default async function* report(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (data?.details?.type === "suite") continue;
    if (type === "test:pass" && !data.skip && !data.todo) passed += 1;
    if (type === "test:fail") failed += 1;
  }
  yield JSON.stringify({ numTotalTests: passed + failed, numPassedTests: passed, numFailedTests: failed });
}
