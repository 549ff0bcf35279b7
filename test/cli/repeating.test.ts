/** A first configuration, and a finding that is accepted: what is written is read back and holds. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = path.resolve('dist/main.js');
const sample = path.resolve('samples/ledger-outage');
const TIMEOUT = 120_000;
let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'repeating-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
const config = () => fs.readFileSync(path.join(folder, 'caseharden.yaml'), 'utf8');

test('what init writes fits its input, and is not written twice', { timeout: TIMEOUT }, () => {
  expect(run('init', sample).status).toBe(0);
  expect(run('audit', sample, '--quiet')).toMatchObject({ status: 0, stderr: '' });
  expect(run('init', sample)).toMatchObject({ status: 2, stderr: expect.stringContaining('is there already') });
});

test('suppress adds its entry to what is there and changes nothing else', { timeout: TIMEOUT }, () => {
  const before = config();
  const ask = ['suppress', 'F-001', '--reason', 'known: mended in June', '--author', 'mo', '--until'];
  expect(run(...ask, '2026-02-30')).toMatchObject({ status: 2, stderr: expect.stringContaining('is no day; write YYYY-MM-DD') });
  expect(run(...ask, '2099-12-31').status).toBe(0);
  expect(config().startsWith(before)).toBe(true);
  expect(run(...ask, '2099-12-31')).toMatchObject({ status: 2, stderr: expect.stringContaining('is suppressed in caseharden.yaml:') });
  expect(run('suppress', 'F-999', '--reason', 'x', '--until', '2099-12-31').stderr).toMatch(/F-999: there is no such finding/);
});

test('a gate lets old debt pass, stops at what is new, and says why in one line', { timeout: TIMEOUT }, () => {
  const gate = (...more: string[]) => run('audit', sample, '--quiet', '--no-config', '--out', 'now', ...more);
  expect(gate('--fail-on', 'new:high')).toMatchObject({ status: 2, stderr: expect.stringContaining('Give --baseline FILE') });
  expect(gate('--fail-on', 'nwe:high')).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean new?') });
  expect(gate().status).toBe(0);
  expect(gate('--baseline', 'now', '--fail-on', 'new,worse:medium')).toMatchObject({ status: 0, stderr: '' });
  const review = JSON.parse(fs.readFileSync(path.join(folder, 'now/findings.json'), 'utf8')) as { findings: unknown[]; ruleTexts: object };
  fs.writeFileSync(path.join(folder, 'clean.json'), JSON.stringify({ ...review, findings: [] }));
  const { status, stderr } = gate('--baseline', 'clean.json', '--fail-on', 'new:high');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^caseharden: --fail-on new:high: \d new findings of high severity or above: F-001 .*\n$/);
});
