/** Numbers for the policies: fitted to the input where it shows enough, else a default with its source. */
import type { Facts, OperationFacts } from '../model/facts.js';
import type { Policy } from '../model/review.js';
import { count, formatDuration, formatNumber, formatShare } from '../util/numbers.js';
import { type Material, subjectText, sum } from './material.js';
import { waitShape } from './wait-words.js';

/** A 99th percentile of fewer answers is the slowest one, no more. */
const ENOUGH_ANSWERS = 100;
const MOST_OPERATIONS = 12;

/** Only policies that the traffic calls for: no token advice where no token was refused. */
export function policiesOf({ facts }: Material): Policy[] {
  const busiest = [...facts.operations].sort((a, b) => b.calls - a.calls || (a.operation < b.operation ? -1 : 1)).slice(0, MOST_OPERATIONS);
  return [
    ...busiest.flatMap(timeoutPolicy),
    ...retryPolicies(facts),
    ...ratePolicies(facts),
    ...tokenPolicy(facts),
    ...breakerPolicy(facts),
    ...idempotencyPolicy(facts),
  ];
}

/** A shorter limit gains nothing and turns one slow answer into a time-out, in milliseconds. */
const LEAST_TIMEOUT_MS = 1_000;

/**
 * Twice the 99th percentile and no shorter than the slowest answer that came, unless that one is an
 * outlier: more than three times the 99th percentile. Where failures that took longer than every
 * answer drag the percentile up, the slowest answer is the measure.
 */
function timeoutPolicy(operation: OperationFacts): Policy[] {
  const { p99_ms, max_ok_ms, ok } = operation;
  if (p99_ms === null || max_ok_ms === null || ok < ENOUGH_ANSWERS) return [];
  const outlier = max_ok_ms > 3 * p99_ms;
  const slowed = max_ok_ms < p99_ms;
  const value = niceCeiling(Math.max(slowed ? 1.5 * max_ok_ms : 2 * p99_ms, outlier ? 0 : max_ok_ms, LEAST_TIMEOUT_MS));
  const most = slowed ? '' : `99 % of the calls ended within ${formatDuration(p99_ms)}; `;
  const slowest = `the slowest of ${count(ok, 'answer')} took ${formatDuration(max_ok_ms)}${outlier ? ' (left out: more than three times the 99 %)' : ''}`;
  const now = operation.timeout_ms === null ? '' : `; calls are given up after ${formatDuration(operation.timeout_ms)} today`;
  const basis = `${most}${slowest}${now}.`;
  return [
    {
      name: 'Timeout',
      subject: subjectText(operation),
      value: formatDuration(value),
      basis: basis.charAt(0).toUpperCase() + basis.slice(1),
      fitted: true,
    },
  ];
}

function retryPolicies({ operations, waits }: Facts): Policy[] {
  const passing = sum(operations, (operation) => operation.transient + operation.throttled + operation.ambiguous);
  if (passing === 0) return [];
  const seen = `${count(passing, 'call')} of ${formatNumber(sum(operations, ({ calls }) => calls))} failed for a passing reason`;
  const most = Math.max(...operations.map(({ max_attempts }) => max_attempts));
  const retried =
    sum(operations, (operation) => operation.retried) /
    Math.max(
      1,
      sum(operations, ({ calls }) => calls),
    );
  const asked = sum(waits, (wait) => wait.asked);
  const all = 'all callers';
  return [
    {
      name: 'Attempts',
      subject: all,
      value: 'at most 3 per request',
      basis: `Default of the Google SRE book, ch. 21. Seen: up to ${formatNumber(most)}; ${seen}.`,
      fitted: false,
    },
    {
      name: 'Retry budget',
      subject: all,
      value: 'repeats below 10 % of the calls',
      basis: `Default of the Google SRE book, ch. 21. Seen: ${formatShare(retried)}.`,
      fitted: false,
    },
    {
      name: 'Backoff',
      subject: all,
      value: 'random between 0 and 1 s × 2ⁿ, at most 20 s',
      basis: `Default of the AWS SDKs, standard retry mode. ${waitsSeen(waits)}`,
      fitted: false,
    },
    ...(asked > 0
      ? [
          {
            name: 'Retry-After',
            subject: all,
            value: 'wait at least as long as the target asks',
            basis: `Asked for before ${count(asked, 'repeat')}, kept in ${formatNumber(sum(waits, ({ honoured }) => honoured))}.`,
            fitted: true,
          },
        ]
      : []),
  ];
}

