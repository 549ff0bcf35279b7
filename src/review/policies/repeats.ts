/** Attempts, waits, tokens and breakers: defaults with their source, beside what was seen. */
import type { Facts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration, formatNumber, formatShare } from '../../util/numbers.js';
import { subjectText, sum } from '../material.js';
import { waitShape } from '../wait-words.js';
import { appliesTo, EVERYBODY, errorLines } from './policy.js';

const PASSING = ['transient', 'throttled', 'ambiguous'];
const SRE = 'Default of the Google SRE book, ch. 21.';

/** Only where calls failed for a passing reason. */
export function retries(facts: Facts): Policy[] {
  const { operations, waits } = facts;
  const passing = sum(operations, (operation) => operation.transient + operation.throttled + operation.ambiguous);
  if (passing === 0) return [];
  const calls = Math.max(
    1,
    sum(operations, (operation) => operation.calls),
  );
  const repeated = sum(operations, (operation) => operation.retried) / calls;
  const most = Math.max(...operations.map(({ max_attempts }) => max_attempts));
  const seen = `${count(passing, 'call')} of ${formatNumber(calls)} failed for a passing reason`;
  const all = { applies_to: EVERYBODY, fitted: false };
  return [
    {
      ...all,
      name: 'Attempts',
      setting: 'attempts',
      values: { most_attempts: 3 },
      value: 'at most 3 per request',
      basis: `${SRE} Seen: ${most > 1 ? `up to ${formatNumber(most)}` : 'no repeat'}; ${seen}.`,
      measured: { most_attempts: most, failed: passing, calls },
      lines: errorLines(facts, PASSING),
    },
    {
      ...all,
      name: 'Retry budget',
      setting: 'retry_budget',
      values: { most_share: 0.1 },
      value: 'repeats below 10 % of the calls',
      basis: `${SRE} Seen: ${formatShare(repeated)}.`,
      lines: [],
      measured: { repeated_share: Math.round(repeated * 10_000) / 10_000 },
    },
    {
      ...all,
      name: 'Backoff',
      setting: 'backoff',
      values: { base_ms: 1_000, factor: 2, cap_ms: 20_000, jitter: 'full' },
      value: 'random between 0 and 1 s × 2ⁿ, at most 20 s',
      basis: `Default of the AWS SDKs, standard retry mode. ${waitsSeen(waits)}`,
      measured: {},
      lines: [],
    },
    ...retryAfter(waits),
  ];
}

function retryAfter(waits: Facts['waits']): Policy[] {
  const [asked, honoured] = [sum(waits, (wait) => wait.asked), sum(waits, (wait) => wait.honoured)];
  if (asked === 0) return [];
  return [
    {
      name: 'Retry-After',
      applies_to: EVERYBODY,
      setting: 'retry_after',
      values: { honour: true },
      fitted: true,
      value: 'wait at least as long as the target asks',
      basis: `Asked for before ${count(asked, 'repeat')}, kept in ${formatNumber(honoured)}.`,
      measured: { asked, honoured },
      lines: [],
    },
  ];
}

function waitsSeen(waits: Facts['waits']): string {
  const seen = waits.filter((wait) => wait.p50_ms !== null).sort((a, b) => b.waits - a.waits || (a.operation < b.operation ? -1 : 1))[0];
  return seen
    ? `Seen: half of the waits of ${seen.operation} are shorter than ${formatDuration(seen.p50_ms ?? 0)}${waitShape(seen)}.`
    : 'No wait could be measured.';
}

export function tokenRefresh(facts: Facts): Policy[] {
  const refused = sum(facts.operations, (operation) => operation.unauthenticated);
  if (refused === 0) return [];
  return [
    {
      name: 'Token refresh',
      applies_to: EVERYBODY,
      setting: 'token_refresh',
      values: { lead_ms: 300_000, callers: 'one' },
      fitted: false,
      value: '5 min before the token ends, by one caller for all',
      basis: `Default of Google's client libraries (eager refresh). Seen: ${count(refused, 'call')} refused with 401.`,
      measured: { refused },
      lines: errorLines(facts, ['unauthenticated']),
    },
  ];
}

/** For the three targets at which most calls failed for a passing reason, a tenth of the calls at least. */
export function breakers(facts: Facts): Policy[] {
  const failing = facts.operations
    .map((operation) => ({ operation, failed: operation.transient + operation.ambiguous }))
    // An incoming call has no target that could be spared.
    .filter(({ operation, failed }) => operation.target !== null && failed >= 20 && failed / operation.calls >= 0.1)
    .sort((a, b) => b.failed - a.failed || (a.operation.operation < b.operation.operation ? -1 : 1));
  return failing.slice(0, 3).map(({ operation, failed }) => ({
    name: 'Circuit breaker',
    applies_to: appliesTo(operation),
    setting: 'circuit_breaker',
    values: { open_at_share: 0.5, over_calls: 100, stay_open_ms: 60_000 },
    fitted: false,
    value: 'open at 50 % failures of the last 100 calls, for 60 s, then probe',
    basis: `Default of resilience4j. Seen: ${formatNumber(failed)} of ${count(operation.calls, 'call')} of ${subjectText(operation)} failed for a passing reason.`,
    measured: { failed, calls: operation.calls },
    lines: errorLines(facts, ['transient', 'ambiguous'], operation.target),
  }));
}
