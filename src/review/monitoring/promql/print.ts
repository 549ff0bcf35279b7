/** A tree as PromQL. */
import { COMPARISONS, type Expr, PRECEDENCE } from './tree.js';

export function printPromql(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return String(expr.value);
    case 'selector':
      return `${expr.metric ?? ''}${expr.matchers.length > 0 ? `{${expr.matchers.map(({ label, op, value }) => `${label}${op}${quoted(value)}`).join(', ')}}` : ''}${expr.rangeMs === null ? '' : `[${durationText(expr.rangeMs)}]`}`;
    case 'call':
      return `${expr.name}(${expr.args.map(printPromql).join(', ')})`;
    case 'aggregate':
      return `${expr.op}${expr.labels.length > 0 || expr.grouping === 'without' ? ` ${expr.grouping} (${expr.labels.join(', ')}) ` : ''}(${printPromql(expr.arg)})`;
    case 'binary': {
      const matching = expr.matching ? ` ${expr.matching.on ? 'on' : 'ignoring'} (${expr.matching.labels.join(', ')})` : '';
      return `${side(expr.left, expr, false)} ${expr.op}${matching} ${side(expr.right, expr, true)}`;
    }
  }
}

const levelOf = (op: string): number => PRECEDENCE.findIndex((ops) => (ops as readonly string[]).includes(op));

/** Operators associate to the left: on the right, one of the same level needs parentheses. */
function side(expr: Expr, { op }: Extract<Expr, { kind: 'binary' }>, right: boolean): string {
  const text = printPromql(expr);
  if (expr.kind !== 'binary') return text;
  const [inner, outer] = [levelOf(expr.op), levelOf(op)];
  return inner < outer || (inner === outer && (right || COMPARISONS.includes(op))) ? `(${text})` : text;
}

function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}

/** `90m` is written `1h30m`. */
export function durationText(ms: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ];
  let rest = ms;
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0m';
}
