/** Numbers that a table gives to its rows, and keys whose column has a name that says little. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

function read(rows: readonly Record<string, string>[], format = 'csv'): Event[] {
  const records = rows.map(({ message, ...fields }, index) => ({
    line: index + 1,
    time: `2026-03-04T09:${String(index % 60).padStart(2, '0')}:00Z`,
    message: message ?? null,
    fields,
  }));
  const normalizer = createNormalizer({ file: 'entries.csv', format }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const COUNT = 30;
/** Ids as they are drawn from letters and digits; the fifth of them holds no digit, the sixth a single one. */
const drawn = Array.from({ length: COUNT }, (_, n) =>
  n === 4 ? 'en_QWXKTRVBNMZ' : n === 5 ? 'en_QW4KTRVBNMZ' : `en_Q${n % 10}W${10 + n}KTRVNM`,
);
const rows = (more: (n: number) => Record<string, string>) => drawn.map((_, n) => more(n));

describe('a column with another drawn id in each row of a table', () => {
  test('holds what was made, though a few have no digit', () => {
    const events = read(rows((n) => ({ held: drawn[n]!, order_no: `SO-${5100 + n}`, amount: '12.50' })));
    expect(events.map(({ created_id }) => created_id)).toEqual(drawn);
    expect(events[4]!.record_key).toBe('SO-5104');
  });

  test('holds none where one comes twice, or where they are words', () => {
    for (const entry of [(n: number) => drawn[n === 7 ? 8 : n]!, (n: number) => `word${'abcdefghij'[n % 10]}${'klm'[Math.floor(n / 10)]}`])
      expect(read(rows((n) => ({ held: entry(n), order_no: `SO-${5100 + n}` }))).every(({ created_id }) => created_id === null)).toBe(true);
  });
});

describe('a session', () => {
  test('is a record where its values are numbered as work is', () => {
    const events = read(rows((n) => ({ session_id: `PK-07-${44_100 + n}`, fee: '4.20' })));
    expect(events[3]).toMatchObject({ record_key: 'PK-07-44103', record_field: 'session_id' });
  });

  test('is none where they are drawn by a server for its users', () => {
    const events = read(rows((n) => ({ session_id: `s${(n * 7919 + 12_345).toString(16)}f9ab${n}cd`, order_no: `SO-${5100 + n}` })));
    expect(events[3]).toMatchObject({ record_key: 'SO-5103' });
  });
});

describe('keys in a text that are drawn by chance', () => {
  test('are keys with a single digit as well', () => {
    const events = read(
      drawn
        .slice(0, 4)
        .concat(drawn.slice(5))
        .map((id) => ({ message: `hold ${id} arrived` })),
      'timestamped-text',
    );
    expect(events[4]!.record_key).toBe('en_QW4KTRVBNMZ');
  });
});
