import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALLER: Written = { file: 'billing.log', service: 'billing', target: 'ledger.test', vantage: 'caller', request_id: 'r-1' };
const PROXY: Written = { file: 'proxy.log', target: 'ledger.test', client: 'billing', vantage: 'proxy', request_id: 'r-1' };
const SQL = 'SELECT status, target_status, observed_times FROM calls ORDER BY start_ms, id';

describe('lines that share a request id', () => {
  it('belong together by time when one side missed a line', async () => {
    const calls = await rowsOf(
      SQL,
      [
        { ...CALLER, at: '10:00:00', code: 'ECONNREFUSED', sent: false },
        { ...CALLER, at: '10:00:02', status: 201, duration_ms: 100 },
        { ...PROXY, at: '10:00:02', status: 201, duration_ms: 90 },
      ],
      { method: 'POST', route: '/orders' },
    );
    expect(calls).toEqual([
      { status: null, target_status: null, observed_times: 1 },
      { status: 201, target_status: 201, observed_times: 2 },
    ]);
  });

  it('never join a read to a write of the same id', async () => {
    const calls = await rowsOf(SQL, [
      { ...CALLER, at: '10:00:00', method: 'GET', route: '/orders', status: 200 },
      { ...CALLER, at: '10:00:01', method: 'POST', route: '/orders', status: 201 },
      { ...PROXY, at: '10:00:01', method: 'POST', route: '/orders', status: 201 },
    ]);
    expect(calls).toEqual([
      { status: 200, target_status: null, observed_times: 1 },
      { status: 201, target_status: 201, observed_times: 2 },
    ]);
  });

  it('belong together in their order where both sides saw as many, whatever their clocks say', async () => {
    const calls = await rowsOf(
      'SELECT status, target_status FROM calls ORDER BY start_ms, id',
      [
        { ...CALLER, at: '10:00:00', status: 503, repeat: { times: 3, every_ms: 300 } },
        { ...PROXY, at: '10:00:01.400', status: 503, repeat: { times: 3, every_ms: 300 } },
      ],
      { method: 'POST', route: '/orders' },
    );
    expect(calls).toHaveLength(3);
    expect(calls.every((call) => call.target_status === 503)).toBe(true);
  });
});

describe('lines that share the id of a delivery', () => {
  const sent: Written = { file: 'sent.csv', kind: 'delivery', vantage: 'caller', event_key: 'evt-1', operation: 'seat.sold' };
  const got: Written = {
    file: 'app.log',
    kind: 'exchange',
    vantage: 'target',
    event_key: 'evt-1',
    route: '/hooks',
    service: 'seats',
    status: 200,
  };
  const ids = (name: string, value: string) => JSON.stringify({ [name]: value });
  const twice: Written[] = [
    { ...sent, at: '10:00:00', status: 200, attempt: 1, ids: ids('delivery_id', 'dlv-a1b2') },
    { ...sent, at: '10:05:00', status: 200, attempt: 2, ids: ids('delivery_id', 'dlv-c3d4') },
  ];

  it.each(['delivery', 'delivery_id'])('are one call, named by its sender (%s)', async (name) => {
    const received = [
      { ...got, at: '10:00:00', record_key: 'dlv-a1b2', record_field: name, ids: ids(name, 'dlv-a1b2') },
      { ...got, at: '10:05:00', record_key: 'dlv-c3d4', record_field: name, ids: ids(name, 'dlv-c3d4') },
    ];
    expect(await rowsOf('SELECT operation, route, record_key, observed_times FROM calls ORDER BY id', [...twice, ...received])).toEqual([
      { operation: 'seat.sold', route: '/hooks', record_key: null, observed_times: 2 },
      { operation: 'seat.sold', route: '/hooks', record_key: null, observed_times: 2 },
    ]);
  });

  it('stay apart where a delivery is a parcel of its own', async () => {
    const parcels = [
      { ...got, event_key: 'evt-2', at: '10:00:00', record_key: 'parcel-77', record_field: 'delivery', ids: ids('delivery', 'parcel-77') },
    ];
    expect(await rowsOf(`SELECT record_key FROM calls WHERE record_key IS NOT NULL`, [...twice, ...parcels])).toEqual([
      { record_key: 'parcel-77' },
    ]);
  });

  it('are one call by the event alone, where the receiver says only that it came in and was answered', async () => {
    const sides: Written[] = [
      { ...sent, at: '10:00:00', timed_out: true, duration_ms: 10_000, attempt: 1 },
      { ...sent, at: '10:01:00', status: 204, duration_ms: 200, attempt: 2 },
      { file: 'app.log', kind: 'statement', signal: 'received', event_key: 'evt-1', at: '10:00:00' },
      { file: 'app.log', kind: 'exchange', event_key: 'evt-1', at: '10:00:11', duration_ms: 11_000, status: 204 },
      { file: 'app.log', kind: 'statement', signal: 'received', event_key: 'evt-1', at: '10:01:00' },
      { file: 'app.log', kind: 'exchange', event_key: 'evt-1', at: '10:01:00.200', duration_ms: 200, status: 204 },
    ];
    expect(await rowsOf('SELECT operation, outcome, target_status, observed_times FROM calls ORDER BY start_ms', sides)).toEqual([
      { operation: 'seat.sold', outcome: 'ambiguous', target_status: 204, observed_times: 2 },
      { operation: 'seat.sold', outcome: 'ok', target_status: 204, observed_times: 2 },
    ]);
  });

  it('stay apart where nothing says that the event came in at that side', async () => {
    const other: Written[] = [
      { ...sent, at: '10:00:00', status: 204, attempt: 1 },
      { file: 'other.log', kind: 'exchange', event_key: 'evt-1', at: '10:00:01', status: 200 },
    ];
    expect(await rowsOf('SELECT observed_times FROM calls', other)).toEqual([{ observed_times: 1 }, { observed_times: 1 }]);
  });
});
