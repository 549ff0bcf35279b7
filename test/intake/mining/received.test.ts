/** Ids of what others delivered, in words that no vocabulary knows. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

function read(messages: readonly string[]): Event[] {
  const records = messages.map((message, index) => ({
    line: index + 1,
    time: Date.UTC(2026, 2, 4, 9) + index * 1000,
    message,
    fields: {},
  }));
  const normalizer = createNormalizer({ file: 'some.log', format: 'timestamped-text' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('an id behind a word for what others are told by, on a line that says that it came in', () => {
  test.each([
    (i: number) => `notification N${50_100 + i} reçue, dossier D-${700 + i} version 2`,
    (i: number) => `Benachrichtigung BN-${4100 + i} empfangen für Vertrag V-${88 + i}`,
    (i: number) => `notificación NT-${4100 + i} recibida, póliza P-${700 + i}`,
    (i: number) => `callback cb-${4100 + i} received for lease L-${700 + i}`,
  ])('%#', (line) => {
    const id = (i: number) => /[A-Za-z]+-?\d{4,}/.exec(line(i))![0];
    for (const [i, event] of read(times(8, line)).entries()) expect(event.event_key, line(i)).toBe(id(i));
  });

  test('names the event on other lines too, beside what was made for it', () => {
    const lines = times(8, (i) => [
      `notification N${50_100 + (i % 6)} reçue, dossier D-${700 + (i % 6)} version 2`,
      `SMS envoyé au client, notification N${50_100 + (i % 6)}, message sms-${81_000 + 7 * i}`,
    ]).flat();
    for (const [i, event] of read(lines).entries())
      expect(event, lines[i]).toMatchObject({
        event_key: `N${50_100 + ((i >> 1) % 6)}`,
        created_id: i % 2 === 1 ? `sms-${81_000 + 7 * (i >> 1)}` : null,
      });
  });
});

test('an id behind the kind of what happened, with a count of deliveries', () => {
  const lines = times(8, (i) => [
    `seat.sold rs-${61_200 + i} delivery=1 seat=M7${880 + i}`,
    `printed seat=M7${880 + i} for rs-${61_200 + i}`,
    `POST /hooks/agent 200 95ms rs-${61_200 + i}`,
  ]).flat();
  lines.push('seat.sold rs-61203 delivery=2 seat=M7883');
  const events = read(lines);
  expect(events.map((event) => event.event_key)).toEqual(lines.map((line) => /rs-\d+/.exec(line)![0]));
  expect(events.at(-1)).toMatchObject({ attempt: 2 });
});

describe('no event', () => {
  test.each([
    (i: number) => `Lieferung LF-${4100 + i} eingegangen`,
    (i: number) => `notification service n-${4100 + i} up`,
    (i: number) => `db.pool conn-${4100 + i} opened`,
    (i: number) => `order.line L-${4100 + i} quantity=2`,
  ])('%#', (line) => {
    for (const [i, event] of read(times(8, line)).entries()) expect(event.event_key, line(i)).toBeNull();
  });
});
