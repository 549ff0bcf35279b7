/** Logs fetched for periods that overlap: what stands in both counts once. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { audit } from '../../../src/audit.js';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'overlaps-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
let made = 0;

function folderOf(files: Readonly<Record<string, readonly string[]>>): string {
  const folder = path.join(root, String(++made));
  for (const [name, lines] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), lines.map((line) => `${line}\n`).join(''));
  }
  return folder;
}

const log = fs.readFileSync('samples/nightly-inventory/stock-sync.log', 'utf8').trimEnd().split('\n');
const told = async (files: Readonly<Record<string, readonly string[]>>) => {
  const { findings, totals, inputs } = await audit([folderOf(files)]);
  const said = findings.map(({ fingerprint, measures, records, severity, window }) => ({
    fingerprint,
    measures,
    records,
    severity,
    window,
  }));
  return { said, records: totals.records, inputs };
};

test('two overlapping days tell what the whole log tells, wherever they are cut', { timeout: 120_000 }, async () => {
  const whole = await told({ 'sync.log': log });
  expect(whole.said.length).toBeGreaterThan(0);
  const cut = fc.tuple(fc.integer({ min: 50, max: log.length - 50 }), fc.integer({ min: 3, max: 40 }));
  await fc.assert(
    fc.asyncProperty(cut, async ([at, twice]) => {
      const two = await told({ 'monday/sync.log': log.slice(0, at + twice), 'tuesday/sync.log': log.slice(at) });
      expect(two.said).toEqual(whole.said);
      expect(two.records).toBe(whole.records);
    }),
    { numRuns: 4, seed: 20_260_401 },
  );
});

test('the repeated lines are named', async () => {
  const { inputs } = await told({ 'monday/sync.log': log.slice(0, 200), 'tuesday/sync.log': log.slice(150) });
  expect(inputs.flatMap(({ problems }) => problems.map(({ reason }) => reason))).toEqual([
    'Its first 50 lines stand at the end of monday/sync.log as well and are counted there.',
  ]);
});

test('a part fetched twice is a copy', async () => {
  const { inputs } = await told({ 'a/all.log': log, 'b/part.log': log.slice(100, 160) });
  expect(inputs.map(({ format, records }) => [format === 'copy', records > 0])).toEqual([
    [false, true],
    [true, false],
  ]);
});

test('a single line that ends one log and begins the next is no overlap', async () => {
  const beat = (second: number, text: string) => `2026-03-03 09:00:${String(second).padStart(2, '0')}.000 INFO  [sync] ${text}`;
  const first = [...Array(20).keys()].map((n) => beat(n, `order SO-${n} received from shop`));
  const last = first.at(-1) as string;
  const files = {
    'app.1.log': first,
    'app.log': [last, ...[...Array(20).keys()].map((n) => beat(n + 20, `order SO-${n + 50} received from shop`))],
  };
  expect((await told(files)).records).toBe(41);
});
