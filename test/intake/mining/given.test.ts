/** Ids of what a receiver made for an event, under names that no vocabulary knows. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';

const events = Array.from({ length: 10 }, (_, n) => `ev_${n}a7${n}`);

function idsOf(rows: readonly { message: string; fields: Record<string, Value> }[]): (string | undefined)[] {
  const records = rows.map(({ message, fields }, index) => ({
    line: index + 1,
    time: Date.UTC(2026, 2, 4, 9) + index * 1000,
    message,
    fields,
  }));
  const normalizer = createNormalizer({ file: 'some', format: 'json' }, records);
  return records.map((record) => (JSON.parse(normalizer.events(record)[0]!.ids ?? '{}') as Record<string, string>)['perk']);
}
const lines = (perk: (n: number) => Value, more: Record<string, Value> = {}, words: readonly string[] = ['perks given']) =>
  events.map((event_id, n) => ({ message: words[n % words.length]!, fields: { event_id, order: `O-${n}1`, perk: perk(n), ...more } }));

describe('a field with another id on each line of one sentence about events', () => {
  test.each([
    ['letters and digits', (n: number) => `pk_${n}0ab77c${n}`],
    ['numbers', (n: number) => 4_711_020 + n * 7],
  ])('%s', (_, perk) => {
    expect(idsOf(lines(perk))).toEqual(events.map((_event, n) => String(perk(n))));
  });
});

describe('no ids of what was made', () => {
  const none = (rows: readonly { message: string; fields: Record<string, Value> }[]) =>
    expect(new Set(idsOf(rows))).toEqual(new Set([undefined]));
  test('the same one on two lines', () => none(lines((n) => `pk_${n >> 1}0ab77c`)));
  test('words and measures', () => none(lines((n) => `${n}.25`)));
  test('that of a thing which several sentences speak of', () =>
    none(lines((n) => `pk_${n}0ab77c${n}`, {}, ['perks given', 'perks told'])));
  test('beside no event', () =>
    none(lines((n) => `pk_${n}0ab77c${n}`).map(({ message, fields: { event_id: _, ...fields } }) => ({ message, fields }))));
});
