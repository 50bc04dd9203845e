// Reads how many tests passed and failed from the reports of the runners in use.

const reports = [
  // cargo test: "test result: ok. 12 passed; 0 failed; 1 ignored; ..."
  { line: /^test result: .*?(\d+) passed; (\d+) failed/gm, passed: 1, failed: 2 },
  // node --test: "# pass 12" and "# fail 0", or with a bullet
  { line: /^[#ℹ] pass (\d+)$/gm, passed: 1 },
  { line: /^[#ℹ] fail (\d+)$/gm, failed: 1 },
];

/**
 * The names of the tests that `output` says have failed, with the first lines of why, and what a compiler
 * calls an error: the report itself may be thousands of lines before the end of a run.
 */
export function failuresIn(output) {
  const lines = output.split("\n");
  const told = lines.flatMap((line, at) => {
    if (!failure.test(line)) return [];
    const after = lines.slice(at + 1, at + 1 + REASON);
    const end = after.findIndex((next) => next.trim() === "" || /^(note: |stack backtrace:)/u.test(next));
    const why = reasoned.test(line) ? after.slice(0, end < 0 ? REASON : end) : [];
    return [[line, ...why].map((text) => text.trim().slice(0, WIDTH)).join("\n    ")];
  });
  return [...new Set(told)];
}

const REASON = 6;
const WIDTH = 400;
// vitest: " FAIL  file > name"; cargo test: "test name ... FAILED", and where it broke; compilers: "error: what".
const failure = /^\s*FAIL\s|^test .* FAILED$|^\s*thread '.*' .*panicked|^error(\[\w+\])?:/u;
// The lines after these say why.
const reasoned = /^\s*FAIL\s|^\s*thread '|^error/u;

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
