/** Calls as a view where each is told by one line: it holds what the table would hold. */
import { expect, it } from 'vitest';
import { rowsOf, type Written } from '../support/store.js';

const HOW = "SELECT table_type FROM information_schema.tables WHERE table_name = 'calls'";
const COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'calls' ORDER BY ordinal_position";

/** Lines of several vantages, none of which tells of a call that another tells of. */
const ALONE: readonly Written[] = [
  {
    file: 'a.log',
    at: '10:00:00',
    service: 'shop',
    target: 'erp',
    vantage: 'caller',
    method: 'POST',
    route: '/orders',
    status: 201,
    record_key: 'A-1',
    created_id: 'e1',
  },
  {
    file: 'a.log',
    at: '10:00:05',
    service: 'shop',
    target: 'erp',
    vantage: 'caller',
    method: 'POST',
    route: '/orders',
    status: 503,
    record_key: 'A-2',
    attempt: 1,
  },
  {
    file: 'a.log',
    at: '10:00:09',
    service: 'shop',
    target: 'erp',
    vantage: 'caller',
    method: 'POST',
    route: '/orders',
    status: 201,
    record_key: 'A-2',
    attempt: 2,
  },
  {
    file: 'b.log',
    at: '10:05:00',
    service: 'hooks',
    client: 'stripe',
    vantage: 'target',
    method: 'POST',
    route: '/hooks',
    status: 200,
    event_key: 'evt_1',
    duration_ms: 40,
  },
  {
    file: 'c.log',
    at: '10:09:00',
    client: 'shop',
    target: 'mail',
    vantage: 'proxy',
    method: 'GET',
    route: '/lists',
    status: 200,
    attempt: 2,
  },
];

/** One call that two logs tell of. */
const TOLD_TWICE: readonly Written[] = [
  {
    file: 'x.log',
    at: '11:00:00',
    service: 'x',
    target: 'y',
    vantage: 'caller',
    method: 'PUT',
    route: '/both',
    status: 200,
    request_id: 'r-1',
  },
  {
    file: 'y.log',
    at: '11:00:00',
    service: 'y',
    client: 'x',
    vantage: 'target',
    method: 'PUT',
    route: '/both',
    status: 200,
    request_id: 'r-1',
  },
];

it('is a view where no line tells of the call of another, and a table where one does', async () => {
  expect(await rowsOf(HOW, ALONE)).toEqual([{ table_type: 'VIEW' }]);
  expect(await rowsOf(HOW, [...ALONE, ...TOLD_TWICE])).toEqual([{ table_type: 'BASE TABLE' }]);
});

it.each([
  [
    'names the system behind the route',
    { file: 'z.log', at: '11:00:00', vantage: 'target', target: 'mail', method: 'GET', route: '/none', status: 200 },
    { file: 'w.log', at: '11:01:00', method: 'GET', route: '/none', status: 200 },
  ],
  [
    'names the record of the request',
    { file: 'z.log', at: '11:00:00', kind: 'statement', request_id: 'r-2', record_key: 'A-7' },
    { file: 'w.log', at: '11:00:01', method: 'GET', route: '/one', status: 200, request_id: 'r-2' },
  ],
] as const)('is a table where another line %s', async (_, telling, call) => {
  expect(await rowsOf(HOW, [...ALONE, telling, call])).toEqual([{ table_type: 'BASE TABLE' }]);
});

it('has the rows and the columns of the table', async () => {
  expect(await rowsOf(COLUMNS, ALONE)).toEqual(await rowsOf(COLUMNS, [...ALONE, ...TOLD_TWICE]));
  const rows = await rowsOf('SELECT * FROM calls', ALONE);
  expect(rows).toHaveLength(ALONE.length);
  expect(rows).toEqual(await rowsOf("SELECT * FROM calls WHERE file < 'x'", [...ALONE, ...TOLD_TWICE]));
});
