import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALLER: Written = { file: 'billing.log', service: 'billing', target: 'ledger.test', vantage: 'caller' };
const PROXY: Written = { file: 'proxy.log', target: 'ledger.test', client: 'billing', vantage: 'proxy' };
const TARGET: Written = { file: 'ledger.log', service: 'ledger', client: 'billing', vantage: 'target' };
const ORDER: Written = { method: 'POST', route: '/orders' };

const seenBy = (...vantages: readonly Written[]): Written[] => vantages.map((vantage) => ({ ...vantage, at: '10:00:00', status: 201 }));
const SQL = 'SELECT observed_times, source, target, outcome, status FROM calls ORDER BY id';

describe('one call seen from three vantages is one call', () => {
  it('by a shared request id', async () => {
    const calls = await rowsOf(SQL, seenBy(CALLER, PROXY, TARGET), { ...ORDER, request_id: 'r-1' });
    expect(calls).toEqual([{ observed_times: 3, source: 'billing', target: 'ledger.test', outcome: 'ok', status: 201 }]);
  });

  it('by its spans: the server span names the client span as its parent', async () => {
    const calls = await rowsOf(
      SQL,
      [
        { ...CALLER, span_id: 'c1', parent_span_id: 'root' },
        { ...TARGET, span_id: 's1', parent_span_id: 'c1' },
        { ...CALLER, span_id: 'c2', parent_span_id: 'root' },
        { ...TARGET, span_id: 's2', parent_span_id: 'c2' },
      ],
      { ...ORDER, at: '10:00:00', status: 201, trace_id: 't1' },
    );
    expect(calls.map((call) => call.observed_times)).toEqual([2, 2]);
  });

  it('without any id: the caller is counted', async () => {
    const calls = await rowsOf(
      SQL,
      [CALLER, PROXY, TARGET].map((vantage) => ({ ...vantage, at: '10:00:00', status: 201, repeat: { times: 5, every_ms: 2000 } })),
      ORDER,
    );
    expect(calls).toHaveLength(5);
    expect(new Set(calls.map((call) => call.source))).toEqual(new Set(['billing']));
  });

  it('without any id, where the caller logs next to nothing: what the server side saw beyond that counts too', async () => {
    const calls = await rowsOf(
      'SELECT file, count(*) AS calls FROM calls GROUP BY file ORDER BY file',
      [
        { ...CALLER, at: '10:00:00', status: 201, repeat: { times: 2 } },
        { ...PROXY, at: '10:00:00', status: 201, repeat: { times: 20, every_ms: 2000 } },
        { ...TARGET, at: '10:00:00', status: 201, repeat: { times: 18, every_ms: 2000 } },
      ],
      ORDER,
    );
    expect(calls).toEqual([
      { file: 'billing.log', calls: 2 },
      { file: 'proxy.log', calls: 18 },
    ]);
  });

  it('without any id, where the times of the logs cannot be compared: one vantage is counted', async () => {
    const calls = await rowsOf(
      'SELECT file, count(*) AS calls FROM calls GROUP BY file',
      [
        { ...CALLER, at: '10:00:00', status: 201, repeat: { times: 12, every_ms: 60_000 } },
        { ...PROXY, at: '15:13:07', status: 201, repeat: { times: 14, every_ms: 60_000 } },
      ],
      ORDER,
    );
    expect(calls).toEqual([{ file: 'billing.log', calls: 12 }]);
  });

  it('keeps what each side knows: the caller left, the target was done', async () => {
    const [call, ...others] = await rowsOf(
      'SELECT outcome, timed_out, target_outcome, target_status, target_file, target_duration_ms FROM calls',
      [
        { ...CALLER, at: '10:00:03', timed_out: true, duration_ms: 3000 },
        { ...TARGET, at: '10:00:05', status: 201, duration_ms: 5000 },
      ],
      { ...ORDER, request_id: 'r-1' },
    );
    expect(others).toEqual([]);
    expect(call).toEqual({
      outcome: 'ambiguous',
      timed_out: true,
      target_outcome: 'ok',
      target_status: 201,
      target_file: 'ledger.log',
      target_duration_ms: 5000,
    });
  });
});

