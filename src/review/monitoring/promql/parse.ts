/** Reads PromQL into a tree. What is not of the part that is understood is refused, never guessed. */
import { AGGREGATES, type AggregateOp, type BinaryOp, type Expr, FUNCTIONS, type FunctionName, type Matcher, PRECEDENCE } from './tree.js';

const TOKEN =
  /\s*(?:#[^\n]*\n?)?\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdwy]))*)|(0x[0-9a-f]+|\d*\.?\d+(?:e[+-]?\d+)?)|([a-z_:][\w:]*)|(=~|!~|==|!=|<=|>=|[-+*/%<>=(){}[\],]))/iy;

type Kind = 'string' | 'duration' | 'number' | 'name' | 'sign' | 'end';
interface Token {
  readonly kind: Kind;
  readonly text: string;
}

/** @throws SyntaxError that says what is not understood. */
export function parsePromql(source: string): Expr {
  const state: State = { tokens: tokensOf(source), at: 0 };
  const expr = binary(state, 0);
  if (peek(state).kind !== 'end') throw new SyntaxError(`unexpected ${peek(state).text}`);
  return expr;
}

interface State {
  readonly tokens: readonly Token[];
  at: number;
}

const KINDS: readonly Kind[] = ['string', 'duration', 'number', 'name', 'sign'];

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new SyntaxError(`cannot read ${source.slice(from, from + 20).trim()}`);
    const at = KINDS.findIndex((_, index) => match[index + 1] !== undefined);
    tokens.push({ kind: KINDS[at] ?? 'sign', text: match[at + 1] ?? '' });
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

const peek = ({ tokens, at }: State): Token => tokens[at] ?? { kind: 'end', text: 'the end' };

function next(state: State): Token {
  const token = peek(state);
  state.at += 1;
  return token;
}

function take(state: State, text: string): boolean {
  const token = peek(state);
  if (token.kind === 'string' || token.text.toLowerCase() !== text) return false;
  state.at += 1;
  return true;
}

function expectSign(state: State, text: string): void {
  if (!take(state, text)) throw new SyntaxError(`expected ${text}, found ${peek(state).text}`);
}

/** All operators of these levels are left associative. */
function binary(state: State, level: number): Expr {
  const ops: readonly string[] | undefined = PRECEDENCE[level];
  if (!ops) return unary(state);
  let left = binary(state, level + 1);
  for (;;) {
    const op = ops.find((one) => take(state, one)) as BinaryOp | undefined;
    if (op === undefined) return left;
    if (take(state, 'bool')) throw new SyntaxError('bool is not understood');
    const matching = matchingOf(state);
    left = { kind: 'binary', op, left, right: binary(state, level + 1), matching };
  }
}

function matchingOf(state: State): { on: boolean; labels: readonly string[] } | null {
  const on = take(state, 'on');
  if (!on && !take(state, 'ignoring')) return null;
  const labels = labelList(state);
  if (take(state, 'group_left') || take(state, 'group_right')) throw new SyntaxError('group_left and group_right are not understood');
  return { on, labels };
}

function unary(state: State): Expr {
  if (take(state, '-')) return negated(unary(state));
  take(state, '+');
  const expr = primary(state);
  for (const word of ['[', 'offset', '@', '^']) if (take(state, word)) throw new SyntaxError(`${word} is not understood here`);
  return expr;
}

function negated(expr: Expr): Expr {
  if (expr.kind === 'number') return { kind: 'number', value: -expr.value };
  return { kind: 'binary', op: '*', left: { kind: 'number', value: -1 }, right: expr, matching: null };
}

function primary(state: State): Expr {
  if (take(state, '(')) {
    const inner = binary(state, 0);
    expectSign(state, ')');
    return inner;
  }
  if (peek(state).text === '{') return selector(state, null);
  const token = next(state);
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
  if (token.kind !== 'name') throw new SyntaxError(`unexpected ${token.text}`);
  const aggregate = AGGREGATES.find((one) => one === token.text.toLowerCase());
  if (aggregate && ['(', 'by', 'without'].includes(peek(state).text.toLowerCase())) return aggregateOf(state, aggregate);
  return peek(state).text === '(' ? call(state, token.text) : selector(state, token.text);
}

function aggregateOf(state: State, op: AggregateOp): Expr {
  let group = groupingOf(state);
  expectSign(state, '(');
  const arg = binary(state, 0);
  expectSign(state, ')');
  group ??= groupingOf(state);
  return { kind: 'aggregate', op, grouping: group?.grouping ?? 'by', labels: group?.labels ?? [], arg };
}

function groupingOf(state: State): { grouping: 'by' | 'without'; labels: readonly string[] } | null {
  const grouping = (['by', 'without'] as const).find((word) => take(state, word));
  return grouping ? { grouping, labels: labelList(state) } : null;
}

function labelList(state: State): string[] {
  expectSign(state, '(');
  const labels: string[] = [];
  while (!take(state, ')')) {
    labels.push(next(state).text);
    take(state, ',');
    if (peek(state).kind === 'end') throw new SyntaxError('a list of labels does not end');
  }
  return labels;
}

function call(state: State, name: string): Expr {
  const known = FUNCTIONS.find((one) => one === name);
  if (!known) throw new SyntaxError(`the function ${name} is not understood`);
  expectSign(state, '(');
  const args: Expr[] = [];
  while (!take(state, ')')) {
    args.push(binary(state, 0));
    if (!take(state, ',') && peek(state).text !== ')') throw new SyntaxError(`expected ) after the arguments of ${name}`);
  }
  return { kind: 'call', name: known as FunctionName, args };
}

function selector(state: State, metric: string | null): Expr {
  const matchers: Matcher[] = [];
  if (take(state, '{')) {
    while (!take(state, '}')) {
      const label = next(state).text;
      const op = next(state).text as Matcher['op'];
      const value = next(state);
      if (!['=', '!=', '=~', '!~'].includes(op) || value.kind !== 'string') throw new SyntaxError(`cannot read the matcher of ${label}`);
      matchers.push({ label, op, value: unquoted(value.text) });
      take(state, ',');
    }
  }
  let rangeMs: number | null = null;
  if (take(state, '[')) {
    rangeMs = durationMs(next(state).text);
    expectSign(state, ']');
  }
  return { kind: 'selector', metric, matchers, rangeMs };
}

function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** `1h30m` in milliseconds. @throws SyntaxError when it is none. */
export function durationMs(text: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) throw new SyntaxError(`${text} is no duration`);
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}
