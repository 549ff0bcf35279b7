/** Ids of flows with the key of a record in them. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';

function keysOf(rows: readonly Record<string, Value>[]): (string | null)[] {
  const records = rows.map((fields, index) => ({
    line: index + 1,
    time: Date.UTC(2026, 2, 4, 9) + index * 1000,
    message: 'step done',
    fields,
  }));
  const normalizer = createNormalizer({ file: 'some', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!.record_key);
}
const numbers = Array.from({ length: 10 }, (_, n) => 4711 + n * 13);

describe('the key in the id of a flow is that of its record', () => {
  test.each([
    ['WorkflowID', (n: number) => `register-RQ-${n}`, (n: number) => `RQ-${n}`],
    ['workflow_id', (n: number) => `order:${n}`, (n: number) => String(n)],
    ['saga_id', (n: number) => `ship_goods/SO${n}-2`, (n: number) => `SO${n}-2`],
  ])('%s', (name, id, key) => {
    expect(keysOf(numbers.map((n) => ({ [name]: id(n) })))).toEqual(numbers.map(key));
  });
});

describe('no key', () => {
  const none = (rows: readonly Record<string, Value>[]) => expect(new Set(keysOf(rows))).toEqual(new Set([null]));
  test('digits behind a word that names no record', () => none(numbers.map((n) => ({ workflow_id: `worker-${n}` }))));
  test('ids of no such form', () => none(numbers.map((n) => ({ workflow_id: `a7f${n}-0c1d-4e2f` }))));
  test('where lines name the record otherwise, that is it', () =>
    expect(keysOf(numbers.map((n) => ({ workflow_id: `register-RQ-${n}`, invoice_no: `INV-${n}` })))).toEqual(
      numbers.map((n) => `INV-${n}`),
    ));
});
