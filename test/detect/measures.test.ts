import { describe, expect, it } from 'vitest';
import { measure } from '../../src/detect/measures.js';
import type { RuleRow } from '../../src/detect/rows.js';
import type { Rule } from '../../src/model/rule.js';
import { thresholdHolds } from '../../src/model/threshold.js';
import { ruleOver } from '../support/rule.js';

const ROWS: RuleRow[] = [
  { record_key: 'A-1', wait: 4, worker: 'w1' },
  { record_key: 'A-1', wait: 1, worker: 'w2' },
  { record_key: 'A-2', wait: null, worker: 'w1' },
  { record_key: null, wait: 10, worker: null },
];

function measuresOf(measures: Rule['measures'], rows: readonly RuleRow[] = ROWS): Record<string, number> {
  return measure(ruleOver('', { measures }).rule, rows);
}

describe('aggregates', () => {
  it.each([
    ['sum', 15],
    ['min', 1],
    ['max', 10],
    ['median', 4],
    ['first', 4],
    ['rows', 4],
    ['keys', 2],
    ['distinct', 3],
  ] as const)('%s of a column', (aggregate, value) => {
    expect(measuresOf({ wait: { aggregate, doc: 'A number.' } })).toEqual({ wait: value });
  });

  it('take the column that is named, whatever the measure is called', () => {
    expect(measuresOf({ workers: { column: 'worker', aggregate: 'distinct', doc: 'Workers.' } })).toEqual({ workers: 2 });
  });

  it('first passes over rows without a value', () => {
    expect(measuresOf({ wait: { aggregate: 'first', doc: 'A number.' } }, [{ wait: null }, { wait: 7 }])).toEqual({ wait: 7 });
  });

  it('ratio divides two measures that stand above it', () => {
    const all = { waits: { column: 'wait', aggregate: 'sum', doc: 'Sum.' }, calls: { aggregate: 'rows', doc: 'Rows.' } } as const;
    expect(measuresOf({ ...all, each: { aggregate: 'ratio', of: 'waits', by: 'calls', doc: 'Wait of each.' } })).toEqual({
      waits: 15,
      calls: 4,
      each: 3.75,
    });
  });

  it('are rounded to three digits', () => {
    expect(measuresOf({ wait: { aggregate: 'max', doc: 'A number.' } }, [{ wait: 1 / 3 }])).toEqual({ wait: 0.333 });
  });
});

describe('a measure without a value is left out', () => {
  it.each(['min', 'max', 'median', 'first'] as const)('%s of no numbers', (aggregate) => {
    const rows = [{ wait: null }, { wait: 'soon' }, { wait: Number.NaN }, { wait: Number.POSITIVE_INFINITY }, {}];
    expect(measuresOf({ wait: { aggregate, doc: 'A number.' } }, rows)).toEqual({});
  });

  it.each([
    ['by nothing', 'of', 'nothing'],
    ['of nothing', 'nothing', 'of'],
    ['by zero', 'of', 'zero'],
  ])('a ratio %s', (_, of, by) => {
    const measures = measuresOf({
      of: { aggregate: 'rows', doc: 'Rows.' },
      zero: { column: 'none', aggregate: 'sum', doc: 'Zero.' },
      share: { aggregate: 'ratio', of, by, doc: 'A share.' },
    });
    expect(measures).toEqual({ of: 4, zero: 0 });
  });
});

describe('thresholds', () => {
  const measures = { calls: 10 };
  const parameters = { least: 10, most: 9 };

  it.each([
    [{ at_least: 10 }, true],
    [{ at_least: 10.5 }, false],
    [{ at_most: 10 }, true],
    [{ at_most: 9 }, false],
    [{ at_least: 1, at_most: 20 }, true],
    [{ at_least: 1, at_most: 2 }, false],
    [{ at_least: 'least' }, true],
    [{ at_most: 'most' }, false],
    [{}, true],
  ])('%j of 10 calls: %s', (limits, reached) => {
    expect(thresholdHolds({ measure: 'calls', ...limits }, measures, parameters)).toBe(reached);
  });

  it('are not reached by a measure without a value', () => {
    expect(thresholdHolds({ measure: 'waits', at_most: 100 }, measures, parameters)).toBe(false);
  });
});
