import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, eventsOf, rowsOf, storeOf, type Written } from '../../support/store.js';

const LOG: Written = { service: 'billing', method: 'POST', route: '/orders', status: 201 };
const NOTE: Written = { kind: 'note', file: 'report.md', title: 'Orders were missing' };
const noteAt = (time_of_day: string): Written => ({ ...NOTE, labels: JSON.stringify({ time_of_day }) });
const notes = (events: readonly Written[]) =>
  rowsOf(`SELECT at_ms FROM events WHERE kind = 'note'`, events).then((found) => found.map(({ at_ms }) => at_ms));

describe('a note that names a time of day but no date', () => {
  const logs = [
    { ...LOG, at: '2026-01-15T22:00:00Z' },
    { ...LOG, at: '2026-01-16T04:00:00Z' },
  ];

  it('is placed on the day of the logs, before and after midnight', async () => {
    expect(await notes([...logs, noteAt('22:30:00')])).toEqual([Date.parse('2026-01-15T22:30:00Z')]);
    expect(await notes([...logs, noteAt('03:30:00')])).toEqual([Date.parse('2026-01-16T03:30:00Z')]);
  });

  it('is placed nowhere when the logs do not cover that time', async () => {
    expect(await notes([...logs, noteAt('12:00:00')])).toEqual([null]);
  });

  it('is placed nowhere when there are no logs', async () => {
    expect(await notes([noteAt('22:30:00')])).toEqual([null]);
  });

  it('keeps its own time when it has one', async () => {
    expect(await notes([...logs, { ...noteAt('22:30:00'), at: '2026-01-20T08:00:00Z' }])).toEqual([Date.parse('2026-01-20T08:00:00Z')]);
  });

  it.each(['25:99:99', 'soon', '', '22:30'])('is placed nowhere when its time is "%s"', async (time) => {
    expect(await notes([...logs, noteAt(time)])).toEqual([null]);
  });
});

describe('a field named event id', () => {
  const keysOf = (events: readonly Written[]) =>
    rowsOf('SELECT count(event_key) AS keys FROM events', events).then((found) => Number(found[0]?.keys));
  const lines = (key: (n: number) => string, template: (n: number) => string): Written[] =>
    Array.from({ length: 90 }, (_, n) => ({ ...LOG, at: '2026-01-15T22:00:00Z', event_key: key(n), template: template(n) }));

  it('is no id of an event where it numbers the kinds of lines', async () => {
    expect(
      await keysOf(
        lines(
          (n) => `E${n % 3}`,
          (n) => `kind ${n % 3}`,
        ),
      ),
    ).toBe(0);
  });

  it('is one where it changes within one kind of line, even when few events fill the log', async () => {
    expect(
      await keysOf(
        lines(
          (n) => `evt-${n % 4}`,
          () => 'delivery failed',
        ),
      ),
    ).toBe(90);
    expect(
      await keysOf(
        lines(
          (n) => `evt-${n}`,
          () => 'received',
        ),
      ),
    ).toBe(90);
  });
});

describe('an event that prose names without a field', () => {
  const SQL = `SELECT event_key, record_key FROM events WHERE kind = 'statement' AND signal = 'received'`;
  const told: Written = { at: '10:00:00', kind: 'statement', signal: 'received', record_field: 'record_ref', record_key: 'evt-7f3a2b' };

  it('is the one that other lines call so', async () => {
    expect(await rowsOf(SQL, [told, { at: '10:00:01', kind: 'delivery', event_key: 'evt-7f3a2b' }])).toEqual([
      { event_key: 'evt-7f3a2b', record_key: null },
    ]);
  });

  it.each([
    ['an event of another name', { at: '10:00:01', kind: 'delivery', event_key: 'evt-900000' }],
    [
      'a record that a field names',
      { at: '10:00:01', kind: 'statement', event_key: 'evt-7f3a2b', record_field: 'order_no', record_key: 'evt-7f3a2b' },
    ],
  ] as const)('is a record beside %s', async (_, other) => {
    expect(await rowsOf(SQL, [told, other])).toEqual([{ event_key: null, record_key: 'evt-7f3a2b' }]);
  });
});

describe('numbers of events', () => {
  const events = eventsOf(
    [
      { at: '10:00:02', file: 'b.log' },
      { at: '10:00:01', file: 'b.log' },
      { at: '10:00:01', file: 'a.log' },
      { at: '10:00:03', file: 'a.log' },
      { file: 'c.log' },
    ],
    LOG,
  );

  it('follow the time, then file and line, whatever the order of reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(events, { minLength: events.length }), async (read) => {
        const store = await storeOf(read);
        const found = await store.rows('SELECT id, file, at_ms FROM events ORDER BY id');
        store.close();
        expect(found).toEqual([
          { id: 1, file: 'a.log', at_ms: at('10:00:01') },
          { id: 2, file: 'b.log', at_ms: at('10:00:01') },
          { id: 3, file: 'b.log', at_ms: at('10:00:02') },
          { id: 4, file: 'a.log', at_ms: at('10:00:03') },
          { id: 5, file: 'c.log', at_ms: null },
        ]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('files of one log', () => {
  it.each(['app.log', 'app.log.1', 'app.log.2.gz', 'app.log-20260115', 'app.log.2026-01-15.gz', 'app.log.3.zst'])(
    '%s is of the stream app.log',
    async (file) => {
      expect(await rowsOf('SELECT stream FROM events', [{ ...LOG, at: '10:00:00', file }])).toEqual([{ stream: 'app.log' }]);
    },
  );

  it.each(['v2/app.log', 'app2.log', 'app.log.bak'])('%s is a stream of its own', async (file) => {
    expect(await rowsOf('SELECT stream FROM events', [{ ...LOG, at: '10:00:00', file }])).toEqual([{ stream: file }]);
  });
});
