import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

// `pipefail` shows the status of the program rather than that of `head`.
test.each(['events', 'inspect'])('%s whose reader goes away ends well and says nothing', { timeout: 60_000 }, (command) => {
  const script = `set -o pipefail; node dist/main.js ${command} samples/ledger-outage | head -n 1 >/dev/null`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

// Twenty megabytes fill the pipe again and again, so that the writer waits each time for its reader.
test('events with a slow reader come whole, with no warning of listeners that pile up', { timeout: 60_000 }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-pipe-'));
  const log = fs.readFileSync('samples/ledger-outage/billing-poster.log', 'utf8');
  for (const day of [1, 2, 3, 4, 5, 6, 7, 8, 9])
    fs.writeFileSync(path.join(folder, `day-${day}.log`), log.replaceAll('INV-', `INV${day}-`));
  const script = `set -o pipefail; node dist/main.js events ${folder} | (sleep 1; wc -l)`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  expect({ status, stderr, events: Number(stdout) }).toEqual({ status: 0, stderr: '', events: 9 * 1557 });
});
