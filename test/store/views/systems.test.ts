import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const ORDER: Written = { method: 'POST', route: '/orders', status: 201 };
const caller = (target: string): Written => ({ file: 'billing.log', service: 'billing', target, vantage: 'caller', duration_ms: 100 });
const SERVER: Written = { file: 'netsuite.log', service: 'NetSuite', vantage: 'target', duration_ms: 80 };

/** Calls of a caller, each also seen by the server. */
const both = (near: Written, far: Written, times: number, day = '10'): Written[] =>
  [near, far].map((side) => ({
    ...side,
    at: `${day}:00:00`,
    request_id: `r-${String(near.target)}-{n}`,
    repeat: { times, every_ms: 5000 },
  }));

const TARGETS = 'SELECT target, count(*) AS calls FROM calls GROUP BY target ORDER BY target';

describe('one system under several names', () => {
  it('is one where calls prove it, by the name that callers use; calls that one side alone saw too', async () => {
    const events = [...both(caller('erp.test'), SERVER, 5), { ...SERVER, at: '12:00:00', repeat: { times: 3, every_ms: 60_000 } }];
    expect(await rowsOf(TARGETS, events, ORDER)).toEqual([{ target: 'erp.test', calls: 8 }]);
    expect(await rowsOf('SELECT name, system, calls FROM system_names ORDER BY name', events, ORDER)).toEqual([
      { name: 'NetSuite', system: 'erp.test', calls: 5 },
      { name: 'erp.test', system: 'erp.test', calls: 5 },
    ]);
  });

  it('is one under three names that all lead to its own log', async () => {
    const events = [...both(caller('erp.test'), SERVER, 6), ...both(caller('10.0.3.7'), SERVER, 4, '11')];
    expect(await rowsOf(TARGETS, events, ORDER)).toEqual([{ target: 'erp.test', calls: 10 }]);
  });

  it.each([
    ['two calls are too few', both(caller('erp.test'), SERVER, 2), ['erp.test']],
    [
      'a proxy stands before two systems',
      [
        ...both(caller('erp.test'), { ...SERVER, vantage: 'proxy', service: null, target: 'pool' }, 5),
        ...both(caller('crm.test'), { ...SERVER, vantage: 'proxy', service: null, target: 'pool' }, 5, '11'),
      ],
      ['crm.test', 'erp.test'],
    ],
    [
      'names look alike, and nothing joins them',
      [
        { ...caller('erp'), at: '10:00:00', repeat: { times: 5 } },
        { ...caller('erp.test'), at: '10:00:00', repeat: { times: 5 } },
      ],
      ['erp', 'erp.test'],
    ],
  ])('is not believed where %s', async (_, events, targets) => {
    expect((await rowsOf(TARGETS, events, ORDER)).map((row) => row.target)).toEqual(targets);
  });
});
