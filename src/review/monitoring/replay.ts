/** An alert replayed on series, minute by minute, with Prometheus's meaning of `for`. */
import { type Chosen, choose, evaluate, labelKey } from './promql/evaluate.js';
import { countUntil, LOOKBACK_MS, type Sample, type Series } from './promql/series.js';
import { type Expr, longestRange } from './promql/tree.js';

export const MINUTE = 60_000;

/** From the minute at which an alert fires to the first at which it does not any more. */
export interface Firing {
  readonly from: number;
  readonly to: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whole minutes at which rules are evaluated. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** All firings in the order of their begin. @throws SyntaxError where parts of the expression do not go together. */
export function replay(expr: Expr, forMs: number, all: readonly Series[], span: Span): Firing[] {
  const firings: Firing[] = [];
  const pending = new Map<string, { since: number; sample: Sample; fires: number | null }>();
  overMinutes(expr, all, span, (at, found) => {
    const keys = new Set<string>();
    for (const sample of found) {
      const key = labelKey(sample.labels);
      keys.add(key);
      const known = pending.get(key) ?? { since: at, sample, fires: null };
      if (known.fires === null && at - known.since >= forMs) known.fires = at;
      pending.set(key, known);
    }
    for (const [key, { sample, fires }] of pending) {
      if (keys.has(key)) continue;
      if (fires !== null) firings.push(firing(sample, fires, at));
      pending.delete(key);
    }
  });
  for (const { sample, fires } of pending.values()) if (fires !== null) firings.push(firing(sample, fires, span.to + MINUTE));
  return firings.sort((a, b) => a.from - b.from);
}

function firing({ labels: { __name__: _, ...labels } }: Sample, from: number, to: number): Firing {
  return { from, to, labels };
}

/** Value of an expression at each minute: the greatest of its samples; null where there is none. */
export function levels(expr: Expr, all: readonly Series[], span: Span): (number | null)[] {
  const values: (number | null)[] = [];
  overMinutes(expr, all, span, (_, found) => {
    const own = found.map(({ value }) => value).filter((value) => !Number.isNaN(value));
    values.push(own.length > 0 ? own.reduce((a, b) => Math.max(a, b)) : null);
  });
  return values;
}

function overMinutes(expr: Expr, all: readonly Series[], { from, to }: Span, see: (at: number, found: readonly Sample[]) => void): void {
  const chosen = choose(expr, all);
  const changes = changesOf(chosen);
  const reach = longestRange(expr) + LOOKBACK_MS;
  let last: { changed: number; found: readonly Sample[] } | null = null;
  for (let at = from; at <= to; at += MINUTE) {
    const changed = countUntil(changes, at);
    // Nothing within reach of the last minute or of this one has changed: neither has the result.
    const still: boolean = last !== null && last.changed === changed && countUntil(changes, at - MINUTE - reach) === changed;
    if (last === null || !still) {
      const value = evaluate(expr, at, chosen);
      if (typeof value === 'number') throw new SyntaxError('the expression is a number, not series');
      last = { changed, found: value };
    }
    see(at, last.found);
  }
}

/** Times at which a series begins, ends, changes its value or lacks a sample, in order. */
function changesOf(chosen: Chosen): number[] {
  const times = new Set<number>();
  for (const { times: own, values } of [...chosen.values()].flat()) {
    own.forEach((at, index) => {
      const gap = index > 0 && at - (own[index - 1] ?? 0) !== MINUTE;
      if (index === 0 || index === own.length - 1 || gap || values[index] !== values[index - 1]) times.add(at);
      if (gap) times.add(own[index - 1] ?? 0);
    });
  }
  return [...times].sort((a, b) => a - b);
}
