/** How often and after which waits to repeat a call: fitted to work that recovered, else defaults with their source. */
import type { Facts, RecoveryFacts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { sum } from '../material.js';
import { waitShape } from '../wait-words.js';
import { EVERYBODY, errorLines } from './policy.js';
import { niceCeiling } from './timeouts.js';

export const PASSING = ['transient', 'throttled', 'ambiguous'];
/** Of fewer pieces of work the 95 % is the slowest one, no more. */
const ENOUGH_RECOVERED = 20;
const MOST_FITTED = 3;
/** Each attempt more multiplies the load in an outage (Google SRE book, ch. 22); what needs more belongs back in its queue. */
const MOST_ATTEMPTS = 5;
/** A caller that waits longer holds its worker for nothing: the queue can wait. Twice the cap of the AWS SDKs, rounded up. */
const LONGEST_RECOVERY_MS = 60_000;
const LEAST_BASE_MS = 100;

/** Fitted for the operations whose work recovered often enough; a default for all callers where none did, or some did not. */
export function attemptPolicies(facts: Facts): Policy[] {
  const failing = facts.recoveries;
  const fitted = failing.filter(isFitted).slice(0, MOST_FITTED);
  const rest = fitted.length === 0 || failing.some((one) => !fitted.includes(one));
  return [
    ...fitted.flatMap((one) => [fittedAttempts(one, facts), fittedBackoff(one, facts)]),
    ...(rest ? [defaultAttempts(facts, fitted.length > 0), defaultBackoff(facts, fitted.length > 0)] : []),
  ];
}

function isFitted({ recovered, needed_ms }: RecoveryFacts): boolean {
  return recovered >= ENOUGH_RECOVERED && (needed_ms ?? LONGEST_RECOVERY_MS) < LONGEST_RECOVERY_MS;
}

/** As many as 95 % of the recovered work took. */
const attemptsOf = ({ attempts_p95 }: RecoveryFacts): number => Math.min(MOST_ATTEMPTS, Math.max(2, attempts_p95 ?? 2));

function fittedAttempts(one: RecoveryFacts, facts: Facts): Policy {
  const { recovered, works, attempts_p95, attempts_most } = one;
  const attempts = attemptsOf(one);
  const capped =
    (attempts_p95 ?? 0) > MOST_ATTEMPTS ? ` More than ${MOST_ATTEMPTS} would multiply the load in an outage: wait longer instead.` : '';
  return {
    name: 'Attempts',
    applies_to: { source: one.source, target: one.target, operation: one.operation },
    setting: 'attempts',
    values: { most_attempts: attempts },
    fitted: true,
    value: `at most ${formatNumber(attempts)} per piece of work`,
    basis: `95 % of the ${count(recovered, 'piece', 'pieces')} of work that recovered took no more than ${formatNumber(attempts_p95 ?? 0)} attempts, none more than ${formatNumber(attempts_most ?? 0)}; ${works > recovered ? `${formatNumber(works - recovered)} never recovered` : 'all recovered'}.${capped}`,
    measured: { works, recovered, attempts_p95: attempts_p95 ?? 0, attempts_most: attempts_most ?? 0 },
    lines: errorLines(facts, PASSING, one.target),
  };
}

/** With full jitter the waits are half of their longest on average: so they add up to the time that recovery took. */
function fittedBackoff(one: RecoveryFacts, facts: Facts): Policy {
  const attempts = attemptsOf(one);
  const needed = one.needed_ms ?? 0;
  const base = niceCeiling(Math.max(LEAST_BASE_MS, (2 * needed) / (2 ** (attempts - 1) - 1)));
  const cap = base * 2 ** (attempts - 2);
  return {
    name: 'Backoff',
    applies_to: { source: one.source, target: one.target, operation: one.operation },
    setting: 'backoff',
    values: { base_ms: base, factor: 2, cap_ms: cap, jitter: 'full' },
    fitted: true,
    value: backoffText(base, cap),
    basis: `95 % of the work that recovered did so within ${formatDuration(needed)} of its first attempt; the waits of ${formatNumber(attempts)} attempts add up to that on average.${waitsSeen(facts.waits, one)}`,
    measured: { recovered: one.recovered, needed_ms: needed },
    lines: [],
  };
}

function backoffText(base: number, cap: number): string {
  return cap === base
    ? `random between 0 and ${formatDuration(base)}`
    : `random between 0 and ${formatDuration(base)} × 2ⁿ, at most ${formatDuration(cap)}`;
}

function defaultAttempts(facts: Facts, others: boolean): Policy {
  const { operations, recoveries } = facts;
  const failed = sum(operations, (operation) => operation.transient + operation.throttled + operation.ambiguous);
  const calls = sum(operations, (operation) => operation.calls);
  const most = Math.max(1, ...operations.map(({ max_attempts }) => max_attempts));
  const recovered = sum(recoveries, (one) => (isFitted(one) ? 0 : one.recovered));
  return {
    name: 'Attempts',
    applies_to: EVERYBODY,
    setting: 'attempts',
    values: { most_attempts: 3 },
    fitted: false,
    value: `at most 3 per request${others ? ', for all others' : ''}`,
    basis: `Default of the Google SRE book, ch. 21. Seen: ${most > 1 ? `up to ${formatNumber(most)}` : 'no repeat'}; ${count(failed, 'call')} of ${formatNumber(calls)} failed for a passing reason; ${recoveredText(recovered)}.`,
    measured: { most_attempts: most, failed, calls, recovered },
    lines: errorLines(facts, PASSING),
  };
}

function recoveredText(recovered: number): string {
  if (recovered === 0) return 'none of the work recovered, so nothing can be fitted';
  return recovered < ENOUGH_RECOVERED
    ? `only ${count(recovered, 'piece', 'pieces')} of work recovered, too few to fit it`
    : 'what recovered took too long for attempts in a row';
}

function defaultBackoff({ waits }: Facts, others: boolean): Policy {
  return {
    name: 'Backoff',
    applies_to: EVERYBODY,
    setting: 'backoff',
    values: { base_ms: 1_000, factor: 2, cap_ms: 20_000, jitter: 'full' },
    fitted: false,
    value: `random between 0 and 1 s × 2ⁿ, at most 20 s${others ? ', for all others' : ''}`,
    basis: `Default of the AWS SDKs, standard retry mode.${waitsSeen(waits) || ' No wait could be measured.'}`,
    measured: {},
    lines: [],
  };
}

/** How it is done today: of one operation, or of the one with most waits. */
function waitsSeen(waits: Facts['waits'], of?: RecoveryFacts): string {
  const own = waits.filter((wait) => of === undefined || (wait.operation === of.operation && wait.source === of.source));
  const seen = own.filter((wait) => wait.p50_ms !== null).sort((a, b) => b.waits - a.waits || (a.operation < b.operation ? -1 : 1))[0];
  if (!seen) return '';
  return ` Seen: half of the waits${of === undefined ? ` of ${seen.operation}` : ''} are shorter than ${formatDuration(seen.p50_ms ?? 0)}${waitShape(seen)}.`;
}
