import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyOf, type Wait } from '../../src/store/waits.js';
import { rowsOf, type Written } from '../support/store.js';

/** Waits of works that begin at uneven times; `gap` gives the wait before an attempt. */
const waits = (works: number, repeats: number, gap: (attempt: number, work: number) => number): Wait[] =>
  Array.from({ length: works }, (_, work) => {
    let at = work * 7919 + ((work * work * 31) % 997);
    return Array.from({ length: repeats }, (_, i) => {
      const gap_ms = gap(i + 2, work);
      at += gap_ms;
      return { work, attempt: i + 2, gap_ms, start_ms: at };
    });
  }).flat();

/** A share between 0 and 1 that looks like chance and is the same in every run. */
const chance = (a: number, b: number): number => ((a * 7919 + b * 104_729 + 13) % 1009) / 1009;

describe('the policy behind waits', () => {
  it.each([
    ['none', waits(5, 3, () => 3), { policy: 'none', jitter: 0 }],
    ['constant', waits(5, 3, () => 2000), { policy: 'constant', base_ms: 2000, jitter: 0 }],
    ['linear', waits(5, 4, (n) => (n - 1) * 1000), { policy: 'linear', base_ms: 1000, step: 1000 }],
    ['exponential', waits(5, 4, (n) => 500 * 2 ** (n - 2)), { policy: 'exponential', base_ms: 500, step: 2 }],
    ['exponential up to a cap', waits(5, 7, (n) => Math.min(8000, 500 * 2 ** (n - 2))), { policy: 'exponential', step: 2 }],
    ['growing, of which two waits tell no curve', waits(5, 2, (n) => 500 * 2 ** (n - 2)), { policy: 'growing', step: 2 }],
    ['constant, where one repeat is made', waits(8, 1, () => 1000), { policy: 'constant', base_ms: 1000 }],
    ['unknown, where two works tell', waits(2, 3, () => 1000), { policy: 'unknown', base_ms: null }],
  ])('is %s', (_, some, policy) => expect(policyOf(some)).toMatchObject(policy));

  it('is exponential with jitter, whatever the seed, over many works', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 1.8, max: 3, noNaN: true }), (seed, factor) => {
        const { policy, jitter } = policyOf(waits(60, 4, (n, work) => 500 * factor ** (n - 2) * (0.5 + chance(work + seed, n))));
        expect(policy).toBe('exponential');
        expect(jitter).toBeGreaterThan(0.1);
      }),
    );
  });

  it('is lockstep where many works come again at the same moments', () => {
    const together = Array.from({ length: 40 }, (_, work) =>
      [2, 3, 4].map((attempt) => ({ work, attempt, gap_ms: 30_000, start_ms: attempt * 30_000 + (work % 7) })),
    ).flat();
    expect(policyOf(together)).toMatchObject({ policy: 'constant', lockstep: true });
    expect(policyOf(waits(40, 3, () => 30_000)).lockstep).toBe(false);
  });
});

describe('wait_policies', () => {
  const call: Written = { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders' };
  const work = (key: string, minute: number): Written[] => [
    { ...call, record_key: key, at: `10:0${minute}:00`, status: 503, wait_ms: 1000, retry_after_ms: 2000 },
    { ...call, record_key: key, at: `10:0${minute}:01`, status: 503, wait_ms: 2000 },
    { ...call, record_key: key, at: `10:0${minute}:03`, status: 503, wait_ms: 4000 },
    { ...call, record_key: key, at: `10:0${minute}:07`, status: 201 },
  ];

  it('sets the real waits against those that were announced and asked for', async () => {
    const rows = await rowsOf(
      'SELECT source, operation, works, waits, policy, base_ms, step, announced, kept, asked, honoured FROM wait_policies',
      [1, 2, 3].flatMap((n) => work(`A-${n}`, n)),
    );
    expect(rows).toEqual([
      {
        source: 'billing',
        operation: 'POST /orders',
        works: 3,
        waits: 9,
        policy: 'exponential',
        base_ms: 1000,
        step: 2,
        announced: 9,
        kept: 9,
        asked: 3,
        honoured: 0,
      },
    ]);
  });
});
