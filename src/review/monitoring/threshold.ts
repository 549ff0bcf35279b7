/** The number in an alert that can be set: what stands behind its comparison. */
import type { Expr } from './promql/tree.js';

export interface Threshold {
  readonly value: number;
  /** What is compared, divided by what the number multiplies: its values are compared with the number. */
  readonly level: Expr;
  /** The expression with another number. */
  readonly with: (value: number) => Expr;
}

/** The first comparison that has a number; what stands behind `and` are guards. Null where there is none. */
export function thresholdOf(expr: Expr): Threshold | null {
  if (expr.kind !== 'binary') return null;
  if (expr.op === 'and' || expr.op === 'unless') {
    const inner = thresholdOf(expr.left);
    return inner && { ...inner, with: (value) => ({ ...expr, left: inner.with(value) }) };
  }
  if (expr.op !== '>' && expr.op !== '>=') return null;
  const { left, right } = expr;
  const number = (value: number): Expr => ({ kind: 'number', value });
  if (right.kind === 'number') return { value: right.value, level: left, with: (value) => ({ ...expr, right: number(value) }) };
  if (right.kind !== 'binary' || right.op !== '*' || right.left.kind !== 'number') return null;
  const level: Expr = { kind: 'binary', op: '/', left, right: right.right, matching: expr.matching };
  return { value: right.left.value, level, with: (value) => ({ ...expr, right: { ...right, left: number(value) } }) };
}

/** The next of 1, 1.5, 2, 3, 5, 7 and their multiples by ten: a number that people can set and remember. */
export function roundUp(value: number): number {
  if (value <= 0) return 0;
  const size = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 5, 7, 10].find((one) => one * size >= value * (1 - 1e-9)) ?? 10;
  return Number((step * size).toPrecision(2));
}
