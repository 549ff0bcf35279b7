import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.js';
import type { Category } from '../../src/model/finding.js';
import { aDetection, aRule, at } from '../builders/review.js';

const rule = (name: string, category: Category, caused_by: Category[]) => aRule({ name, category, caused_by });
const rules = [
  rule('breaker', 'missing_circuit_breaker', []),
  rule('storm', 'retry_storm', ['missing_circuit_breaker']),
  rule('limit', 'rate_limit_saturation', ['retry_storm']),
  rule('lost', 'unsynced_record', ['rate_limit_saturation', 'retry_storm', 'missing_circuit_breaker']),
];
const found = (name: string, category: Category, from: string, to: string, over: object = {}) =>
  aDetection({ rule: `core/${name}`, category, window: { start_ms: at(from), end_ms: at(to) }, keys: [], key_total: 0, ...over });

/** Categories of the causes of each finding. */
function causes(...detections: ReturnType<typeof aDetection>[]): Record<string, string[]> {
  const findings = assess(detections, rules, new Map());
  return Object.fromEntries(
    findings.map(({ category, causedBy }) => [category, causedBy.map((id) => findings.find((one) => one.id === id)?.category ?? '')]),
  );
}

describe('cause links', () => {
  it('names the nearest cause, not those behind it', () => {
    const linked = causes(
      found('lost', 'unsynced_record', '09:20:00', '09:30:00'),
      found('breaker', 'missing_circuit_breaker', '09:00:00', '09:25:00'),
      found('limit', 'rate_limit_saturation', '09:06:00', '09:20:00'),
      found('storm', 'retry_storm', '09:02:00', '09:25:00'),
    );
    expect(linked).toEqual({
      missing_circuit_breaker: [],
      retry_storm: ['missing_circuit_breaker'],
      rate_limit_saturation: ['retry_storm'],
      unsynced_record: ['rate_limit_saturation'],
    });
  });

  it.each([
    ['the cause begins after the consequence ended', '10:00:00', '10:10:00', {}],
    ['the cause ended long before', '07:00:00', '07:10:00', {}],
    [
      'another target and operation',
      '09:00:00',
      '09:10:00',
      { subject: { source: 'billing', target: 'mail.test', operation: 'POST /mails' } },
    ],
  ])('makes no link when %s', (_, from, to, over) => {
    const linked = causes(found('lost', 'unsynced_record', '09:05:00', '09:30:00'), found('storm', 'retry_storm', from, to, over));
    expect(linked.unsynced_record).toEqual([]);
  });

  it('links by shared records across targets and hours', () => {
    const keys = { keys: ['A-1', 'A-2'], key_total: 2 };
    const lost = found('lost', 'unsynced_record', '09:00:00', '20:00:00', {
      ...keys,
      subject: { source: null, target: 'export.csv', operation: null },
    });
    expect(causes(lost, found('storm', 'retry_storm', '02:00:00', '02:10:00', keys)).unsynced_record).toEqual(['retry_storm']);
  });

  it('makes no link of one key in many', () => {
    const many = Array.from({ length: 30 }, (_, at) => `A-${at}`);
    const lost = found('lost', 'unsynced_record', '09:00:00', '20:00:00', {
      keys: many,
      key_total: 30,
      subject: { source: null, target: 'export.csv', operation: null },
    });
    const other = Array.from({ length: 30 }, (_, at) => `B-${at}`).concat('A-1');
    expect(causes(lost, found('storm', 'retry_storm', '02:00:00', '02:10:00', { keys: other, key_total: 31 })).unsynced_record).toEqual([]);
  });

  it('never makes a cycle', () => {
    const loop = [rule('a', 'retry_storm', ['rate_limit_saturation']), rule('b', 'rate_limit_saturation', ['retry_storm'])];
    const findings = assess(
      [found('a', 'retry_storm', '09:00:00', '09:10:00'), found('b', 'rate_limit_saturation', '09:00:00', '09:10:00')],
      loop,
      new Map(),
    );
    expect(findings.flatMap(({ causedBy }) => causedBy)).toHaveLength(1);
  });
});
