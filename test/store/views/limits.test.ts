import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALL: Written = { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders', status: 200 };

describe('limits', () => {
  it('are those that answers state, by their windows, with the least that was left', async () => {
    const rows = await rowsOf('SELECT basis, window_ms, allowed, samples, lowest_remaining, spent FROM limits ORDER BY window_ms', [
      { ...CALL, at: '10:00:00', limit_max: 40, limit_remaining: 12, limit_window_ms: 1000 },
      { ...CALL, at: '10:00:01', limit_max: 40, limit_remaining: 0, limit_window_ms: 1000 },
      { ...CALL, at: '10:00:02', limit_max: 5000, limit_remaining: 4000, limit_window_ms: 86_400_000 },
    ]);
    expect(rows).toEqual([
      { basis: 'stated', window_ms: 1000, allowed: 40, samples: 2, lowest_remaining: 0, spent: 1 },
      { basis: 'stated', window_ms: 86_400_000, allowed: 5000, samples: 1, lowest_remaining: 4000, spent: 0 },
    ]);
  });

  const second = (at: string, accepted: number): Written[] => [
    { ...CALL, at, record_key: `A-${at}-{n}`, repeat: { times: accepted, every_ms: 20 } },
    { ...CALL, at: `${at}.900`, status: 429, record_key: `B-${at}` },
  ];

  it('are also the calls that were accepted, again and again, while others were refused', async () => {
    const rows = await rowsOf(
      "SELECT window_ms, allowed, samples, refused FROM limits WHERE basis = 'observed' AND window_ms = 1000",
      ['10:00:00', '10:00:01', '10:00:02', '10:00:03', '10:00:04', '10:00:05'].flatMap((at) => second(at, 10)),
    );
    expect(rows).toEqual([{ window_ms: 1000, allowed: 10, samples: 6, refused: 6 }]);
  });

  it('are none where that number was never the same', async () => {
    const events = ['10:00:00', '10:00:01', '10:00:02', '10:00:03', '10:00:04', '10:00:05'].flatMap((at, i) => second(at, 3 + i * 7));
    expect(await rowsOf("SELECT * FROM limits WHERE basis = 'observed'", events)).toEqual([]);
  });
});
