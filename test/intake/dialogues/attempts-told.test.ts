import { describe, expect, it } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

/** Reads lines, each some seconds after the one before. */
async function read(lines: readonly string[]): Promise<Event[]> {
  const at = (n: number) => new Date(Date.UTC(2026, 4, 3, 2, 0, 7 * n)).toISOString().slice(0, 19).replace('T', ' ');
  const text = lines.map((line, n) => `${at(n)} ${line}\n`).join('');
  return withFolder({ 'night.log': text }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });
}

const callsIn = (events: readonly Event[]) => events.filter(({ kind }) => kind === 'exchange');
const numbers = [40117, 40120, 40123, 40126, 40129, 40132];

/** Work that goes well, and as much that fails again and again. */
function story(fine: (id: number) => string[], failed: (id: number, attempt: number) => string, end: (id: number) => string): string[] {
  const bad = (id: number) => [...[1, 2, 3].map((attempt) => failed(id + 1, attempt)), end(id + 1)];
  return numbers.flatMap((id) => [...fine(id), ...bad(id)]);
}

describe('calls of which a program tells by their ends alone', () => {
  it.each<[string, string[]]>([
    [
      'slip',
      story(
        (id) => [`slip ${id} booked`],
        (id, n) => `slip ${id} refused: farm 1187 not active (try ${n} of 3)`,
        (id) => `slip ${id} left`,
      ),
    ],
    [
      'Schein',
      story(
        (id) => [`Schein ${id} angelegt`],
        (id, n) => `Schein ${id} abgelehnt: Betrieb ruht (Versuch ${n})`,
        (id) => `Schein ${id} liegt`,
      ),
    ],
    [
      'bon',
      story(
        (id) => [`bon ${id} transmis, accusé 99${id}`],
        (id, n) => `bon ${id} refusé : code périmé (essai ${n}/3)`,
        (id) => `bon ${id} remis`,
      ),
    ],
  ])('%s', async (operation, lines) => {
    const calls = callsIn(await read(lines));
    expect(calls.filter(({ signal }) => signal === 'succeeded')).toHaveLength(numbers.length);
    expect(calls.filter(({ signal }) => signal !== 'succeeded').map(({ attempt }) => attempt)).toEqual(numbers.flatMap(() => [1, 2, 3]));
    expect(new Set(calls.map((one) => one.operation))).toEqual(new Set([operation]));
    expect(new Set(calls.map(({ record_key }) => record_key))).toEqual(new Set(numbers.flatMap((id) => [`${id}`, `${id + 1}`])));
    expect(new Set(calls.map(({ vantage }) => vantage))).toEqual(new Set(['caller']));
  });

  it('are those that failed, where several sentences may tell of the good end', async () => {
    const lines = story(
      (id) => (id % 2 === 0 ? [`slip ${id} booked`] : [`slip ${id} stored`]),
      (id, n) => `slip ${id} refused: farm 1187 not active (try ${n} of 3)`,
      (id) => `slip ${id} left`,
    );
    expect(callsIn(await read(lines)).every(({ signal }) => signal !== 'succeeded')).toBe(true);
  });

  it('are none where nothing fails a second time', async () => {
    const lines = numbers.flatMap((id) => [`slip ${id} booked`, `slip ${id + 1} refused: farm 1187 not active (try 1 of 3)`]);
    expect(callsIn(await read(lines))).toEqual([]);
  });

  it.each<[string, (id: number, step: string) => string]>([
    ['names behind blanks', (id, step) => `WorkflowType Parcel WorkflowID PA-${id} RunID 5e0f${id} ActivityID 3 ActivityType ${step}`],
    ['pairs', (id, step) => `parcel=PA-${id} run_id=5e0f${id} step=${step}`],
  ])('are none where the lines tell of the steps of a run (%s)', async (_, of) => {
    const lines = story(
      (id) => ['weigh', 'label'].map((step) => `Activity completed. ${of(id, step)} Attempt 1`),
      (id, n) => `Activity failed. ${of(id, 'label')} Attempt ${n} Error printer is offline`,
      (id) => `parcel PA-${id} left`,
    );
    const events = await read(lines);
    expect(callsIn(events)).toEqual([]);
    expect(new Set(events.map(({ step }) => step))).toEqual(new Set(['weigh', 'label', null]));
  });

  it('are none where the calls have lines of their own', async () => {
    const lines = numbers.flatMap((id) => [
      `POST https://books.test/slips 201 slip=${id}`,
      ...[1, 2, 3].flatMap((n) => [
        `POST https://books.test/slips 422 slip=${id + 1}`,
        `slip ${id + 1} refused: farm not active (try ${n} of 3)`,
      ]),
    ]);
    expect(callsIn(await read(lines)).every(({ route }) => route === '/slips')).toBe(true);
  });
});
