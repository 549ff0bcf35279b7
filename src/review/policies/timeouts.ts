/** How long to wait for an answer, from how long answers took. */
import type { Facts, OperationFacts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration } from '../../util/numbers.js';
import { appliesTo, byCalls } from './policy.js';

/** A 99th percentile of fewer answers is the slowest one, no more. */
const ENOUGH_ANSWERS = 100;
const MOST_OPERATIONS = 12;
/** A shorter limit gains nothing and turns one slow answer into a time-out, in milliseconds. */
const LEAST_TIMEOUT_MS = 1_000;

export function timeouts({ operations }: Facts): Policy[] {
  return [...operations].sort(byCalls).slice(0, MOST_OPERATIONS).flatMap(timeout);
}

/**
 * Twice the 99th percentile and no shorter than the slowest answer that came, unless that one is an
 * outlier: more than three times the 99th percentile. Where failures that took longer than every
 * answer drag the percentile up, the slowest answer is the measure.
 */
function timeout(operation: OperationFacts): Policy[] {
  const { p99_ms, max_ok_ms, ok } = operation;
  if (p99_ms === null || max_ok_ms === null || max_ok_ms <= 0 || ok < ENOUGH_ANSWERS) return [];
  const outlier = max_ok_ms > 3 * p99_ms;
  const slowed = max_ok_ms < p99_ms;
  const value = niceCeiling(Math.max(slowed ? 1.5 * max_ok_ms : 2 * p99_ms, outlier ? 0 : max_ok_ms, LEAST_TIMEOUT_MS));
  const most = slowed ? '' : `99 % of the answers came within ${formatDuration(p99_ms)}; `;
  const slowest = `the slowest of ${count(ok, 'answer')} took ${formatDuration(max_ok_ms)}${outlier ? ' (left out: more than three times the 99 %)' : ''}`;
  const now = operation.timeout_ms === null ? '' : `; calls are given up after ${formatDuration(operation.timeout_ms)} today`;
  const basis = `${most}${slowest}${now}.`;
  return [
    {
      name: 'Timeout',
      applies_to: appliesTo(operation),
      setting: 'timeout',
      values: { timeout_ms: value },
      fitted: true,
      value: formatDuration(value),
      basis: basis.charAt(0).toUpperCase() + basis.slice(1),
      measured: measuredOf(operation),
      lines: operation.slowest_file === null ? [] : [`${operation.slowest_file}:${operation.slowest_line}`],
    },
  ];
}

function measuredOf({ p50_ms, p95_ms, p99_ms, max_ok_ms, ok, timeout_ms }: OperationFacts): Record<string, number> {
  const all = { answers: ok, p50_ms, p95_ms, p99_ms, slowest_ms: max_ok_ms, timeout_today_ms: timeout_ms };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== null));
}

/** The next number of the row 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten: people set such timeouts. */
export function niceCeiling(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= ms) ?? 10;
  return Math.round(step * power);
}
