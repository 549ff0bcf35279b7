/** Objects that a record carries along: their fields are the record's, and their shape is that of its payload. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../src/intake/normalize.js';
import type { Value } from '../../src/intake/records/format.js';
import { withContinuation } from '../../src/intake/records/stack-trace.js';
import type { Event } from '../../src/model/event.js';

function read(rows: readonly Record<string, Value>[]): Event[] {
  const records = rows.map((fields, index) => ({
    line: index + 1,
    time: Date.UTC(2026, 2, 4, 9) + index * 1000,
    message: 'published',
    fields,
  }));
  const normalizer = createNormalizer({ file: 'some', format: 'logfmt' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const six = (make: (i: number) => Record<string, Value>) => read([1, 2, 3, 4, 5, 6].map(make));

describe('what is published under a key', () => {
  const events = six((i) => ({
    topic: 'stock.moves',
    partition: i % 2,
    offset: 40 + i,
    key: `M-48100${i}`,
    value: { sku: `7120${i}`, count: i % 2 ? i : String(i) },
  }));
  test('is the record of that key, whatever article it names', () => {
    expect(events.map(({ record_key }) => record_key)).toEqual([1, 2, 3, 4, 5, 6].map((i) => `M-48100${i}`));
  });
  test('has a shape', () => {
    expect(events.slice(0, 2).map(({ body_shape }) => body_shape)).toEqual(['count:number sku:string', 'count:string sku:string']);
  });
});

test('a key of a cache beside an order is none', () => {
  const events = six((i) => ({ key: `shard-${i % 2}`, order_id: `O-481${i}`, value: { hits: i } }));
  expect(events.map(({ record_key }) => record_key)).toEqual([1, 2, 3, 4, 5, 6].map((i) => `O-481${i}`));
});

test('what logs put around a record is no payload', () => {
  expect(six((i) => ({ order_id: `O-481${i}`, http: { bytes: i }, labels: { app: 'x' } })).map(({ body_shape }) => body_shape)).toEqual(
    Array(6).fill(null),
  );
});

test('an exception that leaves what was wrong to its cause is told with the cause', () => {
  const more = [
    'a.b.DataException: converting failed, see: ',
    '	at a.b.C.d(C.java:7)',
    'Caused by: a.b.ValidationException: count: expected Integer',
  ];
  expect(withContinuation({ time: null, message: 'task failed', fields: {} }, more).fields).toMatchObject({
    'exception.type': 'a.b.DataException',
    'exception.message': 'converting failed, see: count: expected Integer',
  });
});
