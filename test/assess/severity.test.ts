import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../src/assess/confidence.js';
import { severityOf } from '../../src/assess/severity.js';
import { thresholdHolds } from '../../src/model/threshold.js';
import { aRule } from '../builders/review.js';

const { rule } = aRule();

describe('severityOf', () => {
  it.each([
    [5, 'high'],
    [9, 'high'],
    [10, 'critical'],
    [1, 'medium'],
  ])('%i records are %s', (records, severity) => {
    expect(severityOf(rule, { records }, {}, 0.9)).toBe(severity);
  });

  it('takes the gravest of the raising steps, whatever their order', () => {
    const steps = [
      { measure: 'records', at_least: 5, to: 'critical' as const },
      { measure: 'records', at_least: 2, to: 'high' as const },
    ];
    const scaled = aRule({ severity: { base: 'low', raise: steps, lower: [] } }).rule;
    expect(severityOf(scaled, { records: 7 }, {}, 0.9)).toBe('critical');
  });

  it('never lowers by a raising step', () => {
    const scaled = aRule({ severity: { base: 'high', raise: [{ measure: 'records', at_least: 1, to: 'low' }], lower: [] } }).rule;
    expect(severityOf(scaled, { records: 3 }, {}, 0.9)).toBe('high');
  });

  it('keeps a suspicion and a gap in the input below medium', () => {
    expect(severityOf(rule, { records: 50 }, {}, 0.39)).toBe('low');
    expect(severityOf(aRule({ category: 'observability_gap' }).rule, { records: 50 }, {}, 0.9)).toBe('low');
  });
});

describe('thresholdHolds', () => {
  it('reads a bound from the parameters', () => {
    expect(thresholdHolds({ measure: 'records', at_least: 'many' }, { records: 8 }, { many: 8 })).toBe(true);
    expect(thresholdHolds({ measure: 'records', at_least: 'many' }, { records: 7 }, { many: 8 })).toBe(false);
  });

  it('does not hold for a measure or parameter that is missing', () => {
    expect(thresholdHolds({ measure: 'gone', at_least: 0 }, { records: 8 }, {})).toBe(false);
    expect(thresholdHolds({ measure: 'records', at_most: 'gone' }, { records: 8 }, {})).toBe(false);
  });
});

describe('confidenceOf', () => {
  const explanation = { explanation: 'an upsert', result: 'ruled_out' as const, checked: 4, total: 4 };
  it.each([
    ['all explanations checked', [explanation], 0.9],
    ['half of the cases checked', [{ ...explanation, checked: 2 }], 0.86],
    ['one not checkable', [explanation, { ...explanation, result: 'not_checkable' as const, checked: 0 }], 0.81],
    [
      'two not checkable',
      [
        { ...explanation, result: 'not_checkable' as const },
        { ...explanation, result: 'not_checkable' as const },
      ],
      0.73,
    ],
  ])('%s', (_, ruled_out, confidence) => {
    expect(confidenceOf({ certainty: 0.9, ruled_out })).toBe(confidence);
  });
});
