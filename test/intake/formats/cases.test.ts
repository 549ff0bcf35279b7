/** Counts of records in labelled cases, as far as they are JSON lines or documents. Needs `../shared`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { jsonFormats } from '../../../src/intake/formats/json.js';
import { best, count } from './sample.js';

const root = new URL('../../../../shared/cases/', import.meta.url).pathname;

interface Labelled {
  readonly path: string;
  readonly records: number;
  readonly recordsAlt?: readonly number[] | 'any';
  readonly malformed: number;
  readonly foreign?: number;
}

function load(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Inputs whose content begins as JSON, CSV or Markdown does; text logs are tested elsewhere. */
const ours = (path: string, text: string): boolean =>
  /\.(csv|md|har)$/.test(path) || (/^\uFEFF?\s*[[{]/.test(text) && /^\uFEFF?\s*[[{]\s*["{[\n]/.test(text) && !/^\{"log":/.test(text));

describe.skipIf(!existsSync(root))('records of the labelled cases (skipped without ../shared)', () => {
  const names = existsSync(root) ? readdirSync(root).filter((name) => existsSync(join(root, name, 'truth.json'))) : [];
  for (const name of names) {
    const truth = JSON.parse(readFileSync(join(root, name, 'truth.json'), 'utf8')) as { inputs: Labelled[] };
    for (const input of truth.inputs) {
      const text = load(join(root, name, 'input', input.path));
      if (!ours(input.path, text)) continue;
      test(`${name}/${input.path}`, () => {
        const top = best([...jsonFormats, ...documentFormats], text, input.path.split('/').pop() ?? '');
        expect(top.score).toBeGreaterThan(0.4);
        const got = count(top.format, text);
        if (process.env.SHOW)
          console.log(`${name}/${input.path}: ${top.name} (${top.score.toFixed(2)}: ${top.reason}) ${got.records} of ${input.records}`);
        const right = input.recordsAlt === 'any' ? got.records > 0 : [input.records, ...(input.recordsAlt ?? [])].includes(got.records);
        expect({ records: right ? 'right' : got.records, malformed: got.malformed }).toEqual({
          records: 'right',
          malformed: expect.toSatisfy((n: number) => n >= input.malformed && n <= input.malformed + (input.foreign ?? 0)),
        });
      });
    }
  }
});
