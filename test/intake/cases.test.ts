/** Counts of records and malformed records in labelled folders, where they are at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { intake } from '../../src/intake/intake.js';

const CASES = path.resolve('../shared/cases');

interface Labelled {
  readonly path: string;
  readonly format: string;
  readonly records: number;
  readonly malformed: number;
  readonly recordsAlt?: 'any' | number[];
  readonly foreign?: number;
}

const names = existsSync(CASES) ? readdirSync(CASES).filter((name) => existsSync(path.join(CASES, name, 'truth.json'))) : [];
if (names.length === 0) console.warn(`Skipped: there are no labelled folders in ${CASES}.`);

describe.skipIf(names.length === 0)('records of labelled folders', () => {
  test.each(names)('%s', { timeout: 60_000 }, async (name) => {
    const truth = JSON.parse(readFileSync(path.join(CASES, name, 'truth.json'), 'utf8')) as { inputs: Labelled[] };
    const inputs = await intake([path.join(CASES, name, 'input')], () => {});
    const wrong: unknown[] = [];
    for (const label of truth.inputs) {
      const input = inputs.find(({ path }) => path === label.path);
      const records =
        input?.records === label.records || label.recordsAlt === 'any' || (label.recordsAlt ?? []).includes(input?.records as never);
      const malformed =
        input !== undefined && input.malformed >= label.malformed && input.malformed <= label.malformed + (label.foreign ?? 0);
      if (!records || !malformed)
        wrong.push({
          label,
          got: input && {
            format: input.format,
            wrapper: input.wrapper,
            records: input.records,
            malformed: input.malformed,
            problems: input.problems.slice(0, 3),
          },
        });
    }
    expect(wrong).toEqual([]);
  });
});
