/** Who stops an audit finds nothing left of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-stopped-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** More than a pipe holds: what was taken of it whole is being read. */
const LINES = '2026-05-01T10:00:00Z INFO a line\n'.repeat(32_768);

/** Starts an audit of a pipe that goes on, waits until it has its folder, and puts there what the engine would. */
async function started(out: string) {
  const audit = spawn(process.execPath, ['dist/main.js', 'audit', '-', '--out', out], { stdio: ['pipe', 'ignore', 'pipe'] });
  audit.stdin?.write('2026-05-01T10:00:00Z INFO a line\n');
  while (!fs.existsSync(out)) await new Promise((resolve) => setTimeout(resolve, 20));
  fs.mkdirSync(path.join(out, '.caseharden-spill'), { recursive: true });
  fs.writeFileSync(path.join(out, '.caseharden-spill', 'duckdb_temp_storage-0.tmp'), 'half of a table');
  return audit;
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  '%s takes the temporary folder away, and the output folder that was made for it',
  async (signal) => {
    const out = path.join(folder, signal);
    const audit = await started(out);
    audit.kill(signal);
    const [status, by] = await once(audit, 'exit');
    expect([status, by]).toEqual([null, signal]);
    expect(fs.existsSync(out)).toBe(false);
  },
);

it('leaves what was in the output folder before', async () => {
  const out = path.join(folder, 'before');
  fs.mkdirSync(out);
  fs.writeFileSync(path.join(out, 'notes.txt'), 'mine');
  const audit = await started(out);
  // The folder was there, and tells nothing: who reads listens, however slow the machine is.
  await new Promise((resolve) => audit.stdin?.write(LINES, resolve));
  audit.kill('SIGINT');
  await once(audit, 'exit');
  expect(fs.readdirSync(out)).toEqual(['notes.txt']);
});
