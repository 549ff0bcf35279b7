/** Functions over a range of samples, with Prometheus's own arithmetic. */
import { type Prepared, type Series, windowOf } from './series.js';
import type { FunctionName } from './tree.js';

/** Null where the range holds too few samples. */
export function overRange(name: FunctionName, series: Prepared, at: number, rangeMs: number): number | null {
  const [from, to] = windowOf(series, at, rangeMs);
  if (name === 'rate' || name === 'increase' || name === 'delta') return extrapolated(name, series, { from, to, at, rangeMs });
  if (to <= from) return null;
  const values = series.values.slice(from, to);
  switch (name) {
    case 'min_over_time':
      return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    case 'max_over_time':
      return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    case 'sum_over_time':
      return values.reduce((a, b) => a + b, 0);
    case 'avg_over_time':
      return values.reduce((a, b) => a + b, 0) / values.length;
    case 'count_over_time':
      return values.length;
    default:
      return values.at(-1) ?? null;
  }
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly rangeMs: number;
}

/** A gap of more than a tenth above the usual one at an edge of the range is not bridged, only half a usual gap is. */
const BRIDGED = 1.1;

/** `extrapolatedRate` of Prometheus: what was seen between the first and the last sample is stretched to the range. */
function extrapolated(name: 'rate' | 'increase' | 'delta', series: Prepared, { from, to, at, rangeMs }: Window): number | null {
  if (to - from < 2) return null;
  const isCounter = name !== 'delta';
  const [first, last] = [series.values[from] ?? 0, series.values[to - 1] ?? 0];
  const [start, end] = [series.times[from] ?? 0, series.times[to - 1] ?? 0];
  const seen = last - first + (isCounter ? (series.lost[to - 1] ?? 0) - (series.lost[from] ?? 0) : 0);
  const sampled = end - start;
  const usual = sampled / (to - from - 1);
  const [before, after] = [start - (at - rangeMs), at - end];
  // A counter is not taken to have been below zero.
  const sinceZero = isCounter && seen > 0 && first >= 0 ? sampled * (first / seen) : Number.POSITIVE_INFINITY;
  const edge = (gap: number) => (gap < usual * BRIDGED ? gap : usual / 2);
  const stretched = sampled + edge(Math.min(before, sinceZero)) + edge(after);
  const whole = seen * (stretched / sampled);
  return name === 'rate' ? whole / (rangeMs / 1_000) : whole;
}

/** A series with what it had reached before each fall, summed up: a long range then costs no more than a short one. */
export function prepared(series: Series): Prepared {
  let sum = 0;
  const lost = series.values.map((value, at) => {
    const before = series.values[at - 1] ?? value;
    if (value < before) sum += before;
    return sum;
  });
  return { ...series, lost };
}
