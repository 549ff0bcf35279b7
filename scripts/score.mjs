#!/usr/bin/env node
// Audits the labelled cases beside the repository and compares the figures with the floor kept in
// scripts/score-floor.json. Without the cases there is nothing to score: exit 0, and says so.
//   node scripts/score.mjs            fail when a figure falls below the floor
//   node scripts/score.mjs --raise    write the floor anew from this run
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitoringFaults } from './check-monitoring.mjs';

const SCORER = path.resolve('../shared/cases/score.mjs');
const FLOOR = 'scripts/score-floor.json';
/** More is better; but for false positives. */
const LESS_IS_BETTER = new Set(['falsePositives', 'withoutResult']);

if (!fs.existsSync(SCORER)) {
  console.log('score: not run, ../shared/cases is absent. It needs the labelled cases beside the repository.');
  process.exit(0);
}
if (!fs.existsSync('dist/main.js')) {
  console.error('score: dist/main.js is missing. Run `npm run build` first.');
  process.exit(1);
}

const results = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-score-'));
try {
  const run = score(['--run', 'node dist/main.js audit {input} --out {out} --quiet', '--quiet', '--json']);
  if (run.status === 0) {
    console.log(score([]).stdout);
    judge(figuresOf(JSON.parse(run.stdout)));
    checkMonitoring();
  } else fail(`the scorer failed:\n${run.stderr}`);
} finally {
  fs.rmSync(results, { recursive: true, force: true });
}

/** The rules and tests of every case must pass their consumer. */
function checkMonitoring() {
  const faults = monitoringFaults(results);
  if (faults === null) console.log('monitoring: not checked, promtool is not installed. Install the prometheus package.');
  else if (faults.length > 0) fail(`promtool refuses what was written:\n${faults.join('\n')}`);
  else console.log('monitoring: promtool takes the rules of all cases, and all their tests pass');
}

function score(more) {
  const args = [SCORER, '--cases', path.dirname(SCORER), '--results', results, ...more];
  return spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

function figuresOf(sum) {
  return {
    macroF1Core: round(sum.macroF1Core),
    macroF1All: round(sum.macroF1All),
    falsePositives: sum.falsePositives,
    intakeOk: sum.intake.ok,
    withoutResult: sum.withoutResult.length,
  };
}

function judge(figures) {
  if (process.argv.includes('--raise')) {
    fs.writeFileSync(FLOOR, `${JSON.stringify(figures, null, 2)}\n`);
    console.log(`score: floor written to ${FLOOR}`);
    return;
  }
  const floor = JSON.parse(fs.readFileSync(FLOOR, 'utf8'));
  const worse = Object.keys(floor).filter((name) => (LESS_IS_BETTER.has(name) ? figures[name] > floor[name] : figures[name] < floor[name]));
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(16)} ${String(value).padStart(8)}   floor ${floor[name]}`);
  if (worse.length > 0)
    fail(`below the floor: ${worse.join(', ')}. Mend the cause; the floor is only ever raised (npm run score -- --raise).`);
  console.log('score: nothing below the floor');
}

/** Rounded down, so that the floor never stands above the figure it came from. */
function round(value) {
  return Math.floor((value ?? 0) * 1000) / 1000;
}

function fail(message) {
  console.error(`score: ${message}`);
  process.exitCode = 1;
}
