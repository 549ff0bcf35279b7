import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

/** A call of a sender for a batch, with the status that it is answered with. */
const call = (sender: number, batch: string, status: number): Written => ({
  at: '2026-01-15T10:00:00Z',
  service: 'forwarder',
  method: 'POST',
  route: '/batches',
  status,
  record_key: `meter-${sender}`,
  record_field: 'meter',
  batch_id: batch,
});
const keysOf = (events: readonly Written[]) =>
  rowsOf('SELECT DISTINCT record_field FROM events WHERE record_key IS NOT NULL ORDER BY 1', events).then((rows) =>
    rows.map(({ record_field }) => record_field),
  );

describe('a sender that delivers in batches of its own', () => {
  it('is no record: the batch is', async () => {
    expect(await keysOf(Array.from({ length: 40 }, (_, n) => call(n % 8, `b-${n}`, n < 36 ? 202 : 400)))).toEqual(['batch_id']);
  });

  it('is the record where one batch holds many of them', async () => {
    expect(await keysOf(Array.from({ length: 40 }, (_, n) => call(n, `b-${n % 4}`, 202)))).toEqual(['meter']);
  });

  it('is the record where each has one batch that went well', async () => {
    expect(await keysOf(Array.from({ length: 40 }, (_, n) => call(n % 20, `b-${n}`, n < 20 ? 500 : 202)))).toEqual(['meter']);
  });
});

describe('batches of calls that name no record', () => {
  const lone = (batch: string, status: number, more: Written = {}): Written => ({
    ...call(0, batch, status),
    record_key: null,
    record_field: null,
    ...more,
  });
  const calls = Array.from({ length: 15 }, (_, n) => lone(`b-${n}`, 202));

  it('are the records, also on lines that give one up', async () => {
    const lost: Written = { at: '2026-01-15T10:05:00Z', kind: 'statement', service: 'forwarder', signal: 'gave_up', batch_id: 'b-90' };
    expect(await keysOf([...calls, ...[1, 2, 3].map(() => lone('b-90', 503))])).toEqual(['batch_id']);
    const keys = await rowsOf("SELECT record_key FROM events WHERE signal = 'gave_up'", [...calls, lost]);
    expect(keys).toEqual([{ record_key: 'b-90' }]);
  });

  it.each<[string, Written[]]>([
    ['are runs of many calls', Array.from({ length: 60 }, (_, n) => lone(`b-${n % 12}`, 202))],
    ['are called runs', calls.map((one): Written => ({ ...one, ids: '{"run_id":"b"}' }))],
    ['are beside records', [...calls, call(1, 'b-99', 202)]],
    ['are few', calls.slice(0, 5)],
  ])('stay what they are where they %s', async (_, events) => {
    expect(await keysOf(events)).not.toContain('batch_id');
  });
});