function waitsSeen(waits: Facts['waits']): string {
  const seen = waits.filter((wait) => wait.p50_ms !== null).sort((a, b) => b.waits - a.waits || (a.operation < b.operation ? -1 : 1))[0];
  return seen
    ? `Seen: half of the waits of ${seen.operation} are shorter than ${formatDuration(seen.p50_ms ?? 0)}${waitShape(seen)}.`
    : 'No wait could be measured.';
}

/** Four fifths of what a target accepted in the busiest tenth of its throttled buckets: a limit is best not touched. */
function ratePolicies({ buckets, bucket_ms }: Facts): Policy[] {
  const targets = [...new Set(buckets.filter(({ throttled }) => throttled > 0).map(({ target }) => target))].sort();
  return targets.flatMap((target) => {
    const accepted = buckets
      .filter((bucket) => bucket.target === target && bucket.throttled > 0)
      .map((bucket) => bucket.calls - Math.max(bucket.failed, bucket.throttled))
      .sort((a, b) => a - b);
    const ceiling = accepted[Math.floor((accepted.length - 1) * 0.9)] ?? 0;
    const throttled = sum(
      buckets.filter((bucket) => bucket.target === target),
      (bucket) => bucket.throttled,
    );
    // A handful of refusals in quiet intervals shows no ceiling: a rate fitted to them would starve the caller.
    if (accepted.length < 3 || ceiling < 10 || throttled < 20 || bucket_ms <= 0) return [];
    const perMinute = (ceiling * 60_000) / bucket_ms;
    const value =
      perMinute * 0.8 >= 120
        ? `${formatNumber(Math.floor((perMinute * 0.8) / 60))} calls per second`
        : `${formatNumber(Math.max(1, Math.floor(perMinute * 0.8)))} calls per minute`;
    const basis = `While it throttled, it accepted up to ${count(ceiling, 'call')} in ${formatDuration(bucket_ms)} (${count(accepted.length, 'interval')}); four fifths of that.`;
    return [{ name: 'Client-side rate', subject: target ?? 'the target', value, basis, fitted: true }];
  });
}

function tokenPolicy({ operations }: Facts): Policy[] {
  const refused = sum(operations, (operation) => operation.unauthenticated);
  if (refused === 0) return [];
  const basis = `Default of Google's client libraries (eager refresh). Seen: ${count(refused, 'call')} refused with 401.`;
  return [
    { name: 'Token refresh', subject: 'all callers', value: '5 min before the token ends, by one caller for all', basis, fitted: false },
  ];
}

function breakerPolicy({ operations }: Facts): Policy[] {
  return (
    operations
      // an incoming call has no target that could be spared
      .filter(
        ({ transient, ambiguous, calls, target }) =>
          target !== null && transient + ambiguous >= 20 && (transient + ambiguous) / calls >= 0.1,
      )
      .sort((a, b) => b.transient + b.ambiguous - a.transient - a.ambiguous || (a.operation < b.operation ? -1 : 1))
      .slice(0, 3)
      .map((operation) => ({
        name: 'Circuit breaker',
        subject: subjectText(operation),
        value: 'open at 50 % failures of the last 100 calls, for 60 s, then probe',
        basis: `Default of resilience4j. Seen: ${formatNumber(operation.transient + operation.ambiguous)} of ${count(operation.calls, 'call')} failed for a passing reason.`,
        fitted: false,
      }))
  );
}

function idempotencyPolicy({ operations }: Facts): Policy[] {
  return operations
    .filter((operation) => operation.is_write && operation.retried > 0 && operation.with_idempotency_key < operation.calls)
    .sort((a, b) => b.retried - a.retried || (a.operation < b.operation ? -1 : 1))
    .slice(0, 5)
    .map((operation) => ({
      name: 'Idempotency key',
      subject: subjectText(operation),
      value: 'source system + record key + operation, the same in every attempt; kept for 24 h or longer than the longest repeat',
      basis: `24 h is what Stripe keeps at least. Seen: ${count(operation.retried, 'repeated call')}, ${formatNumber(operation.with_idempotency_key)} of ${formatNumber(operation.calls)} with a key.`,
      fitted: false,
    }));
}

/** The next number of the row 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten: people set such timeouts. */
function niceCeiling(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= ms) ?? 10;
  return Math.round(step * power);
}