describe('calls that are two stay two', () => {
  it('two attempts that carry one request id, each seen by caller and proxy', async () => {
    const calls = await rowsOf(
      SQL,
      [CALLER, PROXY].flatMap((vantage) => [
        { ...vantage, at: '10:00:00', status: 503 },
        { ...vantage, at: '10:00:05', status: 201 },
      ]),
      { ...ORDER, request_id: 'r-1' },
    );
    expect(calls.map(({ status, observed_times }) => [status, observed_times])).toEqual([
      [503, 2],
      [201, 2],
    ]);
  });

  it('two attempts that carry one request id in the log of one side', async () => {
    const calls = await rowsOf(
      SQL,
      [503, 201].map((status, i) => ({ ...CALLER, at: `10:00:0${i}`, status })),
      { ...ORDER, request_id: 'r-1' },
    );
    expect(calls.map((call) => call.status)).toEqual([503, 201]);
  });

  it('two calls of different operations that carry one request id', async () => {
    const calls = await rowsOf(
      'SELECT operation FROM calls ORDER BY id',
      [
        { ...CALLER, at: '10:00:00', method: 'GET', route: '/balances', status: 200 },
        { ...CALLER, at: '10:00:01', ...ORDER, status: 201 },
      ],
      { request_id: 'r-1' },
    );
    expect(calls.map((call) => call.operation)).toEqual(['GET /balances', 'POST /orders']);
  });
});

describe('a line that tells of an attempt again is no call', () => {
  const failed: Written = { ...CALLER, ...ORDER, at: '10:00:00', status: 503, record_key: 'A-1001', template: 'POST /orders failed' };
  const told = (over: Written): Written => ({
    ...CALLER,
    at: '10:00:00.010',
    signal: 'retry_scheduled',
    record_key: 'A-1001',
    template: 'will retry',
    ...over,
  });

  it('when it follows at once', async () => {
    expect(await rowsOf(SQL, [failed, told({})])).toHaveLength(1);
  });

  it.each([
    ['seconds later', { at: '10:00:04' }],
    ['about another record', { record_key: 'A-1002' }],
    ['about another attempt', { attempt: 2 }],
    ['with another status', { status: 429 }],
    ['with the same words', { template: 'POST /orders failed' }],
  ])('but one %s is', async (_, over) => {
    expect(await rowsOf(SQL, [{ ...failed, attempt: 1 }, told(over)])).toHaveLength(2);
  });

  it('when a job counts its own runs and names no address', async () => {
    const job = told({ status: 503, attempt: 2, method: null, route: null, target: null, template: 'job failed (fire 2)' });
    expect(await rowsOf(SQL, [{ ...failed, attempt: 3 }, job])).toHaveLength(1);
  });

  it('but a success is no echo of a failure', async () => {
    expect(await rowsOf(SQL, [failed, told({ signal: 'succeeded', status: 201 })])).toHaveLength(2);
  });
});

describe('lines that are no call at all', () => {
  it.each([
    ['statements', { kind: 'statement', signal: 'succeeded' }],
    ['rows of an export', { kind: 'row', created_id: '501' }],
    ['items of a batch', { kind: 'item', body_outcome: 'ok' }],
    ['messages that arrive', { kind: 'job', signal: 'received', job_id: 'j-1' }],
    ['messages that are put back', { kind: 'job', signal: 'requeued', job_id: 'j-1' }],
  ])('%s', async (_, event) => {
    expect(await rowsOf(SQL, [{ ...event, at: '10:00:00', record_key: 'A-1001' }])).toEqual([]);
  });
});

describe('the line with which a worker puts its job off', () => {
  const call: Written = { ...CALLER, ...ORDER, at: '10:00:00', status: 503, record_key: 'A-1001', job_id: 'j-1' };
  const putOff: Written = {
    service: 'shop-sync',
    kind: 'job',
    at: '10:00:01',
    signal: 'retry_scheduled',
    operation: 'push_order',
    job_id: 'j-1',
  };

  it('is no run of its own where the call that failed has a line', async () => {
    expect((await rowsOf('SELECT operation FROM calls', [call, putOff])).map(({ operation }) => operation)).toEqual(['POST /orders']);
  });

  it.each([
    ['no call is logged', []],
    ['the call went well', [{ ...call, status: 201 }]],
    ['another job called', [{ ...call, job_id: 'j-2' }]],
  ])('is one where %s', async (_, calls: Written[]) => {
    expect((await rowsOf('SELECT operation FROM calls', [...calls, putOff])).map(({ operation }) => operation)).toContain('push_order');
  });
});

describe('a call that is known by a name alone', () => {
  it.each([
    ['CheckStock', false],
    ['check_stock', false],
    ['CheckInventory', false],
    ['CheckOrder', false],
    ['verifyAddress', false],
    ['PriceLookup', false],
    ['stockQuery', false],
    ['CheckIn', true],
    ['CheckInGuest', true],
    ['CheckOutCart', true],
    ['Checkout', true],
    ['UpsertProduct', true],
  ])('%s', async (operation, writes) => {
    const calls = await rowsOf('SELECT is_write FROM calls', [{ at: '10:00:00', kind: 'exchange', status: 502 }], { ...CALLER, operation });
    expect(calls).toEqual([{ is_write: writes }]);
  });
});
