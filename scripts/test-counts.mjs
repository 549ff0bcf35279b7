#!/usr/bin/env node
// Reads vitest's JSON report. Prints `N passed, N failed`; with --no-skipped it fails when a test was
// skipped, but for those that need ../shared where that is absent.
import fs from 'node:fs';

const [file, option] = process.argv.slice(2);
const report = read();
if (option === '--no-skipped') checkSkipped();
else console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed`);

/** A run that left no report did not pass. */
function read() {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

function checkSkipped() {
  const skipped = report.testResults
    .flatMap((suite) => suite.assertionResults)
    .filter((test) => ['pending', 'skipped', 'todo'].includes(test.status));
  const unexcused = fs.existsSync('../shared') ? skipped : skipped.filter((test) => !test.fullName.includes('../shared'));
  for (const test of unexcused) console.log(`skipped: ${test.fullName}`);
  if (unexcused.length > 0) process.exitCode = 1;
}
