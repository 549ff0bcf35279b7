/**
 * Public files of many systems, each against what its entry in the tables of this folder says.
 * The entries were written from the files, not from what intake makes of them.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import type { Input } from '../../../src/model/input.js';
import { type Comparison, compare } from './compare.js';
import { type Entry, readTables } from './table.js';

const CORPORA = path.resolve('../shared/corpora');
const entries = readTables(import.meta.dirname);
const present = existsSync(CORPORA);
if (!present) console.warn(`Skipped: there are no public files in ${CORPORA}.`);

describe.skipIf(!present)('public files', () => {
  const seen = new Map<Entry, Comparison>();

  test.each(entries)('$path', { timeout: 120_000 }, async (entry) => {
    const events: Event[] = [];
    const [input] = await intake([path.join(CORPORA, entry.path)], (batch) => void events.push(...batch));
    const comparison = compare(entry, input as Input, events);
    seen.set(entry, comparison);
    // An entry that is met must not say that reality falls short of it.
    if (entry.short !== undefined) expect(comparison.misses, 'met: take "short" out').not.toEqual([]);
    else expect(comparison.misses).toEqual([]);
  });

  test('no file is described twice', () => {
    expect(new Set(entries.map((entry) => entry.path)).size).toBe(entries.length);
  });

  test('the bar: 95 % of the files have the right format, 98 % of their records are whole events', () => {
    const logs = [...seen].filter(([entry]) => entry.log);
    const formats = logs.filter(([, comparison]) => comparison.formatRight).length;
    const records = sum(logs.map(([, comparison]) => comparison.weight));
    const whole = sum(logs.map(([, comparison]) => comparison.weight * comparison.whole));
    expect(formats / Math.max(1, logs.length)).toBeGreaterThanOrEqual(0.95);
    expect(whole / Math.max(1, records)).toBeGreaterThanOrEqual(0.98);
  });

  afterAll(() => seen.clear());
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
