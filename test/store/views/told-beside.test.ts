import { expect, it } from 'vitest';
import { rowsOf } from '../../support/store.js';

const DEFAULTS = { file: 'worker.json', kind: 'exchange', vantage: 'caller' };
const SQL = 'SELECT operation, record_key, status, code, duration_ms FROM calls ORDER BY id';
const client = (at: string, status: number) => ({
  at,
  status,
  method: 'POST',
  route: '/orders',
  target: 'erp.test',
  duration_ms: 120,
  template: 'Received HTTP response headers after <*> - <*>',
});
const program = (at: string, n: number, status = 400) => ({
  at,
  status,
  record_key: `O-${n}`,
  code: 'UNKNOWN_GROUP',
  template: 'Order <*> refused: <*>',
  method: null,
  route: null,
});
const time = (n: number, ms: number) => `10:00:${String(n * 3).padStart(2, '0')}.${String(ms).padStart(3, '0')}`;

it('a call that the HTTP client and the program tell of is one, with the address of the one and the record of the other', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [client(time(n, 0), 400), program(time(n, 2), n)]);
  const rows = await rowsOf(SQL, events, DEFAULTS);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toMatchObject({ operation: 'POST /orders', record_key: 'O-1', status: 400, code: 'UNKNOWN_GROUP', duration_ms: 120 });
});

it('lines whose statuses differ are of two calls', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [client(time(n, 0), 201), program(time(n, 2), n)]);
  expect(await rowsOf(SQL, events, DEFAULTS)).toHaveLength(12);
});

it('a program that tells of it much later tells of something else', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [client(time(n, 0), 400), program(time(n, 900), n)]);
  expect(await rowsOf(SQL, events, DEFAULTS)).toHaveLength(12);
});

it('where lines of two records stand behind one call, neither is known to be its', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [client(time(n, 0), 400), program(time(n, 2), n), program(time(n, 3), n + 100)]);
  expect(await rowsOf(SQL, events, DEFAULTS)).toHaveLength(18);
});
