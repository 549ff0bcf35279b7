import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// `pipefail` shows the status of the program rather than that of `head`.
test.each(['events', 'inspect'])('%s whose reader goes away ends well and says nothing', { timeout: 60_000 }, (command) => {
  const script = `set -o pipefail; node dist/main.js ${command} samples/ledger-outage | head -n 1 >/dev/null`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
