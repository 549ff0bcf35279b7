#!/usr/bin/env node
// Audits every sample and keeps what the audit writes under reports/: a change of the output shows in its diff.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

for (const name of fs.readdirSync('samples').sort()) {
  const out = path.join('reports', name);
  fs.rmSync(out, { recursive: true, force: true });
  const run = spawnSync(process.execPath, ['dist/main.js', 'audit', path.join('samples', name), '--out', out, '--quiet'], {
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
