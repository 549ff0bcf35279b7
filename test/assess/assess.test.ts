import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.js';
import { spread } from '../../src/assess/evidence.js';
import { titleOf } from '../../src/assess/title.js';
import { aDetection, anOutcome, aRule, at } from '../builders/review.js';

const lost = aRule({
  name: 'lost',
  category: 'unsynced_record',
  caused_by: ['duplicate_write'],
  severity: { base: 'high', raise: [], lower: [] },
});
const minor = aRule({ name: 'minor', category: 'secret_exposure', severity: { base: 'low', raise: [], lower: [] } });
const rules = [aRule(), lost, minor];
const many = { measures: { records: 40, extra_effects: 40 }, key_total: 40 };

describe('assess', () => {
  it('orders by severity, then root before consequence, and numbers in that order', () => {
    const findings = assess(
      [
        aDetection({ rule: 'core/minor', category: 'secret_exposure' }),
        aDetection({ rule: 'core/lost', category: 'unsynced_record', key_total: 900 }),
        aDetection(),
      ],
      rules,
      new Map(),
    );
    expect(findings.map(({ id, severity, category }) => [id, severity, category])).toEqual([
      ['F-001', 'high', 'duplicate_write'],
      ['F-002', 'high', 'unsynced_record'],
      ['F-003', 'low', 'secret_exposure'],
    ]);
    expect(findings[0]?.leadsTo).toEqual(['F-002']);
    expect(findings[1]?.causedBy).toEqual(['F-001']);
  });

  it('ranks a cause before its consequence even when the consequence is cheaper to mend', () => {
    const cheap = aRule({ ...lost.rule, remedy: { ...lost.rule.remedy, effort: 'hours' } });
    const findings = assess(
      [aDetection(), aDetection({ ...many, rule: 'core/lost', category: 'unsynced_record' })],
      [aRule(), cheap],
      new Map(),
    );
    expect(findings.map(({ category, priority }) => [category, priority])).toEqual([
      ['duplicate_write', 1],
      ['unsynced_record', 2],
    ]);
  });

  it('fills in times in UTC and excerpts by file and line', () => {
    const [finding] = assess([aDetection()], rules, new Map([['billing.log:4', 'created id=71']]));
    expect(finding?.window).toEqual({ start: '2026-03-01T09:00:00Z', end: '2026-03-01T09:30:00Z' });
    expect(finding?.evidence[0]).toEqual({
      file: 'billing.log',
      line: 4,
      at: '2026-03-01T09:00:00Z',
      excerpt: 'created id=71',
      why: 'first create, id 71',
    });
    expect(finding?.title).toBe('2 records created more than once by POST /orders');
  });

  it('weighs with the parameters of this run', () => {
    const scaled = aRule({
      parameters: { grave: { default: 100, min: 1, max: 1000, unit: 'records', doc: 'From here on it is critical.' } },
      severity: { base: 'medium', raise: [{ measure: 'records', at_least: 'grave', to: 'critical' }], lower: [] },
    });
    expect(assess([aDetection(many)], [scaled], new Map())[0]?.severity).toBe('medium');
    expect(assess([aDetection(many)], [scaled], new Map(), [anOutcome({ parameters: { grave: 40 } })])[0]?.severity).toBe('critical');
  });

  it('gives the same findings whatever the order of the detections', () => {
    const detections = [
      aDetection(),
      aDetection({ rule: 'core/minor', category: 'secret_exposure' }),
      aDetection({ rule: 'core/lost', category: 'unsynced_record' }),
    ];
    expect(assess([...detections].reverse(), rules, new Map())).toEqual(assess(detections, rules, new Map()));
  });

  it('gives nothing for nothing', () => {
    expect(assess([], rules, new Map())).toEqual([]);
  });
});

describe('evidence', () => {
  const lines = Array.from({ length: 500 }, (_, n) => ({
    file: 'a.log',
    line: n + 1,
    at_ms: at('09:00:00') + n,
    why: n === 250 ? 'the one created id' : 'a repeat',
  }));

  it('is at most twelve lines, with the first, the last and each kind of proof, spread between', () => {
    const shown = spread(lines).map(({ line }) => line);
    expect(shown).toHaveLength(12);
    expect(shown).toEqual(expect.arrayContaining([1, 251, 500]));
    const gaps = shown.slice(1).map((line, at) => line - (shown[at] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(80);
  });

  it('is shown whole when short', () => {
    expect(spread(lines.slice(0, 5))).toHaveLength(5);
  });
});

describe('title', () => {
  const subject = { source: 'billing', target: 'ledger.test', operation: 'POST /orders' };
  const fill = (template: string, measures: Record<string, number>, over: object = {}) =>
    titleOf(template, { subject, cause: null, measures, keys: [], key_total: 0, ...over });

  it.each([
    ['{attempts} calls', { attempts: 12345 }, '12,345 calls'],
    ['{amplification} calls each', { amplification: 4.6789 }, '4.7 calls each'],
    ['longest wait {longest_wait_ms}', { longest_wait_ms: 4700 }, 'longest wait 4.7 s'],
    ['waited {longest_wait_ms} ms', { longest_wait_ms: 4700 }, 'waited 4,700 ms'],
    ['down for {down_minutes}', { down_minutes: 41 }, 'down for 41 min'],
    ['down for {down_minutes} min', { down_minutes: 41.26 }, 'down for 41.3 min'],
    ['{limited_share} refused', { limited_share: 0.312 }, '31 % refused'],
    ['{limited_share} % refused', { limited_share: 0.312 }, '31 % refused'],
    ['{gone} calls', {}, '? calls'],
    ['{calls} calls were refused', { calls: 1 }, '1 call was refused'],
    ['{works} pieces of work', { works: 1 }, '1 piece of work'],
    [
      '{records} records never reached their target: {operation} gave up on them',
      { records: 1 },
      '1 record never reached its target: POST /orders gave up on it',
    ],
    ['{records} records never reached their target', { records: 2 }, '2 records never reached their target'],
    ['{applied} older versions of {records} records', { applied: 1, records: 2 }, '1 older version of 2 records'],
  ])('%s with %o reads "%s"', (template, measures, title) => {
    expect(fill(template, measures)).toBe(title);
  });

  it('names subject, cause and first keys', () => {
    const over = { cause: 'missing mapping', keys: ['A-1', 'A-2', 'A-3', 'A-4'], key_total: 4000 };
    expect(fill('{source} to {target}: {operation}, {cause}, {keys}', {}, over)).toBe(
      'billing to ledger.test: POST /orders, missing mapping, A-1, A-2, A-3 and 3,997 more',
    );
  });

  it('stays one line of at most 200 characters, whatever the names', () => {
    const title = fill('{operation} {cause}', {}, { subject: { ...subject, operation: `POST /${'x'.repeat(900)}` }, cause: 'a\nb' });
    expect(title).toMatch(/^POST \/x+… a b$/);
    expect(title.length).toBeLessThanOrEqual(200);
  });
});
