/** How fast to call, from what a target accepted while it throttled. */
import type { Facts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { sum } from '../material.js';
import { errorLines } from './policy.js';

/** Below the ceiling by a fifth: a limit is best not touched. */
const SHARE = 0.8;

/** Four fifths of what a target accepted in the busiest tenth of its throttled buckets. */
export function clientRates(facts: Facts): Policy[] {
  const { buckets, bucket_ms } = facts;
  const targets = [...new Set(buckets.filter(({ throttled }) => throttled > 0).map(({ target }) => target))].sort();
  return targets.flatMap((target): Policy[] => {
    const own = buckets.filter((bucket) => bucket.target === target && bucket.throttled > 0);
    const accepted = own.map((bucket) => bucket.calls - Math.max(bucket.failed, bucket.throttled)).sort((a, b) => a - b);
    const ceiling = accepted[Math.floor((accepted.length - 1) * 0.9)] ?? 0;
    const throttled = sum(own, (bucket) => bucket.throttled);
    // A handful of refusals in quiet intervals shows no ceiling: a rate fitted to them would starve the caller.
    if (accepted.length < 3 || ceiling < 10 || throttled < 20 || bucket_ms <= 0) return [];
    const perMinute = Math.max(1, Math.floor(((ceiling * 60_000) / bucket_ms) * SHARE));
    const words =
      perMinute >= 120 ? `${formatNumber(Math.floor(perMinute / 60))} calls per second` : `${formatNumber(perMinute)} calls per minute`;
    return [
      {
        name: 'Client-side rate',
        applies_to: { source: null, target, operation: null },
        setting: 'client_rate',
        values: { calls_per_minute: perMinute },
        fitted: true,
        value: words,
        basis: `While it throttled, it accepted up to ${count(ceiling, 'call')} in ${formatDuration(bucket_ms)} (${count(accepted.length, 'interval')}); four fifths of that.`,
        measured: { accepted: ceiling, interval_ms: Math.round(bucket_ms), intervals: accepted.length, throttled },
        lines: errorLines(facts, ['throttled'], target),
      },
    ];
  });
}
