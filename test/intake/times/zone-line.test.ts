import { expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';

/** What 10:00 on a winter day is in the log, and who says in which zone it is. */
function ten(first: string, fields: Record<string, Value> = {}, zone = '') {
  const line = (n: number, message: string, more: Record<string, Value> = {}): SourceRecord => ({
    line: n,
    time: `2026-01-20 ${String(8 + n).padStart(2, '0')}:00:00${zone}`,
    message,
    fields: more,
  });
  const records = [line(1, first, fields), line(2, 'POST https://ledger.test/notes -> 201 note=N-1')];
  const normalizer = createNormalizer({ file: 'a.log', format: 'text' }, records);
  const event = records.map((record) => normalizer.events(record)[0]!)[1]!;
  return [new Date(event.at_ms!).toISOString().slice(11, 16), event.zone];
}

test.each([
  ['Service started, version 4.1, time zone Europe/Berlin (UTC+01:00)', '09:00'],
  ['Dienst gestartet, Zeitzone MEZ', '09:00'],
  ['JVM settings: user.timezone=America/New_York file.encoding=UTF-8', '15:00'],
  ['all times in this log are local time, UTC-3', '13:00'],
  ['démarrage du service, fuseau horaire : Europe/Paris', '09:00'],
  ['logging to /var/log/a.log with TZ=+05:30', '04:30'],
])('a line states the zone of the log: %s', (text, time) => {
  expect(ten(text)).toEqual([time, 'stated']);
});

test('so does a field', () => {
  expect(ten('service started', { timezone: 'Asia/Tokyo' })).toEqual(['01:00', 'stated']);
});

test.each([
  ['scheduler started, cron 0 5 * * * in timezone Europe/Berlin'],
  ['service: report for customer C-7 in time zone Europe/Berlin'],
  ['time zone Europe/Berlin'],
  ['Service started in Europe/Berlin region'],
  ['service started, timezone unknown'],
])('the zone of something else is none of the log: %s', (text) => {
  expect(ten(text)).toEqual(['10:00', 'assumed']);
});

test('a time that states its zone keeps it', () => {
  expect(ten('Service started, time zone Europe/Berlin', {}, 'Z')).toEqual(['10:00', 'stated']);
});
