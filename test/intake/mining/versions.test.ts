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
  ['behind a kind and a key', (kind: string, key: string, at: string) => `${kind} ${key} evt ${at} stored`],
  [
    'with the one before',
    (kind: string, key: string, at: string) => `${kind} ${key} zeitpunkt ${at} gespeichert, vorher zeitpunkt ${Number(at) - 100}`,
  ],
])('a time to the second in one number is the state of the record, %s', (_, line) => {
  const events = read(
    [1, 2, 3, 4, 5].flatMap((minute) =>
      KEYS.map((key, at) => line(at === 0 ? 'K01' : 'K08', key, `202603040${8 + (at % 2)}0${minute}1${at}`)),
    ),
  );
  expect(new Set(events.map(({ record_key }) => record_key))).toEqual(new Set(KEYS));
  expect(events.map(({ version }) => version).slice(0, 4)).toEqual(
    ['08:01:10', '09:01:11', '08:01:12', '08:02:10'].map((time) => Date.parse(`2026-03-04T${time}Z`)),
  );
});

test.each([
  ['a German word', (key: string, at: string) => `Preis zu Artikel ${key} übernommen, Änderungszeit ${at}+01:00`, 3_600_000],
  ['words with a preposition', (key: string, at: string) => `price of article ${key} applied, changed at ${at}Z`, 0],
  ['a Spanish one, without a zone', (key: string, at: string) => `precio del artículo ${key} aplicado, modificado el ${at}`, 0],
])('a time to the second behind a word for a change is the state of the record: %s', (_, line, earlier) => {
  const events = read([1, 2, 3, 4, 5].flatMap((minute) => KEYS.map((key, at) => line(key, `2026-03-04T08:0${minute}:1${at}`))));
  expect(events.map(({ version }) => version).slice(0, 4)).toEqual(
    ['08:01:10', '08:01:11', '08:01:12', '08:02:10'].map((time) => Date.parse(`2026-03-04T${time}Z`) - earlier),
  );
});

test.each(['due', 'valid until', 'next run at', 'expires at', 'pickup on'])('a time behind "%s" is no state', (words) => {
  const lines = [1, 2, 3, 4, 5, 6].map((i) => `order D-471${i} stored, ${words} 2026-03-1${i}T12:00:00Z`);
  expect(read(lines).map(({ version }) => version)).toEqual(Array(6).fill(null));
});

test('a day that comes again and again is no state', () => {
  const lines = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `order D-471${i} due 20260310120000 stored`);
  expect(read(lines).map(({ version }) => version)).toEqual(Array(8).fill(null));
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

describe('a number that no word calls a version, beside the one before', () => {
  const THINGS = ['rail-9', 'nut-m8', 'plate-4'];
  const numbered = (line: (thing: string, number: number, former: number | null) => string, step = 1) =>
    THINGS.flatMap((thing, at) =>
      [1, 2, 3, 4].map((n) => ({ n, line: line(thing, 100 * at + step * n, n === 1 ? null : 100 * at + step * (n - 1)) })),
    )
      .sort((a, b) => a.n - b.n)
      .map(({ line: text }) => text);

  test.each<[string, (thing: string, number: number, former: number | null) => string]>([
    [
      'of a message',
      (thing, n, former) =>
        `set ${thing} to ${900 - 7 * n}, message no ${n}${former === null ? '' : `, was ${900 - 7 * former} from no ${former}`}`,
    ],
    [
      'of a change, in German',
      (thing, n, former) =>
        `Bestand ${thing} gebucht, Satz ${n}${former === null ? '' : ` (zuvor Satz ${former})`.replace('zuvor Satz', 'zuvor')}`,
    ],
  ])('%s', (_, line) => {
    const events = read(numbered(line));
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4].flatMap((n) => THINGS.map((_thing, at) => 100 * at + n)));
    expect(new Set(events.map(({ record_key }) => record_key))).toEqual(new Set(THINGS));
    expect(new Set(events.map(({ event_key }) => event_key))).toEqual(new Set([null]));
  });

  test('none where it goes by other steps, as amounts do', () => {
    const events = read(numbered((thing, n, former) => `credited ${thing}, balance ${n}${former === null ? '' : `, was ${former}`}`, 7));
    expect(new Set(events.map(({ version }) => version))).toEqual(new Set([null]));
  });
});
