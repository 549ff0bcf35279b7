import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.js';
import { aDetection, aRule, at } from '../builders/review.js';

const log = aRule();
const fromExport = aRule({ name: 'twice-in-export' });
const rules = [log, fromExport, aRule({ name: 'storm', category: 'retry_storm' })];
const run = (...detections: ReturnType<typeof aDetection>[]) => assess(detections, rules, new Map());

describe('merging', () => {
  it('makes one finding of what two rules say about the same records, keeping the stronger and the evidence of both', () => {
    const export_ = aDetection({
      rule: 'core/twice-in-export',
      subject: { source: null, target: 'ledger-export.csv', operation: null },
      keys: ['A-1001', 'A-1002', 'A-1003'],
      key_total: 3,
      measures: { records: 3, extra_effects: 2 },
      evidence: [{ file: 'ledger-export.csv', line: 3, at_ms: at('09:10:00'), why: 'second row of A-1003' }],
      certainty: 0.9,
    });
    const [finding, ...others] = run(export_, aDetection());
    expect(others).toEqual([]);
    expect(finding?.rule).toBe('core/double-create');
    expect(finding?.subject.operation).toBe('POST /orders');
    expect(finding?.records).toMatchObject({ total: 3, keys: ['A-1001', 'A-1002', 'A-1003'] });
    expect(finding?.measures).toEqual({ records: 3, extra_effects: 3 });
    expect(finding?.evidence.map(({ file }) => file)).toEqual(['billing.log', 'ledger-export.csv', 'billing.log']);
  });

  it('adds up two detections of one rule that have the same fingerprint', () => {
    const second = aDetection({
      subject: { ...aDetection().subject, target: 'LEDGER.test' },
      keys: ['A-2001'],
      key_total: 1,
      measures: { records: 1, extra_effects: 1 },
    });
    const [finding, ...others] = run(aDetection(), second);
    expect(others).toEqual([]);
    expect(finding?.measures).toEqual({ records: 3, extra_effects: 4 });
  });

  it.each([
    ['other records', { rule: 'core/twice-in-export', keys: ['B-1', 'B-2'] }],
    ['another caller', { rule: 'core/twice-in-export', subject: { source: 'shop', target: 'ledger.test', operation: 'POST /orders' } }],
    ['another route', { rule: 'core/twice-in-export', subject: { source: 'billing', target: 'ledger.test', operation: 'POST /invoices' } }],
    ['another category', { rule: 'core/storm', category: 'retry_storm' as const }],
    ['another cause', { cause: 'replay by hand' }],
  ])('keeps apart: %s', (_, over) => {
    expect(run(aDetection(), aDetection(over))).toHaveLength(2);
  });

  it('takes a job and its calls for one fault only when nearly all records are the same', () => {
    const job = { rule: 'core/twice-in-export', subject: { source: 'billing', target: null, operation: 'sync_order' } };
    expect(run(aDetection(), aDetection(job))).toHaveLength(1);
    expect(run(aDetection(), aDetection({ ...job, keys: ['A-1001', 'B-2', 'B-3'], key_total: 3 }))).toHaveLength(2);
  });

  it('compares times where neither names records', () => {
    const none = { keys: [], key_total: 0 };
    const early = { start_ms: at('07:00:00'), end_ms: at('07:10:00') };
    expect(run(aDetection(none), aDetection({ ...none, rule: 'core/twice-in-export' }))).toHaveLength(1);
    expect(run(aDetection(none), aDetection({ ...none, rule: 'core/twice-in-export', window: early }))).toHaveLength(2);
  });

  it('does not depend on the order of the detections', () => {
    const other = aDetection({ rule: 'core/twice-in-export', keys: ['A-1002', 'A-1009'], certainty: 0.5 });
    expect(run(aDetection(), other)).toEqual(run(other, aDetection()));
  });
});
