import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { jsonFormats } from '../../../src/intake/formats/json.js';
import type { Format } from '../../../src/intake/records/format.js';
import { readAll, sampleOf } from './sample.js';

const pieces = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\n',
  '\r\n',
  '\t',
  ';',
  '|',
  '# ',
  '- ',
  '09:12 ',
  '2026-03-01',
  '{"a":1}',
  '[{"a":1}]',
  '"data":[',
  '"log":{"entries":[{}',
  '"resourceSpans":[{"scopeSpans":[{"spans":[{',
  'a,b\n1,2',
  '"alerts":[{"labels":{}',
  '---\n',
  '\u0000',
  '\uFEFF',
  '\\u12',
  '1e999',
  '-',
  'é',
  '__proto__',
  '"level":30,',
);
const text = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  fc.json().map((json) => JSON.stringify(JSON.parse(json), null, 2)),
);

/** One plain sentence on one line. */
const SENTENCE = /^[A-Z][^\n]{5,200}\.$/;

function check(format: Format, source: string): void {
  const { score } = format.fit(sampleOf(source, 'input.csv'));
  expect(score).toBeGreaterThanOrEqual(0);
  expect(score).toBeLessThanOrEqual(1);
  try {
    let line = 1;
    for (const result of readAll(format, source)) {
      expect(result.line).toBeGreaterThanOrEqual(line);
      line = result.line;
    }
    expect(line).toBeLessThanOrEqual(source.split(/\n/).length);
  } catch (error) {
    expect((error as Error).message).toMatch(SENTENCE);
  }
}

function checkAll(formats: readonly Format[], source: string): void {
  for (const format of formats) check(format, source);
}

test('no text makes a format stumble, and records stand in the order of their lines', () => {
  fc.assert(
    fc.property(text, (source) => checkAll([...documentFormats, ...jsonFormats.slice(0, 6)], source)),
    { numRuns: 150 },
  );
}, 60_000);

test('values that formats look into may be anything', () => {
  const shells = [
    'resourceSpans',
    'resourceLogs',
    'resourceMetrics',
    'data',
    'log',
    'alerts',
    'incidents',
    'series',
    'MetricDataResults',
    'results',
    'Messages',
  ];
  const value = fc.tuple(fc.constantFrom(...shells), fc.jsonValue({ maxDepth: 4 }));
  fc.assert(
    fc.property(value, ([key, inner]) => checkAll(documentFormats, JSON.stringify({ [key]: inner }, null, 1))),
    { numRuns: 150 },
  );
}, 60_000);

test('deep nesting is refused in one sentence', () => {
  const deep = `${'[\n'.repeat(5000)}${']'.repeat(5000)}`;
  for (const format of documentFormats) check(format, deep);
});
