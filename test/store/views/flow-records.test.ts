import { expect, it } from 'vitest';
import { rowsOf } from '../../support/store.js';

const SQL = `SELECT record_key, operation, outcome FROM calls WHERE kind = 'exchange' ORDER BY id`;
const time = (n: number, s: number) => `10:${String(n).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
const call = (n: number, s: number, status: number, more: object = {}) => ({
  at: time(n, s),
  file: 'dependencies.csv',
  kind: 'exchange',
  vantage: 'caller',
  method: 'POST',
  route: '/claims',
  target: 'insurer.test',
  trace_id: `flow-${n}`,
  status,
  ...more,
});
const line = (n: number, s: number, record: string, more: object = {}) => ({
  at: time(n, s),
  file: 'traces.csv',
  kind: 'statement',
  correlation_id: `flow-${n}`,
  record_key: record,
  template: 'Claim <*> taken up',
  ...more,
});

it('calls that know their flow alone are about the one record that the lines of the flow name', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [
    line(n, 0, `C-${n}`),
    call(n, 1, n === 6 ? 503 : 201),
    ...(n === 6 ? [call(n, 9, 201)] : []),
  ]);
  const rows = await rowsOf(SQL, events, {});
  expect(rows.map((row) => row['record_key'])).toEqual(['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6', 'C-6']);
});

it('a flow that names two records tells of neither', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [line(n, 0, `C-${n}`), line(n, 1, `D-${n}`), call(n, 2, 201)]);
  expect((await rowsOf(SQL, events, {})).every((row) => row['record_key'] === null)).toBe(true);
});

it('a run that makes many good calls is not all about the record that one of its lines names', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [line(n, 0, `C-${n}`), call(n, 1, 201), call(n, 2, 201), call(n, 3, 201)]);
  expect((await rowsOf(SQL, events, {})).every((row) => row['record_key'] === null)).toBe(true);
});

it('who has many flows (a customer, a shop) is no record of each of their calls', async () => {
  const events = Array.from({ length: 20 }, (_, n) => n).flatMap((n) => [line(n, 0, `SHOP-${n % 5}`), call(n, 1, 201)]);
  expect((await rowsOf(SQL, events, {})).every((row) => row['record_key'] === null)).toBe(true);
});

it('calls of another operation in flows of their own stay without a record', async () => {
  const events = [1, 2, 3, 4, 5, 6].flatMap((n) => [
    line(n, 0, `C-${n}`),
    call(n, 1, 201),
    call(n, 2, 200, { route: '/oauth2/token', trace_id: `token-${n}` }),
  ]);
  const tokens = (await rowsOf(SQL, events, {})).filter((row) => row['operation'] === 'POST /oauth2/token');
  expect(tokens.map((row) => row['record_key'])).toEqual([null, null, null, null, null, null]);
});
