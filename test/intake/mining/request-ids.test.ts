/** Ids of requests in brackets of a header, where others name a logger, a thread or a marker. */
import { describe, expect, test } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

const read = (text: string): Promise<Event[]> =>
  withFolder({ 'some-file': text }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });

const SAID = ['POST /in/carrier taken', 'scan stored for parcel', 'answered'];
const log = (line: (time: string, id: string) => string, id: (n: number) => string): string =>
  Array.from({ length: 60 }, (_, n) => n)
    .flatMap((n) => SAID.map((said, k) => line(`2026-05-04T08:${String(n).padStart(2, '0')}:2${k}.000Z`, id(n)) + said))
    .join('\n');
const hex = (n: number): string => (0x1a2b3c4d + n * 7_654_321).toString(16).padStart(8, '0');

describe('written as ids are, and on a few lines each', () => {
  test.each([
    ['behind the level', (time: string, id: string) => `${time} INFO [${id}] `],
    ['before the time', (time: string, id: string) => `[${id}] ${time} INFO - `],
    ['before the logger', (time: string, id: string) => `${time} [${id}] INFO app.hooks - `],
  ])('%s', async (_, line) => {
    const events = await read(log(line, hex));
    expect(events.slice(0, 6).map(({ request_id }) => request_id)).toEqual([0, 0, 0, 1, 1, 1].map(hex));
    expect(events.every(({ record_key }) => record_key === null || !/^[0-9a-f]{8}$/.test(record_key))).toBe(true);
  });
});

describe('none', () => {
  const line = (time: string, id: string) => `${time} INFO [${id}] `;
  test('names of loggers', async () => {
    const events = await read(log(line, (n) => (n % 2 ? 'Orders' : 'Parcels')));
    expect(new Set(events.map(({ request_id }) => request_id))).toEqual(new Set([null]));
  });
  test('a few workers with such names', async () => {
    const events = await read(log(line, (n) => hex(n % 4)));
    expect(new Set(events.map(({ request_id }) => request_id))).toEqual(new Set([null]));
  });
});
