/** Which number of a line is the version of its record. */
import { expect, it } from 'vitest';
import { createNormalizer } from '../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../src/intake/records/format.js';

const at = Date.parse('2026-03-04T05:06:07Z');
function versions(fields: (n: number) => Record<string, Value>, message: (n: number) => string) {
  const records = Array.from(
    { length: 30 },
    (_, n): SourceRecord => ({ line: n + 1, time: at + n * 1000, message: message(n), fields: fields(n) }),
  );
  const normalizer = createNormalizer({ file: 'a.json', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]?.version ?? null);
}
const put = (n: number) => `PUT https://shop.test/stock/SKU-${n % 4} -> 204`;

it.each([
  ['revision', (n: number) => `${put(n)} revision=${40 + (n >> 2)}`],
  ['changeNo', (n: number) => `${put(n)} changeNo=${40 + (n >> 2)}`],
])('what the text states as %s, though the logger counts its lines', (_, message) => {
  expect(versions((n) => ({ sequence: n + 700 }), message).slice(0, 5)).toEqual([40, 40, 40, 40, 41]);
});

it('a sequence, where nothing else is stated', () => {
  expect(versions((n) => ({ sequence: 40 + (n >> 2) }), put).slice(0, 5)).toEqual([40, 40, 40, 40, 41]);
});

const time = (n: number) => new Date(at - 60_000 + n * 2000).toISOString();
it.each(['updated_at', 'occurred_at', 'event_time', 'modifiedAt'])('the time of the state, as %s beside that of the line', (name) => {
  expect(
    versions(
      (n) => ({ [name]: time(n), contact_id: `C-${n % 4}00` }),
      () => 'contact stored',
    ).slice(0, 2),
  ).toEqual([at - 60_000, at - 58_000]);
});

it('none, where it is the time of the line', () => {
  const records = Array.from(
    { length: 30 },
    (_, n): SourceRecord => ({
      line: n + 1,
      time: null,
      message: 'contact stored',
      fields: { updated_at: time(n), contact_id: `C-${n % 4}00` },
    }),
  );
  const [first] = createNormalizer({ file: 'a.json', format: 'json' }, records).events(records[0]!);
  expect([first?.version, first?.at_ms]).toEqual([null, at - 60_000]);
});

it('the time of the state, where the line has a time of its own by such a name', () => {
  const records = Array.from(
    { length: 30 },
    (_, n): SourceRecord => ({
      line: n + 1,
      time: null,
      message: 'contact stored',
      fields: { event_time: time(n), updated_at: time(n - 9), contact_id: `C-${n % 4}00` },
    }),
  );
  const [first] = createNormalizer({ file: 'a.json', format: 'json' }, records).events(records[0]!);
  expect([first?.version, first?.at_ms]).toEqual([at - 78_000, at - 60_000]);
});
