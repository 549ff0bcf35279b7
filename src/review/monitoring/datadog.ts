/** An alert as a query of Datadog, where its language can say it: one comparison of a count, a ratio of counts, or a level. */
import type { MetricCatalogue } from '../../model/metric.js';
import { metricCatalogue } from './catalogue.js';
import { parsePromql } from './promql/parse.js';
import { durationText } from './promql/print.js';
import type { Expr } from './promql/tree.js';

/** Datadog's windows of evaluation. */
const WINDOWS: readonly (readonly [ms: number, name: string])[] = [
  [60_000, '1m'],
  [300_000, '5m'],
  [600_000, '10m'],
  [900_000, '15m'],
  [1_800_000, '30m'],
  [3_600_000, '1h'],
  [7_200_000, '2h'],
  [14_400_000, '4h'],
  [86_400_000, '1d'],
];

/** Null where Datadog cannot say it. */
export function datadogQuery(expr: string): string | null {
  const tree = parsePromql(expr);
  if (tree.kind !== 'binary' || (tree.op !== '>' && tree.op !== '>=')) return null;
  if (tree.right.kind === 'number') return counted(tree.left, tree.op, tree.right.value) ?? level(tree.left, tree.op, tree.right.value);
  const { right } = tree;
  if (right.kind !== 'binary' || right.op !== '*' || right.left.kind !== 'number') return null;
  const [above, below] = [rate(tree.left), rate(right.right)];
  if (!above || !below || above.window !== below.window) return null;
  return `sum(last_${above.window}):${above.query} / ${below.query} ${tree.op} ${right.left.value}`;
}

interface Counted {
  readonly query: string;
  readonly window: string;
}

/** `sum by (a) (rate(x[5m]))`, or the same without the sum. */
function rate(expr: Expr): Counted | null {
  const by = expr.kind === 'aggregate' && expr.op === 'sum' && expr.grouping === 'by' ? expr.labels : [];
  const inner = expr.kind === 'aggregate' ? expr.arg : expr;
  if (expr.kind === 'aggregate' && expr.op !== 'sum') return null;
  if (inner.kind !== 'call' || (inner.name !== 'rate' && inner.name !== 'increase')) return null;
  const [selector] = inner.args;
  if (selector?.kind !== 'selector' || selector.rangeMs === null) return null;
  const window = windowName(selector.rangeMs);
  const scope = scopeOf(selector);
  if (window === null || scope === null) return null;
  const groups = by.length > 0 ? ` by {${by.join(',')}}` : '';
  return { query: `sum:${nameOf(selector.metric)}{${scope}}${groups}.as_count()`, window };
}

function counted(expr: Expr, op: string, value: number): string | null {
  const inner = expr.kind === 'aggregate' ? expr.arg : expr;
  if (inner.kind !== 'call' || inner.name !== 'increase') return null;
  const found = rate(expr);
  return found && `sum(last_${found.window}):${found.query} ${op} ${value}`;
}

/** `max(x) > 1`, or a level by itself. */
function level(expr: Expr, op: string, value: number): string | null {
  const inner = expr.kind === 'aggregate' && expr.op === 'max' && expr.labels.length === 0 ? expr.arg : expr;
  if (inner.kind !== 'selector' || inner.rangeMs !== null) return null;
  const scope = scopeOf(inner);
  return scope === null ? null : `min(last_5m):max:${nameOf(inner.metric)}{${scope}} ${op} ${value}`;
}

function windowName(ms: number): string | null {
  return WINDOWS.find(([size]) => size === ms)?.[1] ?? (ms <= 0 ? durationText(ms) : null);
}

/** OpenTelemetry's name where the catalogue has one: Datadog keeps the dots. */
function nameOf(metric: string | null): string {
  const known: MetricCatalogue['metrics'][number] | undefined = metricCatalogue().metrics.find(({ prometheus }) => prometheus === metric);
  return known?.name ?? metric ?? '';
}

/** `a="x"` is `a:x`; alternatives are `(a:x OR a:y)`; other regular expressions cannot be said. */
function scopeOf({ matchers }: Extract<Expr, { kind: 'selector' }>): string | null {
  const parts: string[] = [];
  for (const { label, op, value } of matchers) {
    if (op === '=') parts.push(`${label}:${tagValue(value)}`);
    else if (op === '!=') parts.push(`!${label}:${tagValue(value)}`);
    else if (value === '.*') continue;
    else if (!/^[\w|-]+$/.test(value)) return null;
    else if (op === '=~')
      parts.push(
        `(${value
          .split('|')
          .map((one) => `${label}:${tagValue(one)}`)
          .join(' OR ')})`,
      );
    else parts.push(...value.split('|').map((one) => `!${label}:${tagValue(one)}`));
  }
  return parts.length > 0 ? parts.join(' AND ') : '*';
}

/** Datadog writes tags small and keeps letters, digits and a few signs. */
function tagValue(value: string): string {
  return value
    .toLowerCase()
    .replace(/[^a-z0-9_\-:./]+/g, '_')
    .slice(0, 200);
}
