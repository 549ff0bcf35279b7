import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALLER: Written = { file: 'billing.log', service: 'billing', vantage: 'caller', template: 'sent order <*>' };
const SERVER: Written = { file: 'ledger.log', service: 'ledger', vantage: 'target', method: 'POST', route: '/orders' };
const SQL = `SELECT DISTINCT operation, target FROM observations WHERE stream = 'billing.log'`;

const many = (event: Written, over: Written = {}): Written => ({
  at: '10:00:00',
  status: 201,
  repeat: { times: 5, every_ms: 20_000 },
  ...event,
  ...over,
});

describe('a caller that names no route', () => {
  it('takes it from the server that answers with the same status at the same moments', async () => {
    expect(await rowsOf(SQL, [many(CALLER), many(SERVER, { at: '10:00:00.100' })])).toEqual([
      { operation: 'POST /orders', target: 'ledger' },
    ]);
  });

  it('also from a log that knows whole seconds only', async () => {
    expect(await rowsOf(SQL, [many(CALLER, { at: '10:00:00.800' }), many(SERVER)])).toEqual([
      { operation: 'POST /orders', target: 'ledger' },
    ]);
  });

  it.each([
    ['the statuses differ', many(SERVER, { status: 200 })],
    ['the moments differ', many(SERVER, { at: '10:00:05.123' })],
    ['only some of its calls are answered then', many(SERVER, { repeat: { times: 2, every_ms: 20_000 } })],
  ])('takes none where %s', async (_, server) => {
    expect(await rowsOf(SQL, [many(CALLER), server])).toEqual([{ operation: null, target: null }]);
  });

  it('takes it from the lines beside its calls that speak of the same records', async () => {
    const calls = many(CALLER, { status: 422, record_key: 'A-{n}' });
    const beside = (over: Written) =>
      many({
        ...CALLER,
        kind: 'statement',
        template: 'rejecting <*>',
        status: null,
        method: 'POST',
        route: '/bills',
        target: 'hub.test',
        record_key: 'A-{n}',
        ...over,
      });
    expect(await rowsOf(SQL, [calls, beside({ at: '10:00:00.010' })])).toEqual([{ operation: 'POST /bills', target: 'hub.test' }]);
    expect(await rowsOf(SQL, [calls, beside({ at: '10:00:09' })])).toEqual([{ operation: null, target: null }]);
    expect(await rowsOf(SQL, [calls, beside({ record_key: 'B-{n}' })])).toEqual([{ operation: null, target: null }]);
  });

  it('takes none from two calls, which may meet by chance', async () => {
    const two = { repeat: { times: 2, every_ms: 20_000 } };
    expect(await rowsOf(SQL, [many(CALLER, two), many(SERVER, two)])).toEqual([{ operation: null, target: null }]);
  });

  it('takes that of the server whose client has its name, where several would do', async () => {
    const operations = await rowsOf(SQL, [
      many(CALLER),
      many(SERVER, { client: 'shop', route: '/a' }),
      many(SERVER, { client: 'billing', route: '/b' }),
    ]);
    expect(operations).toEqual([{ operation: 'POST /b', target: 'ledger' }]);
  });

  it('takes it from the id that the target gave, which both of them log', async () => {
    const operations = await rowsOf(SQL, [
      { ...CALLER, at: '10:00:00', status: 201, created_id: '501' },
      { ...SERVER, at: '10:00:07', status: 201, created_id: '501' },
    ]);
    expect(operations).toEqual([{ operation: 'POST /orders', target: 'ledger' }]);
  });

  it('takes it from the request of the line in which the target names that id', async () => {
    const operations = await rowsOf(SQL, [
      { ...CALLER, at: '10:00:00', status: 201, created_id: '501' },
      { ...SERVER, at: '10:00:07', status: 201, request_id: 'r-1' },
      { file: 'ledger.log', service: 'ledger', at: '10:00:07', kind: 'statement', request_id: 'r-1', created_id: '501' },
    ]);
    expect(operations).toEqual([{ operation: 'POST /orders', target: 'ledger' }]);
  });
});

describe('a caller that names its route', () => {
  it('keeps it, whatever a server logs at the same moment', async () => {
    expect(await rowsOf(SQL, [many(CALLER, { method: 'POST', route: '/own', target: 'x.test' }), many(SERVER)])).toEqual([
      { operation: 'POST /own', target: 'x.test' },
    ]);
  });

  it('learns its target from the only service that answers this route', async () => {
    const calls = await rowsOf(`SELECT DISTINCT target FROM calls WHERE stream = 'billing.log'`, [
      many(CALLER, { method: 'POST', route: '/orders', status: 503 }),
      many(SERVER, { at: '11:00:00' }),
    ]);
    expect(calls).toEqual([{ target: 'ledger' }]);
  });
});

describe('a call without a method', () => {
  const WRITES = `SELECT is_write, outcome FROM observations WHERE method IS NULL ORDER BY id`;
  const nameless: Written = { file: 'quotes.log', service: 'quotes', vantage: 'caller', at: '10:00:05', status: 504, trace_id: 't-1' };
  const read: Written = {
    file: 'rates.log',
    service: 'rates',
    vantage: 'caller',
    at: '10:00:04',
    method: 'GET',
    route: '/rates',
    status: 504,
  };

  it('only reads where all that is known of its trace only reads', async () => {
    expect(await rowsOf(WRITES, [nameless, { ...read, trace_id: 't-1' }])).toEqual([{ is_write: false, outcome: 'transient' }]);
  });

  it('counts as a write where something of its trace writes, or nothing is known of it', async () => {
    const write = { ...read, trace_id: 't-1', method: 'POST' };
    expect(await rowsOf(WRITES, [nameless, { ...read, trace_id: 't-1' }, write])).toEqual([{ is_write: true, outcome: 'ambiguous' }]);
    expect(await rowsOf(WRITES, [nameless, { ...read, trace_id: 't-2' }])).toEqual([{ is_write: true, outcome: 'ambiguous' }]);
  });

  it('only reads where its service is known for many calls that all read', async () => {
    const many = { ...read, file: 'quotes.log', service: 'quotes', trace_id: null, repeat: { times: 20, every_ms: 1000 } };
    expect(await rowsOf(WRITES, [{ ...nameless, trace_id: null }, many])).toEqual([{ is_write: false, outcome: 'transient' }]);
  });

  it('only reads where all who say how they go to its address read, whatever they got', async () => {
    const timeout = { file: 'shop.log', service: 'shop', vantage: 'caller', at: '10:00:05', route: '/rates', timed_out: true };
    const others = { ...read, file: 'rates.log', vantage: 'target', status: 200, repeat: { times: 3, every_ms: 1000 } };
    const sql = "SELECT operation, is_write, outcome FROM observations WHERE file = 'shop.log'";
    expect(await rowsOf(sql, [timeout, others])).toEqual([{ operation: 'GET /rates', is_write: false, outcome: 'transient' }]);
    expect(await rowsOf(sql, [timeout, others, { ...read, method: 'POST', status: 201 }])).toEqual([
      { operation: '/rates', is_write: true, outcome: 'ambiguous' },
    ]);
  });
});
