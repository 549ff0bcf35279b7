/** What a comparison says of two audits. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit.js';
import { Comparison } from '../../../src/model/comparison.js';
import type { Review } from '../../../src/model/review.js';
import { comparisonFiles } from '../../../src/report/comparison/files.js';
import { compareReviews } from '../../../src/review/compare/compare.js';
import { gateReason } from '../../../src/review/compare/gate.js';
import { trendsOf } from '../../../src/review/compare/trends.js';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'compare-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const LOG = fs.readFileSync('samples/double-orders/order-push.log', 'utf8').trimEnd().split('\n');
const ROWS = fs.readFileSync('samples/double-orders/erp-orders.csv', 'utf8').trimEnd().split('\n');
const DUPLICATE = /E-77108|E-77120/;

interface Month {
  readonly name: string;
  readonly log: readonly string[];
  readonly rows: readonly string[];
}

function folderOf({ name, log, rows }: Month): string {
  const folder = path.join(root, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${name}.log`), `${log.join('\n')}\n`);
  fs.writeFileSync(path.join(folder, 'erp-orders.csv'), `${rows.join('\n')}\n`);
  return folder;
}

/** The same a month later, under other order numbers. */
const later = (lines: readonly string[]) =>
  lines.map((line) => line.replaceAll('2026-03-03', '2026-04-03').replaceAll('SO-20', 'SO-30').replaceAll('E-77', 'E-88'));
/** The fault taken out: no timeout, no second attempt, no second order. */
const mended = (lines: readonly string[]) =>
  lines.filter((line) => !/ WARN /.test(line) && !DUPLICATE.test(line)).map((line) => line.replace('attempt=2', 'attempt=1'));
/** Twice the orders, the fault as it is. */
const busier = (lines: readonly string[]) => [
  ...lines,
  ...mended(lines)
    .slice(1)
    .map((line) =>
      line
        .replaceAll('2026-03-03 09', '2026-03-03 13')
        .replaceAll('2026-03-03T09', '2026-03-03T13')
        .replaceAll('SO-20', 'SO-40')
        .replaceAll('E-77', 'E-99'),
    ),
];

let march: Review;
let april: Review;
let busy: Review;
let both: Review;
beforeAll(async () => {
  const [a, b] = [
    folderOf({ name: 'march', log: LOG, rows: ROWS }),
    folderOf({ name: 'april', log: later(mended(LOG)), rows: later(mended(ROWS)) }),
  ];
  march = await audit([a]);
  april = await audit([b]);
  busy = await audit([folderOf({ name: 'busy', log: busier(LOG), rows: busier(ROWS) })]);
  both = await audit([a, b]);
}, 60_000);

const changes = (before: Review, after: Review) => compareReviews(before, after, '0').findings.map(({ change }) => change);

describe('a log, and the same log mended', () => {
  test('the faults are gone, and nothing is new', () => {
    const { findings, counts } = compareReviews(march, april, '0');
    expect(march.findings.length).toBeGreaterThan(1);
    expect(findings.map(({ rule, change }) => [rule, change])).toEqual(march.findings.map(({ rule }) => [rule, 'gone']));
    expect(counts.new).toBe(0);
  });

  test('both together count nothing twice', () => {
    const said = ({ findings }: Review) =>
      findings.map(({ fingerprint, measures, records: { total, keys } }) => ({ fingerprint, measures, total, keys }));
    expect(said(both)).toEqual(said(march));
    expect(both.totals.records).toBe(march.totals.records + april.totals.records);
  });

  test('the other way round they are new', () => {
    expect(new Set(changes(april, march))).toEqual(new Set(['new']));
  });
});

test('an audit is the same as itself', () => {
  expect(new Set(changes(march, march))).toEqual(new Set(['unchanged']));
});

test('a busier month with the same faults is not a worse one', () => {
  const { findings } = compareReviews(march, busy, '0');
  expect(findings.every(({ change }) => change === 'unchanged' || change === 'better')).toBe(true);
  const one = findings.find(({ rule }) => rule === 'writes/created-twice');
  expect(one?.traffic.after).toBeGreaterThan(one?.traffic.before ?? 0);
  expect(one?.measures.find(({ name }) => name === 'records')).toMatchObject({ before: 2, after: 2 });
});

