/** The value of an expression at a moment, as Prometheus gives it. */
import { overRange, prepared } from './ranges.js';
import { type Prepared, type Sample, type Series, select, valueAt } from './series.js';
import { type BinaryOp, COMPARISONS, type Expr, SETS } from './tree.js';

/** A number, or samples with labels. */
export type Value = number | readonly Sample[];

/** Series that each selector chooses: they are the same at every moment. */
export type Chosen = ReadonlyMap<Expr, readonly Prepared[]>;

/** Chooses the series of all selectors once. */
export function choose(expr: Expr, all: readonly Series[], chosen = new Map<Expr, readonly Prepared[]>()): Chosen {
  if (expr.kind === 'selector') chosen.set(expr, select(all, expr).map(prepared));
  if (expr.kind === 'call') for (const arg of expr.args) choose(arg, all, chosen);
  if (expr.kind === 'aggregate') choose(expr.arg, all, chosen);
  if (expr.kind === 'binary') for (const side of [expr.left, expr.right]) choose(side, all, chosen);
  return chosen;
}

/** @param at milliseconds UTC. @throws SyntaxError where the parts do not go together. */
export function evaluate(expr: Expr, at: number, chosen: Chosen): Value {
  switch (expr.kind) {
    case 'number':
      return expr.value;
    case 'selector':
      return instant(chosen.get(expr) ?? [], at);
    case 'call':
      return called(expr, at, chosen);
    case 'aggregate':
      return aggregated(expr, samples(evaluate(expr.arg, at, chosen)));
    case 'binary':
      return combined(expr, evaluate(expr.left, at, chosen), evaluate(expr.right, at, chosen));
  }
}

function samples(value: Value): readonly Sample[] {
  if (typeof value === 'number') throw new SyntaxError('a number stands where series must');
  return value;
}

function instant(series: readonly Series[], at: number): Sample[] {
  return series.flatMap((one) => {
    const value = valueAt(one, at);
    return value === null ? [] : [{ labels: { __name__: one.metric, ...one.labels }, value }];
  });
}

function called({ name, args }: Extract<Expr, { kind: 'call' }>, at: number, chosen: Chosen): Value {
  const [first, second] = args;
  if (first && name === 'clamp_min') {
    const least = second ? evaluate(second, at, chosen) : 0;
    return samples(evaluate(first, at, chosen)).map(({ labels, value }) => ({
      labels: unnamed(labels),
      value: Math.max(value, Number(least)),
    }));
  }
  if (first?.kind !== 'selector' || first.rangeMs === null) throw new SyntaxError(`${name} needs a range`);
  const { rangeMs } = first;
  return (chosen.get(first) ?? []).flatMap((one) => {
    const value = overRange(name, one, at, rangeMs);
    return value === null ? [] : [{ labels: one.labels, value }];
  });
}

function unnamed({ __name__: _, ...labels }: Readonly<Record<string, string>>): Record<string, string> {
  return labels;
}

/** A text that is the same for the same labels. */
export function labelKey(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function kept(labels: Readonly<Record<string, string>>, on: boolean, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(unnamed(labels)).filter(([name]) => names.includes(name) === on));
}

function aggregated({ op, grouping, labels: names }: Extract<Expr, { kind: 'aggregate' }>, all: readonly Sample[]): Sample[] {
  const groups = new Map<string, { labels: Record<string, string>; values: number[] }>();
  for (const { labels, value } of all) {
    const own = kept(labels, grouping === 'by', names);
    const key = labelKey(own);
    const group = groups.get(key) ?? { labels: own, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: AGGREGATE[op](values) }));
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const AGGREGATE = {
  sum: sumOf,
  avg: (values: readonly number[]) => sumOf(values) / values.length,
  min: (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b)),
  max: (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b)),
  count: (values: readonly number[]) => values.length,
} as const;

function combined(expr: Extract<Expr, { kind: 'binary' }>, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return arithmetic(expr.op, left, right);
  if (SETS.includes(expr.op)) return set(expr, samples(left), samples(right));
  if (typeof right === 'number') return samples(left).flatMap((sample) => applied(expr.op, sample, sample.value, right, sample.value));
  if (typeof left === 'number') return right.flatMap((sample) => applied(expr.op, sample, left, sample.value, sample.value));
  const other = new Map(right.map((sample) => [matchKey(expr, sample), sample]));
  return left.flatMap((sample) => {
    const match = other.get(matchKey(expr, sample));
    if (!match) return [];
    const labels = COMPARISONS.includes(expr.op) ? sample.labels : resultLabels(expr, sample.labels);
    return applied(expr.op, { ...sample, labels }, sample.value, match.value, sample.value);
  });
}

function matchKey({ matching }: Extract<Expr, { kind: 'binary' }>, { labels }: Sample): string {
  return labelKey(matching ? kept(labels, matching.on, matching.labels) : unnamed(labels));
}

function resultLabels({ matching }: Extract<Expr, { kind: 'binary' }>, labels: Sample['labels']): Record<string, string> {
  return matching ? kept(labels, matching.on, matching.labels) : unnamed(labels);
}

/** A comparison keeps the sample as it is, or drops it; arithmetic makes a new one without a name. */
function applied(op: BinaryOp, sample: Sample, a: number, b: number, same: number): Sample[] {
  if (COMPARISONS.includes(op)) return compared(op, a, b) ? [{ labels: sample.labels, value: same }] : [];
  return [{ labels: unnamed(sample.labels), value: arithmetic(op, a, b) }];
}

function set({ op, ...expr }: Extract<Expr, { kind: 'binary' }>, left: readonly Sample[], right: readonly Sample[]): Sample[] {
  const keyOf = (sample: Sample) => matchKey({ op, ...expr }, sample);
  if (op === 'or') {
    const known = new Set(left.map(keyOf));
    return [...left, ...right.filter((sample) => !known.has(keyOf(sample)))];
  }
  const keys = new Set(right.map(keyOf));
  return left.filter((sample) => keys.has(keyOf(sample)) === (op === 'and'));
}

function compared(op: BinaryOp, a: number, b: number): boolean {
  if (op === '>') return a > b;
  if (op === '>=') return a >= b;
  if (op === '<') return a < b;
  if (op === '<=') return a <= b;
  return (a === b) === (op === '==');
}

function arithmetic(op: BinaryOp, a: number, b: number): number {
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return a * b;
  if (op === '/') return a / b;
  if (op === '%') return a % b;
  return Number(compared(op, a, b));
}
