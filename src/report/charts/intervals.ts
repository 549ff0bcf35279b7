/** Buckets of all targets at one time, put together. */
import type { Review } from '../../model/review.js';

/** Calls of one interval. */
export interface Interval {
  readonly at: number;
  readonly calls: number;
  readonly failed: number;
  readonly throttled: number;
  readonly repeated: number;
}

/** One interval after the other, those without calls included: a gap is a silence, not a line between its ends. */
export function intervalsOf({ facts }: Pick<Review, 'facts'>): Interval[] {
  const byTime = new Map<number, Interval>();
  for (const { at_ms: at, calls, failed, throttled, repeated } of facts.buckets) {
    const known = byTime.get(at) ?? empty(at);
    byTime.set(at, {
      at,
      calls: known.calls + calls,
      failed: known.failed + Math.max(failed, throttled),
      throttled: known.throttled + throttled,
      repeated: known.repeated + repeated,
    });
  }
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const steps = Math.round((last - first) / facts.bucket_ms) + 1;
  return Array.from({ length: steps }, (_, step) => first + step * facts.bucket_ms).map((at) => byTime.get(at) ?? empty(at));
}

function empty(at: number): Interval {
  return { at, calls: 0, failed: 0, throttled: 0, repeated: 0 };
}
