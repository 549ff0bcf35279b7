import { expect, test } from 'vitest';
import { parametersOf } from '../../../src/intake/exchanges/query.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';

const at = Date.parse('2026-03-04T05:06:07Z');
const eventOf = (fields: Record<string, Value>) => {
  const record: SourceRecord = { line: 1, time: at, message: null, fields };
  return createNormalizer({ file: 'a.log', format: 'json' }, [record]).events(record)[0]!;
};

test('parameters are decoded; what cannot be decoded or has no value is left out', () => {
  expect(parametersOf('order=A%2F7&page&x=%zz&till=4')).toEqual([
    { name: 'order', value: 'A/7' },
    { name: 'till', value: '4' },
  ]);
});

test.each<[Record<string, Value>, string]>([
  [{ method: 'POST', url: '/pay/bookings?booking=BK-771&desk=4', status: 503 }, 'BK-771'],
  [{ 'cs-method': 'POST', path: '/pay/bookings', 'cs-uri-query': 'desk=4&booking=BK-771', status: 503 }, 'BK-771'],
  [{ method: 'PUT', path: '/pay/bookings', args: 'booking_no=771204', status: 200 }, '771204'],
])('%j names its record in the query', (fields, key) => {
  expect(eventOf(fields)).toMatchObject({ record_key: key });
});

test.each<Record<string, Value>>([
  { method: 'GET', url: '/pay/bookings?status=open&limit=50&page=3', status: 200 },
  { method: 'GET', url: '/pay/bookings?since=2026-03-04', status: 200 },
])('%j asks for a list: no record, and no limit of calls', (fields) => {
  expect(eventOf(fields)).toMatchObject({ record_key: null, limit_max: null });
});

test('a key in a field goes before one in the query', () => {
  expect(eventOf({ method: 'POST', url: '/pay/bookings?booking=BK-1', status: 200, booking_id: 'BK-2' })).toMatchObject({
    record_key: 'BK-2',
  });
});
