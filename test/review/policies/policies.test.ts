import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/model/facts.js';
import { aBucket, anOperation, aReview, someFacts } from '../../builders/review.js';

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

  it('says nothing after one or two throttled intervals', () => {
    expect(value({ buckets: [bucket(0, 90, 0), bucket(1, 140, 40), bucket(2, 150, 50)] }, 'Client-side rate')).toBeUndefined();
  });
});

it('every default names its source and every fitted number its evidence', () => {
  const all = policies({ operations: [anOperation({ unauthenticated: 4, transient: 300, throttled: 9 })] });
  expect(all.map(({ name }) => name)).toEqual([
    'Timeout',
    'Attempts',
    'Retry budget',
    'Backoff',
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
