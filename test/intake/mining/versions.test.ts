/** Numbers of the states of records in free text. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

const KEYS = ['D-4711', 'D-4712', 'D-4713'];

function read(messages: readonly string[]): Event[] {
  const records = messages.map((message, index) => ({ line: index + 1, time: Date.UTC(2026, 2, 4, 9, 0, index), message, fields: {} }));
  const normalizer = createNormalizer({ file: 'some.log', format: 'timestamped-text' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

describe('a word of versions, or the letter v, before a number', () => {
  test.each<[string, (key: string, version: number) => string]>([
    ['after the key', (key, version) => `deal ${key} version ${version} applied`],
    ['after the address', (key, version) => `PUT https://crm.test/deals/${key} returned 200, applied revision ${version} stage=won`],
    ['in Polish', (key, version) => `zamówienie ${key} zapisane, wersja ${version}`],
    ['with a letter', (key, version) => `order ${key} v${version} written`],
  ])('%s', (_, line) => {
    const events = read([1, 2, 3, 4].flatMap((version) => KEYS.map((key) => line(key, version))));
    expect(events.map(({ version }) => version)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect(new Set(events.map(({ record_key }) => record_key))).toEqual(new Set(KEYS));
  });
});

test.each([
  ['releases of programs', (i: number) => `order O-47${i}0 written by agent version 3.2.${i}`],
  ['counts', (i: number) => `order O-47${i}0 keeps ${i} versions`],
  ['versions of an API in a path', (i: number) => `POST /api/v2/orders/O-47${i}0 returned 201`],
])('%s are none', (_, line) => {
  expect(read([1, 2, 3, 4, 5].map(line)).map(({ version }) => version)).toEqual([null, null, null, null, null]);
});

test('a version without a record is that of a program', () => {
  expect(read([1, 2, 3, 4, 5].map((i) => `agent version ${i} started`)).map(({ version }) => version)).toEqual(Array(5).fill(null));
});
