/** Counts of deliveries beside the id of an event, under names that elsewhere name a record. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';
import type { Event } from '../../../src/model/event.js';

function read(rows: readonly Record<string, Value>[], message = 'event handled'): Event[] {
  const records = rows.map((fields, index) => ({ line: index + 1, time: Date.UTC(2026, 2, 4, 9) + index * 1000, message, fields }));
  const normalizer = createNormalizer({ file: 'some', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

describe('numbers that begin with one for each event and rise one by one', () => {
  test.each([
    ['delivery', 'event_id'],
    ['entrega', 'evento_id'],
    ['livraison', 'evenement'],
    ['zustellung', 'ereignis'],
  ])('%s is the attempt beside %s', (count, event) => {
    const rows = [1, 2, 3, 4, 5, 6].flatMap((n) => [1, 2, ...(n % 2 ? [3] : [])].map((no) => ({ [event]: `e-${n}00`, [count]: no })));
    const events = read(rows);
    expect(events.map(({ attempt }) => attempt)).toEqual(rows.map((row) => row[count]));
    expect(new Set(events.map(({ record_key }) => record_key))).toEqual(new Set([null]));
  });

  test('also where every event was delivered once', () => {
    const events = read([1, 2, 3, 4, 5].map((n) => ({ event_id: `e-${n}00`, livraison: 1 })));
    expect(events.map(({ attempt, record_key }) => [attempt, record_key])).toEqual(Array(5).fill([1, null]));
  });
});

test('numbers of deliveries that the business makes stay keys', () => {
  const events = read([...'12345'].map((n) => ({ event_id: `e-${n}00`, livraison: 4710 + Number(n) })));
  expect(events.map(({ record_key, attempt }) => [record_key, attempt])).toEqual([1, 2, 3, 4, 5].map((n) => [String(4710 + n), null]));
});
