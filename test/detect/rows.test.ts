import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRows, type RuleRow } from '../../src/detect/rows.js';

const ROW: RuleRow = { source: 'billing', target: 'ledger.test', operation: 'POST /orders', cause: null };

describe('rows become findings', () => {
  it('one for each subject and cause', () => {
    const rows = [
      ROW,
      { ...ROW, cause: 'timeout' },
      { ...ROW, source: 'shop' },
      { ...ROW, target: 'crm.test' },
      { ...ROW, operation: 'PUT /orders' },
      ROW,
    ];
    expect(
      groupRows(rows).map(({ source, target, operation, cause, rows: own }) => [source, target, operation, cause, own.length]),
    ).toEqual([
      ['billing', 'crm.test', 'POST /orders', null, 1],
      ['billing', 'ledger.test', 'POST /orders', 'timeout', 1],
      ['billing', 'ledger.test', 'POST /orders', null, 2],
      ['billing', 'ledger.test', 'PUT /orders', null, 1],
      ['shop', 'ledger.test', 'POST /orders', null, 1],
    ]);
  });

  it('where nothing is said, left out and empty are the same', () => {
    expect(groupRows([{}, { source: null, cause: '' }, { source: undefined, operation: '' }])).toEqual([
      {
        source: null,
        target: null,
        operation: null,
        cause: null,
        rows: [{}, { source: null, cause: '' }, { source: undefined, operation: '' }],
      },
    ]);
  });

  it('keeps subjects apart that would be the same written in one line', () => {
    expect(
      groupRows([
        { source: 'a","b', target: 'c' },
        { source: 'a', target: 'b","c' },
      ]),
    ).toHaveLength(2);
  });

  it('keeps the order of rows and gives the same groups in the same order, whatever comes first', () => {
    const subject = fc.record({ source: fc.constantFrom('a', 'b', null), cause: fc.constantFrom('x', 'y', null), n: fc.nat() });
    fc.assert(
      fc.property(fc.array(subject, { maxLength: 20 }), (rows) => {
        const names = (given: readonly RuleRow[]) => groupRows(given).map(({ source, cause, rows: own }) => [source, cause, own.length]);
        expect(names([...rows].reverse())).toEqual(names(rows));
        for (const group of groupRows(rows))
          expect(group.rows).toEqual(rows.filter((row) => row.source === group.source && row.cause === group.cause));
      }),
    );
  });
});
