/** The part of PromQL that alerts are made of, as a tree. */

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'selector'; readonly metric: string | null; readonly matchers: readonly Matcher[]; readonly rangeMs: number | null }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expr[] }
  | {
      readonly kind: 'aggregate';
      readonly op: AggregateOp;
      readonly grouping: 'by' | 'without';
      readonly labels: readonly string[];
      readonly arg: Expr;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Expr;
      readonly right: Expr;
      /** Labels by which the sides are matched; all when null. */
      readonly matching: { readonly on: boolean; readonly labels: readonly string[] } | null;
    };

export const FUNCTIONS = [
  'rate',
  'increase',
  'delta',
  'min_over_time',
  'max_over_time',
  'avg_over_time',
  'sum_over_time',
  'count_over_time',
  'last_over_time',
  'clamp_min',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const AGGREGATES = ['sum', 'min', 'max', 'avg', 'count'] as const;
export type AggregateOp = (typeof AGGREGATES)[number];

/** Loosest first, as Prometheus binds them. */
export const PRECEDENCE = [['or'], ['and', 'unless'], ['==', '!=', '<=', '<', '>=', '>'], ['+', '-'], ['*', '/', '%']] as const;
export type BinaryOp = (typeof PRECEDENCE)[number][number];
export const COMPARISONS: readonly string[] = PRECEDENCE[2];
export const SETS: readonly string[] = ['and', 'or', 'unless'];

/** The longest range that the expression looks back, in milliseconds; 0 when it looks back none. */
export function longestRange(expr: Expr): number {
  if (expr.kind === 'selector') return expr.rangeMs ?? 0;
  return Math.max(0, ...children(expr).map(longestRange));
}

/** The selectors in it. */
export function selectorsOf(expr: Expr): Extract<Expr, { kind: 'selector' }>[] {
  return expr.kind === 'selector' ? [expr] : children(expr).flatMap(selectorsOf);
}

function children(expr: Expr): readonly Expr[] {
  if (expr.kind === 'call') return expr.args;
  if (expr.kind === 'aggregate') return [expr.arg];
  return expr.kind === 'binary' ? [expr.left, expr.right] : [];
}
