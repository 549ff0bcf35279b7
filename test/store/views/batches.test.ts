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
