import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/model/facts.js';
import { aBucket, aDetection, anOperation, aReview, someFacts } from '../../builders/review.js';

const policies = (facts: Partial<Facts>) => aReview([], { facts: someFacts(facts) }).policies;
const value = (facts: Partial<Facts>, name: string) => policies(facts).find((policy) => policy.name === name)?.value;

describe('timeout', () => {
  it.each([
    ['twice the 99 %', { p99_ms: 900, max_ok_ms: 1200 }, '2 s'],
    ['no shorter than the slowest answer', { p99_ms: 900, max_ok_ms: 2300 }, '2.5 s'],
    ['but an outlier is left out', { p99_ms: 900, max_ok_ms: 61_000 }, '2 s'],
    ['half as long again as the slowest answer, when failures took longer than any', { p99_ms: 9000, max_ok_ms: 1000 }, '1.5 s'],
  ])('%s', (_, over, expected) => {
    expect(value({ operations: [anOperation(over)] }, 'Timeout')).toBe(expected);
  });

  it('is not fitted to a handful of answers', () => {
    expect(value({ operations: [anOperation({ ok: 99 })] }, 'Timeout')).toBeUndefined();
  });
});

describe('client-side rate', () => {
  const bucket = (minute: number, calls: number, throttled: number) => aBucket(minute, { calls, failed: throttled, throttled });

  it('is four fifths of what was accepted while the target throttled', () => {
    const buckets = [bucket(0, 90, 0), bucket(1, 140, 40), bucket(2, 150, 50), bucket(3, 160, 60)];
    expect(value({ buckets }, 'Client-side rate')).toBe('80 calls per minute');
  });

  it('joins intervals until they hold enough calls', () => {
    const buckets = Array.from({ length: 40 }, (_, minute) => bucket(minute, 5, 2));
    expect(value({ buckets }, 'Client-side rate')).toBe('2 calls per minute');
  });

  it('says nothing after one or two throttled intervals', () => {
    expect(value({ buckets: [bucket(0, 90, 0), bucket(1, 140, 40), bucket(2, 150, 50)] }, 'Client-side rate')).toBeUndefined();
  });
});

it('every default names its source and every fitted number its evidence', () => {
  const all = policies({ operations: [anOperation({ unauthenticated: 4, transient: 300, throttled: 9 })] });
  expect(all.map(({ name }) => name)).toEqual([
    'Timeout',
    'Attempts',
    'Backoff',
    'Retry budget',
    'Token refresh',
    'Circuit breaker',
    'Idempotency key',
  ]);
  for (const { fitted, basis } of all) expect(basis).toMatch(fitted ? /\d/ : /Google|AWS|resilience4j|Stripe/);
});

it('gives no retry advice where nothing failed', () => {
  const calm = [anOperation({ transient: 0, ambiguous: 0, retried: 0 })];
  expect(policies({ operations: calm }).map(({ name }) => name)).toEqual(['Timeout']);
});

describe('attempts and backoff', () => {
  const recovery = { source: 'billing', target: 'ledger.test', operation: 'POST /orders', works: 130, recovered: 120 };
  const of = (over: Partial<Facts['recoveries'][number]>) => {
    const recoveries = [{ ...recovery, attempts_p95: 3, attempts_most: 5, needed_ms: 6_000, ...over }];
    return policies({ operations: [anOperation({ transient: 130 })], recoveries });
  };
  const named = (over: Partial<Facts['recoveries'][number]>, name: string) => of(over).filter((policy) => policy.name === name);

  it('are fitted to the work that recovered: as many attempts, and waits that add up to its time', () => {
    const [attempts, ...more] = named({}, 'Attempts');
    expect(more).toEqual([]);
    expect(attempts).toMatchObject({ fitted: true, values: { most_attempts: 3 }, applies_to: { operation: 'POST /orders' } });
    const [backoff] = named({}, 'Backoff');
    // 4 s / 2 before the second and 8 s / 2 before the third attempt: 6 s on average.
    expect(backoff).toMatchObject({ fitted: true, values: { base_ms: 4_000, cap_ms: 8_000 } });
  });

  it('never advise more than five attempts, however many it took', () => {
    expect(named({ attempts_p95: 12, attempts_most: 20 }, 'Attempts')[0]).toMatchObject({ values: { most_attempts: 5 } });
  });

  it.each([
    ['too little recovered', { recovered: 19 }, /only 19 pieces of work recovered/],
    ['it took longer than attempts in a row can wait', { needed_ms: 900_000 }, /took too long for attempts in a row/],
  ])('are the default where %s', (_, over, basis) => {
    const [attempts] = named(over, 'Attempts');
    expect(attempts).toMatchObject({ fitted: false, values: { most_attempts: 3 } });
    expect(attempts?.basis).toMatch(basis);
  });

  it('say nothing of deliveries that their sender repeats', () => {
    const incoming = anOperation({ incoming: true, ambiguous: 33, target: null });
    expect(policies({ operations: [incoming] }).map(({ name }) => name)).toEqual([]);
  });
});

describe('circuit breaker', () => {
  const breaker = (over: Parameters<typeof anOperation>[0]) =>
    policies({ operations: [anOperation({ transient: 600, ...over })] }).find(({ name }) => name === 'Circuit breaker');

  it('looks at the calls of ten seconds, at 20 and at 100 at most', () => {
    const over = (first_ms: number, last_ms: number) => breaker({ calls: 1_200, first_ms, last_ms })?.values;
    expect(over(0, 300_000)).toMatchObject({ over_calls: 40 });
    expect(over(0, 3_600_000)).toMatchObject({ over_calls: 20 });
    expect(over(0, 30_000)).toMatchObject({ over_calls: 100 });
  });

  it('says what it would have spared in an outage that was found', () => {
    const down = aDetection({
      category: 'missing_circuit_breaker',
      subject: { source: 'billing', target: 'ledger.test', operation: 'POST /orders' },
      measures: { calls_while_down: 678, down_minutes: 29 },
    });
    const review = aReview([down], { facts: someFacts({ operations: [anOperation({ transient: 600 })] }) });
    expect(review.policies.find(({ name }) => name === 'Circuit breaker')?.basis).toMatch(
      /In the outage of 29 min \(F-001\) at most \d+ calls would have gone out instead of 678\./,
    );
  });
});
