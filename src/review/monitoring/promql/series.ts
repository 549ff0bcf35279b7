/** Series of samples, and what Prometheus sees of them at a moment. */
import type { Expr, Matcher } from './tree.js';

/** Times rise; both lists are of the same length. */
export interface Series {
  /** Without `__name__`; a label that is empty is left out. */
  readonly labels: Readonly<Record<string, string>>;
  readonly metric: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A series, and at each sample the sum of what it had reached before it fell. */
export interface Prepared extends Series {
  readonly lost: readonly number[];
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Prometheus takes a sample for the present one for so long. */
export const LOOKBACK_MS = 300_000;

export function select(all: readonly Series[], { metric, matchers }: Extract<Expr, { kind: 'selector' }>): Series[] {
  return all.filter((one) => (metric === null || one.metric === metric) && matchers.every((matcher) => matches(one, matcher)));
}

/** A label that a series lacks is the empty text. */
function matches(series: Series, { label, op, value }: Matcher): boolean {
  const own = label === '__name__' ? series.metric : (series.labels[label] ?? '');
  if (op === '=' || op === '!=') return (own === value) === (op === '=');
  return new RegExp(`^(?:${value})$`, 's').test(own) === (op === '=~');
}

/** How many times are at most `limit`. */
export function countUntil(times: readonly number[], limit: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The newest value at `at`; null when the last sample is too old. */
export function valueAt({ times, values }: Series, at: number): number | null {
  const last = countUntil(times, at) - 1;
  return last < 0 || (times[last] ?? 0) <= at - LOOKBACK_MS ? null : (values[last] ?? null);
}

/** Indexes of the samples within the range: the first, and the one behind the last. */
export function windowOf({ times }: Series, at: number, rangeMs: number): readonly [from: number, to: number] {
  return [countUntil(times, at - rangeMs), countUntil(times, at)];
}
