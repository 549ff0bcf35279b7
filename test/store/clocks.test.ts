import { describe, expect, it } from 'vitest';
import { solveClocks } from '../../src/store/clocks.js';
import { rowsOf, type Written } from '../support/store.js';

const CALLER: Written = { file: 'billing.log', service: 'billing', target: 'ledger.test', vantage: 'caller', duration_ms: 400 };
const PROXY: Written = { file: 'proxy.log', target: 'ledger.test', client: 'billing', vantage: 'proxy', duration_ms: 300 };
const SQL = 'SELECT stream, reference, skew_ms, pairs, basis FROM clocks ORDER BY stream';
const ORDER: Written = { method: 'POST', route: '/orders', status: 201 };

/** Twelve calls at uneven distances, each seen by both; the proxy's clock is ahead. */
const seen = (ahead_ms: number, over: Written): Written[] =>
  Array.from({ length: 12 }, (_, i) => Date.parse('2026-01-15T10:00:00Z') + i * 61_000 + i * i * 900).flatMap((at, i) =>
    [
      { ...CALLER, at: new Date(at).toISOString() },
      { ...PROXY, at: new Date(at - 50 + ahead_ms).toISOString() },
    ].map((line) => ({
      ...line,
      ...Object.fromEntries(Object.entries(over).map(([name, value]) => [name, String(value).replace('{n}', String(i))])),
    })),
  );

describe('clocks of two logs', () => {
  it.each([
    ['request ids', { request_id: 'r-{n}' }, 'ids'],
    ['records', { record_key: 'A-{n}' }, 'records'],
  ])('are compared by %s', async (_, over, basis) => {
    const clocks = await rowsOf(SQL, seen(90_000, over), ORDER);
    expect(clocks).toEqual([
      { stream: 'billing.log', reference: 'billing.log', skew_ms: 0, pairs: 0, basis: 'itself' },
      { stream: 'proxy.log', reference: 'billing.log', skew_ms: 90_000, pairs: 12, basis },
    ]);
  });

  it('are compared by the pattern of the calls where nothing else joins them, and the calls are one', async () => {
    const events = seen(-42_000, {});
    expect(await rowsOf(SQL, events, ORDER)).toEqual([
      { stream: 'proxy.log', reference: 'billing.log', skew_ms: -42_000, pairs: 12, basis: 'pattern' },
    ]);
    expect(await rowsOf('SELECT count(*) AS calls, min(observed_times) AS seen FROM calls', events, ORDER)).toEqual([
      { calls: 12, seen: 2 },
    ]);
  });

  it('agree where the server works within the time that the caller waits', async () => {
    const clocks = await rowsOf(SQL, seen(0, { request_id: 'r-{n}' }), ORDER);
    expect(clocks.map((clock) => clock.skew_ms)).toEqual([0, 0]);
  });
});

describe('solveClocks', () => {
  const pair = (stream: string, other: string, skew_ms: number, pairs = 10) => ({ stream, other, skew_ms, pairs, spread_ms: 1 });

  it('compares logs that share no call over those between', () => {
    const clocks = solveClocks([pair('a', 'b', 1000), pair('b', 'c', 500, 20)]);
    expect(clocks.map(({ stream, reference, skew_ms }) => [stream, reference, skew_ms])).toEqual([
      ['a', 'b', -1000],
      ['b', 'b', 0],
      ['c', 'b', 500],
    ]);
  });

  it('goes by the pair that rests on more calls where two ways disagree', () => {
    const clocks = solveClocks([pair('a', 'b', 1000, 50), pair('b', 'c', 500, 50), pair('a', 'c', 9000, 5)]);
    expect(clocks.find(({ stream }) => stream === 'c')?.skew_ms).toBe(500);
  });
});
