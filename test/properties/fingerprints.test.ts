/** A fingerprint names a fault: it stays over another day, half the log, other file names and more lines, and differs for another fault. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fingerprint } from '../../src/assess/fingerprint.js';
import { audit } from '../../src/audit.js';
import type { Finding } from '../../src/model/finding.js';
import { pairFindings } from '../../src/review/compare/pair.js';

const TIMEOUT = 300_000;
const CASES = path.resolve('../shared/cases');
/** Folders of labelled incidents that are small enough to be audited several times. */
const MOST_BYTES = 300_000;
const MOST_CASES = 4;

type Files = Readonly<Record<string, Buffer>>;

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'fingerprints-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
let made = 0;

const namesBelow = (folder: string): string[] =>
  fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(folder, name)).isFile());

function read(folder: string): Files {
  return Object.fromEntries(namesBelow(folder).map((name) => [name, fs.readFileSync(path.join(folder, name))]));
}

async function findingsOf(files: Files): Promise<Finding[]> {
  const folder = path.join(root, String(++made));
  for (const [name, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  return (await audit([folder])).findings;
}

const isLog = (name: string) => /\.(log|jsonl|ndjson)$/i.test(name);
const lines = (bytes: Buffer) => bytes.toString('latin1').split('\n');
const onLogs = (files: Files, change: (lines: string[]) => string[]): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, isLog(name) ? Buffer.from(change(lines(bytes)).join('\n'), 'latin1') : bytes]),
  );

const half = (files: Files, which: 0 | 1) =>
  onLogs(files, (all) => (which === 0 ? [...all.slice(0, all.length / 2), ''] : all.slice(all.length / 2)));

/** In the reverse order of their names. */
const renamed = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes], at, all) => [
      path.join(path.dirname(name), `q${all.length - at}${path.extname(name)}`),
      bytes,
    ]),
  );

/** As a monthly export names them. */
const dated = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      `${name.slice(0, name.length - path.extname(name).length)}-2027-05${path.extname(name)}`,
      bytes,
    ]),
  );

/** Every fourth line twice as old news of a program that does nothing. */
const withNoise = (files: Files): Files =>
  onLogs(files, (all) =>
    all.flatMap((line, at) => {
      const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z?/.exec(line)?.[0];
      if (at % 4 !== 3 || time === undefined) return [line];
      return [
        line,
        line.startsWith('{') ? JSON.stringify({ time, level: 'info', msg: 'cache warmed' }) : `${time} INFO  [housekeeping] cache warmed`,
      ];
    }),
  );

const prints = (findings: readonly Finding[]) => findings.map((one) => one.fingerprint).sort();

/** Findings of a part that go by another fingerprint than the same fault has in the whole. */
function strays(whole: readonly Finding[], part: readonly Finding[]): string[] {
  const pairs = pairFindings(whole, part);
  const missing = pairs.filter(({ after }) => after === null).map(({ before }) => before?.rule);
  return pairs
    .filter(({ before, after, renamed: other }) => other || (before === null && missing.includes(after?.rule)))
    .map(({ after }) => `${after?.rule}: ${JSON.stringify(after?.subject)}`);
}

const samples = ['double-orders', 'nightly-inventory', 'ledger-outage'].map((name) => path.resolve('samples', name));
const labelled = fs.existsSync(CASES)
  ? fs
      .readdirSync(CASES)
      .map((name) => path.join(CASES, name, 'input'))
      .filter(
        (folder) =>
          fs.existsSync(folder) &&
          namesBelow(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0) <= MOST_BYTES,
      )
      .slice(0, MOST_CASES)
  : [];
if (labelled.length === 0) console.warn(`Skipped: there are no labelled folders in ${CASES}; the samples are used alone.`);

describe.each([...samples, ...labelled])('%s', (folder) => {
  const files = read(folder);
  const whole = findingsOf(files);

  test('stays under other file names, another order and months in the names', { timeout: TIMEOUT }, async () => {
    expect(prints(await findingsOf(dated(renamed(files))))).toEqual(prints(await whole));
  });

  test('stays in each half of the log, with other counts', { timeout: TIMEOUT }, async () => {
    for (const which of [0, 1] as const) expect(strays(await whole, await findingsOf(half(files, which)))).toEqual([]);
  });
});

describe.each(samples)('%s', (folder) => {
  const files = read(folder);

  test('stays when lines about other things are added', { timeout: TIMEOUT }, async () => {
    expect(strays(await findingsOf(files), await findingsOf(withNoise(files)))).toEqual([]);
  });

  test('stays on another day', { timeout: TIMEOUT }, async () => {
    // Where a file counts seconds since 1970, moving only the written dates would tear the day apart: it is left out of both.
    const written = Object.fromEntries(
      Object.entries(files).filter(([, bytes]) => !/\b1[78]\d{8}\b|\d\d\/[A-Z][a-z]{2}\/\d{4}/.test(bytes.toString('latin1'))),
    );
    const later = Object.fromEntries(
      Object.entries(written).map(([name, bytes]) => [
        name,
        Buffer.from(bytes.toString('latin1').replace(/\b2026-(?=0\d-\d\d)/g, '2027-'), 'latin1'),
      ]),
    );
    expect(later).not.toEqual(written);
    expect(prints(await findingsOf(later))).toEqual(prints(await findingsOf(written)));
  });
});

test('a log less may take a name, and the two are still known for one', { timeout: TIMEOUT }, async () => {
  const files = read(path.resolve('samples/nightly-inventory'));
  const whole = await findingsOf(files);
  for (const name of Object.keys(files).filter(isLog)) {
    const { [name]: _, ...others } = files;
    const pairs = pairFindings(whole, await findingsOf(others));
    const missing = pairs.filter(({ after }) => after === null).map(({ before }) => before?.rule);
    expect(pairs.filter(({ before, after }) => before === null && missing.includes(after?.rule))).toEqual([]);
  }
});

test('another target is another finding', { timeout: TIMEOUT }, async () => {
  const files = read(path.resolve('samples/double-orders'));
  const other = onLogs(files, (all) => all.map((line) => line.replaceAll('erp.brightline.test', 'crm.brightline.test')));
  const [before, after] = [prints(await findingsOf(files)), prints(await findingsOf(other))];
  expect(after).toHaveLength(before.length);
  expect(after.filter((print) => before.includes(print))).toEqual([]);
});

test('every part of a fault takes part', () => {
  const name = fc.stringMatching(/^[a-z]{3,12}$/);
  const fault = fc.record({ rule: name, source: name, target: name, operation: name, cause: name });
  const printOf = ({ rule, cause, ...subject }: { rule: string; source: string; target: string; operation: string; cause: string }) =>
    fingerprint({ rule, subject, cause });
  fc.assert(
    fc.property(fault, fc.constantFrom('rule', 'source', 'target', 'operation', 'cause'), name, (one, part, changed) => {
      fc.pre(one[part as keyof typeof one] !== changed);
      expect(printOf({ ...one, [part]: changed })).not.toBe(printOf(one));
    }),
    { numRuns: 300, seed: 7 },
  );
});
