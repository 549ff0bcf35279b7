/** The budget of repeats, the waits that a target asks for, and tokens. */
import type { Facts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import { count, formatNumber, formatShare } from '../../util/numbers.js';
import { sum } from '../material.js';
import { attemptPolicies } from './attempts.js';
import { EVERYBODY, errorLines } from './policy.js';

/** Only where calls failed for a passing reason. */
export function retries(facts: Facts): Policy[] {
  const { operations, waits } = facts;
  const passing = sum(operations, (operation) => operation.transient + operation.throttled + operation.ambiguous);
  if (passing === 0) return [];
  return [...attemptPolicies(facts), retryBudget(facts), ...retryAfter(waits)];
}

function retryBudget({ operations, buckets }: Facts): Policy {
  const calls = sum(operations, (operation) => operation.calls);
  const repeated = sum(operations, (operation) => operation.retried) / Math.max(1, calls);
  const calm = quietShare(buckets);
  return {
    name: 'Retry budget',
    applies_to: EVERYBODY,
    setting: 'retry_budget',
    values: { most_share: 0.1 },
    fitted: false,
    value: 'repeats below 10 % of the calls',
    basis: `Default of the Google SRE book, ch. 21. Seen: ${formatShare(repeated)}${calm === null ? '' : `; ${formatShare(calm)} in the half of the time with the fewest`}.`,
    measured: { repeated_share: Math.round(repeated * 10_000) / 10_000 },
    lines: [],
  };
}

/** Share of repeats in the calmer half of the intervals; null where there are too few to halve. */
function quietShare(buckets: Facts['buckets']): number | null {
  const busy = buckets.filter(({ calls }) => calls > 0).sort((a, b) => a.repeated / a.calls - b.repeated / b.calls);
  if (busy.length < 10) return null;
  const half = busy.slice(0, Math.floor(busy.length / 2));
  return sum(half, ({ repeated }) => repeated) / sum(half, ({ calls }) => calls);
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
