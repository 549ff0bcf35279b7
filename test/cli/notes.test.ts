/** What is left out before anything is read is said, on standard error and only there. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-'));
  fs.cpSync('samples/double-orders', path.join(folder, 'in'), { recursive: true });
  fs.cpSync('reports/double-orders', path.join(folder, 'in', 'earlier'), { recursive: true });
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const audit = (...more: string[]) =>
  spawnSync(process.execPath, ['dist/main.js', 'audit', path.join(folder, 'in'), '--out', path.join(folder, 'out'), ...more], {
    encoding: 'utf8',
  });

test('an earlier review inside the input is left out and named', () => {
  const { status, stderr } = audit('--format', 'json');
  expect(status).toBe(0);
  expect(stderr).toContain('earlier was left out: it holds the output of an earlier audit.');
});

test('--quiet asks for silence', () => {
  expect(audit('--quiet')).toMatchObject({ status: 0, stderr: '' });
});
