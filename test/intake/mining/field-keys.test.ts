/** Keys and versions in fields whose names no vocabulary holds. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

type Line = { readonly message: string; readonly [name: string]: string | undefined };

function read(lines: readonly Line[]): Event[] {
  const records = lines.map(({ message, ...others }, index) => ({
    line: index + 1,
    time: `2026-03-04T09:${String(index % 60).padStart(2, '0')}:00Z`,
    message,
    fields: Object.fromEntries(Object.entries(others).filter((one): one is [string, string] => one[1] !== undefined)),
  }));
  const normalizer = createNormalizer({ file: 'some.ndjson', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const pairs = (make: (index: number) => readonly Line[]): Line[] => Array.from({ length: 20 }, (_, index) => make(index)).flat();

describe('a field of unknown name', () => {
  test('holds the key when other lines call some of its values by the name of a record', () => {
    const lines = pairs((i) => [
      { message: 'written', ds: `DS-${4000 + i}`, voucher_no: i < 12 ? `${70_000 + i}` : undefined },
      { message: i < 12 ? 'pool checked' : `parcel DS-${4000 + i} left behind` },
    ]);
    const events = read(lines);
    expect(events[30]).toMatchObject({ record_key: 'DS-4015', record_field: 'ds' });
    const apart = read(lines.map((line) => ({ ...line, message: line.message.replace('DS-', 'XX-') })));
    expect(apart[0]!.record_key).toBe('70000');
  });

  test('holds the key when its values come back on other lines', () => {
    const events = read(
      pairs((i) => [
        { message: 'notification received', dossier: `DS-${4000 + i}`, hall: `H${1 + (i % 3)}` },
        { message: 'status written', dossier: `DS-${4000 + i}`, memo: `M-${900 + 7 * i}` },
      ]),
    );
    expect(events.map(({ record_key }) => record_key)).toEqual(Array.from({ length: 40 }, (_, at) => `DS-${4000 + (at >> 1)}`));
    expect(events[0]).toMatchObject({ record_field: 'dossier' });
  });

  test('holds the key under a word for a part of something, when as many are numbered as there is work', () => {
    const events = read(pairs((i) => [{ message: 'posted', line: `WL-${26_000 + 3 * i}` }]));
    expect(events[7]).toMatchObject({ record_key: 'WL-26021', record_field: 'line' });
    for (const event of read(pairs((i) => [{ message: 'parsed', line: `${140 + i}` }]))) expect(event.record_key).toBeNull();
  });

  test.each<[string, (index: number) => readonly Line[]]>([
    [
      'an id of each line',
      (i) => [
        { message: 'read', ref1: `ab${i}cd` },
        { message: 'written', ref1: `ab${i}ef` },
      ],
    ],
    [
      'a host',
      (i) => [
        { message: 'read', box: `edge-${i % 2}` },
        { message: 'written', box: `edge-${i % 2}` },
      ],
    ],
    [
      'a hash',
      (i) => [
        { message: 'read', mark: `00ff00ff00ff00${10 + i}` },
        { message: 'written', mark: `00ff00ff00ff00${10 + i}` },
      ],
    ],
    [
      'a version of the program',
      (i) => [
        { message: 'read', built: `1.2.${i}` },
        { message: 'written', built: `1.2.${i}` },
      ],
    ],
    [
      'words',
      (i) => [
        { message: 'read', mood: `calm${'!'.repeat(i)}` },
        { message: 'written', mood: 'calm' },
      ],
    ],
  ])('holds none when it is %s', (_, make) => {
    for (const event of read(pairs(make))) expect(event.record_key).toBeNull();
  });
});

test('the time at which a record got its state is its version; a time without a record is none', () => {
  const [first, second] = read([
    { message: 'status written', order_id: 'O-1001', event_created: '2026-03-04T08:59:00Z' },
    { message: 'status written', event_created: '2026-03-04T08:59:00Z' },
  ]);
  expect(first).toMatchObject({ record_key: 'O-1001', version: Date.parse('2026-03-04T08:59:00Z') });
  expect(second?.version).toBeNull();
});

test('a status in brackets behind the number of a version is none', () => {
  const texts = Array.from({ length: 40 }, (_, n) => {
    const event = n % 9 === 4 ? 'evt-acddbced' : `evt-${n}a8db`;
    return `event ${event} applied, enrolment EN-${8000 + n} now version ${1 + (n % 3)} (200)`;
  });
  const records = texts.map((message, n) => ({ line: n + 1, time: Date.parse('2026-03-04T09:00:00Z') + n * 1000, message, fields: {} }));
  const normalizer = createNormalizer({ file: 'a.log', format: 'timestamped-text' }, records);
  const versions = new Set(records.map((record) => normalizer.events(record)[0]?.version ?? null));
  expect([...versions].filter((version) => version !== null).sort()).toEqual([1, 2, 3]);
});
