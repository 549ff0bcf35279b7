#!/usr/bin/env node
// Takes the picture of a review for the README: the top of reports/ledger-outage/review.html, in chromium.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PAGE = path.resolve('reports/ledger-outage/review.html');
const PICTURE = path.resolve('docs/report.png');
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-picture-'));
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
];
const args = [
  '--headless',
  '--no-sandbox',
  ...quiet,
  `--user-data-dir=${profile}`,
  '--hide-scrollbars',
  '--window-size=1200,1100',
  `--screenshot=${PICTURE}`,
  `file://${PAGE}`,
];
const run = spawnSync('chromium', args, { stdio: 'ignore', timeout: 60_000 });
fs.rmSync(profile, { recursive: true, force: true });
if (run.status !== 0) {
  console.error('picture: chromium is needed, and failed or is missing. On Debian: apt-get install chromium');
  process.exit(1);
}
