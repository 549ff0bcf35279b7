import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const SQL = 'SELECT record_key, created_id FROM events WHERE at_ms IS NOT NULL ORDER BY id DESC LIMIT 1';

/** Six pieces of work of which the last is the first once more. `line` says what each of its lines takes for key and created id. */
function works(by: 'event_key' | 'job_id' | 'idempotency_key', line: (n: number, work: number) => Partial<Written>, lines = 1): Written[] {
  return Array.from({ length: 6 * lines }, (_, i): Written => {
    const n = Math.floor(i / lines);
    const work = n === 5 ? 0 : n;
    return {
      file: 'app.log',
      at: `10:${n === 5 ? 30 : 10 + n}:0${i % lines}`,
      kind: 'statement',
      signal: 'succeeded',
      template: 'done',
      [by]: `w-${work}`,
      ...line(i, work),
    };
  });
}

describe('keys and created ids that were taken for each other', () => {
  it.each([
    ['event_key', 'ticket_no', 'sale'],
    ['job_id', 'voucher', 'booking'],
    ['idempotency_key', 'entry', 'invoice'],
  ] as const)('are told by work that was done twice (%s)', async (by, record_field, created_field) => {
    const lines = works(by, (n, work) => ({ record_field, created_field, record_key: `T-${100 + n}`, created_id: `S-${work}` }));
    expect(await rowsOf(SQL, lines)).toEqual([{ record_key: 'S-0', created_id: 'T-105' }]);
  });

  it('are left where the created id is another one each time', async () => {
    const lines = works('event_key', (n, work) => ({
      record_field: 'sale',
      created_field: 'ticket_no',
      record_key: `S-${work}`,
      created_id: `T-${100 + n}`,
    }));
    expect(await rowsOf(SQL, lines)).toEqual([{ record_key: 'S-0', created_id: 'T-105' }]);
  });

  it('are left where each delivery brings several records of one batch', async () => {
    const lines = works(
      'event_key',
      (n, work) => ({ record_field: 'item', created_field: 'batch', record_key: `I-${100 + n}`, created_id: `B-${work}` }),
      2,
    );
    expect(await rowsOf(SQL, lines)).toEqual([{ record_key: 'I-111', created_id: 'B-0' }]);
  });

  it('are left where nothing was done twice', async () => {
    const lines = works('event_key', (n) => ({
      record_field: 'item',
      created_field: 'entry',
      record_key: `I-${n}`,
      created_id: `E-${n}`,
    })).slice(0, 5);
    expect(await rowsOf(SQL, lines)).toEqual([{ record_key: 'I-4', created_id: 'E-4' }]);
  });
});