describe('with numbers that are large enough', () => {
  const grown = (factor: number, traffic: number): Review => ({
    ...march,
    findings: march.findings.map((one) => ({
      ...one,
      records: { ...one.records, total: 100 * factor },
      measures: { ...one.measures, records: 100 * factor },
    })),
    facts: { ...march.facts, operations: march.facts.operations.map((one) => ({ ...one, works: 1_000 * traffic })) },
  });

  test.each([
    [1, 1, 'unchanged'],
    [2, 1, 'worse'],
    [2, 2, 'unchanged'],
    [1, 2, 'better'],
    [1.1, 1, 'unchanged'],
    [4, 2, 'worse'],
  ])('%d times the harm with %d times the work is %s', (factor, traffic, change) => {
    expect(new Set(changes(grown(1, 1), grown(factor, traffic)))).toEqual(new Set([change]));
  });
});

describe('what is not seen any more', () => {
  test('is not gone where the rule could not judge', () => {
    const blind = { ...april, rules: april.rules.map((one) => ({ ...one, outcome: 'not_judged' as const })) };
    expect(new Set(changes(march, blind))).toEqual(new Set(['not_judged']));
  });

  test('is not gone where there was no such work', () => {
    const idle = { ...april, facts: { ...april.facts, operations: [] } };
    expect(new Set(changes(march, idle))).toEqual(new Set(['not_judged']));
  });

  test('is not gone where it is only suppressed', () => {
    const hidden = march.findings.map((one) => ({
      ...one,
      state: 'suppressed' as const,
      suppression: { reason: 'known', author: 'mo', until: '2026-12-31', place: 'a:1' },
    }));
    expect(new Set(changes(march, { ...march, findings: [], suppressed: hidden }))).toEqual(new Set(['unchanged']));
  });
});

test('a finding whose caller is named now is the same one', () => {
  const named = {
    ...march,
    findings: march.findings.map((one) => ({
      ...one,
      fingerprint: `0${one.fingerprint.slice(1)}x`,
      subject: { ...one.subject, source: 'order-push' },
    })),
  };
  const { findings } = compareReviews(march, named, '0');
  expect(findings.map(({ change, renamed }) => [change, renamed])).toEqual(march.findings.map(() => ['unchanged', true]));
});

test('blind spots that opened and closed are told', () => {
  const spot = { rule: 'x/y', what: 'Whether it works cannot be judged.', close: 'Log it.' };
  const opened = compareReviews({ ...march, blindSpots: [] }, { ...march, blindSpots: [spot] }, '0').blindSpots;
  expect(opened).toEqual({ opened: [spot], closed: [] });
});

describe('gates', () => {
  const gate = (what: 'any' | 'new' | 'worse', severity: 'high' | 'critical') => ({ what, severity, said: `${what}:${severity}` });

  test('old debt does not meet the gate for what is new, a new fault does', () => {
    expect(gateReason(gate('new', 'high'), march, compareReviews(march, march, '0'))).toBeNull();
    expect(gateReason(gate('new', 'high'), march, compareReviews(april, march, '0'))).toMatch(
      /^--fail-on new:high: 2 new findings of high severity or above: F-001 /,
    );
    expect(gateReason(gate('new', 'critical'), march, compareReviews(april, march, '0'))).toBeNull();
  });

  test('without a baseline every finding that counts does', () => {
    expect(gateReason(gate('any', 'high'), march, null)).toContain('2 findings of high severity or above');
    expect(gateReason(gate('any', 'high'), april, null)).toBeNull();
  });
});

describe('trends', () => {
  test('follow each fault over the audits, in the order of time', () => {
    const { audits, lines } = trendsOf([april, march]);
    expect(audits.map(({ start }) => start.slice(0, 7))).toEqual(['2026-03', '2026-04']);
    expect(lines.map(({ values }) => values.map((value) => value !== null && value > 0))).toEqual(march.findings.map(() => [true, false]));
  });
});

test('the files hold what the comparison says, and the JSON fits its schema', () => {
  const comparison = compareReviews(march, april, '0');
  const files = comparisonFiles(comparison, trendsOf([march, april]));
  expect([...files.keys()]).toEqual(['comparison.md', 'comparison.html', 'comparison.json']);
  expect(Comparison.parse(JSON.parse(files.get('comparison.json') ?? ''))).toEqual(comparison);
  expect(files.get('comparison.md')).toContain(`${march.findings.length} gone`);
  expect(files.get('comparison.html')).toContain('<svg');
  expect(files.get('comparison.html')).not.toMatch(/<script|https?:\/\/(?!www\.w3)/);
});
