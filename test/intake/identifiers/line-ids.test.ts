import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';

const at = Date.parse('2026-03-04T05:06:07Z');
function events(make: (n: number) => { message: string; fields: Record<string, Value | undefined> }, count = 120) {
  const records: SourceRecord[] = Array.from({ length: count }, (_, n) => ({
    line: n + 1,
    time: at + n * 1000,
    ...(make(n) as Pick<SourceRecord, 'message' | 'fields'>),
  }));
  const normalizer = createNormalizer({ file: 'a.json', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}
const call = (n: number) => `POST https://vault.test/items ${n % 3 === 1 ? '403 denied' : '201'} document=D-${n}`;

describe('an event id that the store of the logs gives to each line', () => {
  test.each([
    ['eventId', (n: number) => (n % 3 === 0 ? 'START run' : n % 3 === 1 ? call(n) : 'END run')],
    ['event_id', (n: number) => (n % 2 === 0 ? 'worker idle' : call(n))],
    ['event.id', (n: number) => (n % 4 === 0 ? 'memory 12 MB' : call(n))],
  ])('%s', (name, text) => {
    for (const event of events((n) => ({ message: text(n), fields: { [name]: `3714${n}887` } }))) expect(event.event_key).toBeNull();
  });

  test('is one of a delivered event where each line tells of one', () => {
    const all = events((n) => ({ message: `webhook order.paid received order=O-${n}`, fields: { event_id: `evt_${n}` } }));
    expect(all.every((event) => event.event_key !== null)).toBe(true);
  });

  test('is one of a delivered event where it comes again', () => {
    const all = events((n) => ({ message: n % 2 === 0 ? 'tick' : call(n), fields: { event_id: `evt_${n >> 1}` } }));
    expect(all[119]?.event_key).toBe('evt_59');
  });

  test('is one of a delivered event where some lines have none', () => {
    const all = events((n) => ({ message: n % 2 === 0 ? 'tick' : call(n), fields: n % 5 === 0 ? { a: 1 } : { event_id: `evt_${n}` } }));
    expect(all[119]?.event_key).toBe('evt_119');
  });
});

describe('an event id that numbers the kinds of lines', () => {
  test.each(['EventId', 'event_id', 'EventID'])('%s', (name) => {
    const all = events((n) => ({ message: n % 2 === 0 ? 'tick' : call(n), fields: { [name]: n % 2 === 0 ? 0 : 101 } }));
    expect(all.every((event) => event.event_key === null)).toBe(true);
  });

  test('is one of a delivered event where there are many, however short', () => {
    const all = events((n) => ({ message: call(n), fields: { event_id: 700 + (n >> 1) } }));
    expect(all[119]?.event_key).toBe('759');
  });
});
