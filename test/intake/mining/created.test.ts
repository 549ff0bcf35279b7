/** What a text says was made for a record, in words that no vocabulary holds. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

function read(messages: readonly string[]): Event[] {
  const records = messages.map((message, index) => ({
    line: index + 1,
    time: `2026-03-04T09:${String(index % 60).padStart(2, '0')}:00Z`,
    message,
    fields: {},
  }));
  const normalizer = createNormalizer({ file: 'some.log', format: 'timestamped-text' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('what was made and what it was made for', () => {
  const CASES: readonly [string, (index: number) => string, (index: number) => Partial<Event>][] = [
    [
      'a thing that was made, then for whom',
      (i) => `voucher VC${5300 + i} printed for guest G-${100 + (i % 20)}`,
      (i) => ({ created_id: `VC${5300 + i}`, created_field: 'voucher', record_key: `G-${100 + (i % 20)}` }),
    ],
    [
      'a bare number for a reference',
      (i) => `policy ${88_100 + i} written for reference REF-2026-${4000 + i}`,
      (i) => ({ created_id: String(88_100 + i), record_key: `REF-2026-${4000 + i}` }),
    ],
    [
      'a German sentence',
      (i) => `Beleg BL-${7000 + i} angelegt für Auftrag ${40_100 + 7 * i}`,
      (i) => ({ created_id: `BL-${7000 + i}`, record_key: String(40_100 + 7 * i) }),
    ],
    [
      'an id that its name names, after the record',
      (i) => `contract con-ash-${1200 + i} renewed: LedgerID=0000${1000 + i}-ab12-4c3d-8e5f-00000000${1000 + i} ok`,
      (i) => ({ created_id: `0000${1000 + i}-ab12-4c3d-8e5f-00000000${1000 + i}`, record_key: `con-ash-${1200 + i}` }),
    ],
  ];
  for (const [name, line, expected] of CASES) {
    test(name, () => {
      for (const [index, event] of read(times(24, line)).entries()) expect(event, line(index)).toMatchObject(expected(index));
    });
  }
});

describe('what was not made', () => {
  const CASES: readonly [string, (index: number) => string][] = [
    ['ids of requests and traces', (i) => `trace ${9000 + i} kept for order O-${100 + i}`],
    ['a thing that comes back', (i) => `truck TR-${10 + (i % 3)} assigned for order O-${1000 + i}`],
    ['what failed', (i) => `label LB-${5000 + i} failed for order O-${1000 + i}`],
  ];
  for (const [name, line] of CASES) {
    test(name, () => {
      for (const event of read(times(24, line))) expect(event.created_id).toBeNull();
    });
  }

  test('an id that the file named before it was said to be for something', () => {
    const lines = times(12, (i) => [`parcel PC-${500 + i} weighed`, `parcel PC-${500 + i} laid out for order O-${100 + i}`]).flat();
    expect(read(lines).map(({ created_id }) => created_id)).toEqual(lines.map(() => null));
  });
});
