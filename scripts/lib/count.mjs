// Reads how many tests passed and failed from the reports of the runners in use.

const reports = [
  // cargo test: "test result: ok. 12 passed; 0 failed; 1 ignored; ..."
  { line: /^test result: .*?(\d+) passed; (\d+) failed/gm, passed: 1, failed: 2 },
  // node --test: "# pass 12" and "# fail 0", or with a bullet
  { line: /^[#ℹ] pass (\d+)$/gm, passed: 1 },
  { line: /^[#ℹ] fail (\d+)$/gm, failed: 1 },
];

/** The names of the tests that `output` says have failed, and what a compiler calls an error. */
export function failuresIn(output) {
  const lines = output.split("\n").filter((line) => failure.test(line));
  return [...new Set(lines.map((line) => line.trim()))];
}

// vitest: " FAIL  file > name"; cargo test: "test name ... FAILED", and where it broke; compilers: "error: what".
const failure = /^\s*FAIL\s|^test .* FAILED$|^thread '.*' panicked|^error(\[\w+\])?:/u;

/** The sum over everything that `output` reports. */
export function countTests(output) {
  const sum = { passed: 0, failed: 0 };
  for (const { line, passed, failed } of reports) {
    for (const found of output.matchAll(line)) {
      sum.passed += passed ? Number(found[passed]) : 0;
      sum.failed += failed ? Number(found[failed]) : 0;
    }
  }
  // vitest: "      Tests  1 failed | 11 passed | 2 skipped (14)"
  for (const [, summary] of output.matchAll(/^\s*Tests\s+(.+?\(\d+\))/gm)) {
    sum.passed += Number(summary.match(/(\d+) passed/)?.[1] ?? 0);
    sum.failed += Number(summary.match(/(\d+) failed/)?.[1] ?? 0);
  }
  return sum;
}
