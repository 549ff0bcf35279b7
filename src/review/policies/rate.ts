/** How fast to call, from what a target accepted while it throttled. */
import type { Facts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration } from '../../util/numbers.js';
import { sum } from '../material.js';
import { errorLines } from './policy.js';

/** Below the ceiling by a fifth: a limit is best not touched. */
const SHARE = 0.8;

/** Intervals are joined until they hold enough: so many of the log's own, at most a tenth of the log. */
const WIDTHS = [1, 2, 5, 10, 20];
const LEAST_INTERVALS = 3;
/** A handful of accepted calls shows no ceiling: a rate fitted to them would starve the caller. */
const LEAST_ACCEPTED = 10;
const LEAST_THROTTLED = 20;

interface Interval {
  readonly accepted: number;
  readonly throttled: number;
}

/** Four fifths of what a target accepted in the busiest tenth of its throttled intervals. */
export function clientRates(facts: Facts): Policy[] {
  const { buckets } = facts;
  const targets = [...new Set(buckets.filter(({ throttled }) => throttled > 0).map(({ target }) => target))].sort();
  return targets.flatMap((target): Policy[] => {
    for (const width of WIDTHS) {
      const policy = rateOver(intervalsOf(facts, target, width), width * facts.bucket_ms, target, facts);
      if (policy !== null) return [policy];
    }
    return [];
  });
}

/** Intervals in which the target throttled, each as wide as so many buckets. */
function intervalsOf({ buckets, bucket_ms, start_ms }: Facts, target: string | null, width: number): Interval[] {
  const joined = new Map<number, Interval>();
  for (const bucket of buckets) {
    if (bucket.target !== target) continue;
    const at = Math.floor((bucket.at_ms - (start_ms ?? 0)) / (bucket_ms * width));
    const { accepted, throttled } = joined.get(at) ?? { accepted: 0, throttled: 0 };
    const refused = Math.max(bucket.failed, bucket.throttled);
    joined.set(at, { accepted: accepted + bucket.calls - refused, throttled: throttled + bucket.throttled });
  }
  return [...joined.values()].filter(({ throttled }) => throttled > 0);
}

/** Null where the intervals are too few or too thin. */
function rateOver(own: readonly Interval[], ms: number, target: string | null, facts: Facts): Policy | null {
  const accepted = own.map((one) => one.accepted).sort((a, b) => a - b);
  const ceiling = accepted[Math.floor((accepted.length - 1) * 0.9)] ?? 0;
  const throttled = sum(own, (one) => one.throttled);
  if (accepted.length < LEAST_INTERVALS || ceiling < LEAST_ACCEPTED || throttled < LEAST_THROTTLED || ms <= 0) return null;
  const perMinute = Math.max(1, Math.floor(((ceiling * 60_000) / ms) * SHARE));
  const words = perMinute >= 120 ? `${count(Math.floor(perMinute / 60), 'call')} per second` : `${count(perMinute, 'call')} per minute`;
  return {
    name: 'Client-side rate',
    applies_to: { source: null, target, operation: null },
    setting: 'client_rate',
    values: { calls_per_minute: perMinute },
    fitted: true,
    value: words,
    basis: `While it throttled, it accepted up to ${count(ceiling, 'call')} in ${formatDuration(ms)} (${count(accepted.length, 'interval')}); four fifths of that.`,
    measured: { accepted: ceiling, interval_ms: Math.round(ms), intervals: accepted.length, throttled },
    lines: errorLines(facts, ['throttled'], target),
  };
}
