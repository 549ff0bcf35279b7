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
