/** By how much the clock of each log differs from the others, from calls that two of them saw. */
import type { Engine } from './engine.js';

/** Two streams that saw the same calls. */
export interface ClockPair {
  readonly stream: string;
  readonly other: string;
  /** Calls seen by both. */
  readonly pairs: number;
  /** How far the other's clock is ahead, in milliseconds. */
  readonly skew_ms: number;
  /** Median deviation from that, in milliseconds. */
  readonly spread_ms: number;
}

/** A stream's clock against the one that its group is measured by. */
export interface Clock extends ClockPair {
  readonly stream: string;
  /** The stream whose clock counts. */
  readonly reference: string;
}

interface Edge {
  readonly to: string;
  readonly ahead: number;
  readonly pair: ClockPair;
}

/**
 * The clocks of streams along the pairs that rest on the most calls, so that streams are compared
 * which share no call. The reference of a group is the stream that takes part in the most pairs.
 */
export function solveClocks(pairs: readonly ClockPair[]): Clock[] {
  const edges = new Map<string, Edge[]>();
  const weight = new Map<string, number>();
  const join = (from: string, to: string, ahead: number, pair: ClockPair) => {
    edges.set(from, [...(edges.get(from) ?? []), { to, ahead, pair }]);
    weight.set(from, (weight.get(from) ?? 0) + pair.pairs);
  };
  for (const pair of pairs) {
    join(pair.stream, pair.other, pair.skew_ms, pair);
    join(pair.other, pair.stream, -pair.skew_ms, pair);
  }
  const clocks = new Map<string, Clock>();
  const heaviest = [...weight].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  for (const [reference] of heaviest) if (!clocks.has(reference)) spread(reference, edges, clocks);
  return [...clocks.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
}

function spread(reference: string, edges: ReadonlyMap<string, readonly Edge[]>, clocks: Map<string, Clock>): void {
  const none = { stream: reference, other: reference, pairs: 0, skew_ms: 0, spread_ms: 0 };
  clocks.set(reference, { ...none, reference });
  const open: { from: string; edge: Edge }[] = (edges.get(reference) ?? []).map((edge) => ({ from: reference, edge }));
  while (open.length > 0) {
    open.sort((a, b) => b.edge.pair.pairs - a.edge.pair.pairs || (a.edge.to < b.edge.to ? -1 : 1));
    const { from, edge } = open.shift() as (typeof open)[number];
    if (clocks.has(edge.to)) continue;
    const skew = (clocks.get(from) as Clock).skew_ms + edge.ahead;
    clocks.set(edge.to, { ...edge.pair, stream: edge.to, other: from, reference, skew_ms: skew });
    for (const next of edges.get(edge.to) ?? []) open.push({ from: edge.to, edge: next });
  }
}

/** Fills `clocks` from `clock_pairs`: one row per stream that shares calls with another. */
export async function settleClocks(engine: Engine): Promise<void> {
  const rows = await engine.rows('SELECT * FROM clock_pairs ORDER BY stream, other');
  const pairs = rows.map((row) => ({
    stream: String(row.stream),
    other: String(row.other),
    pairs: Number(row.pairs),
    skew_ms: row.differ === true ? Math.round(Number(row.skew_ms)) : 0,
    spread_ms: Math.round(Number(row.spread_ms)),
  }));
  await engine.run(
    'CREATE TABLE clocks (stream VARCHAR, reference VARCHAR, other VARCHAR, skew_ms DOUBLE, pairs BIGINT, spread_ms DOUBLE, basis VARCHAR)',
  );
  const basis = new Map(rows.map((row) => [`${row.stream} ${row.other}`, String(row.basis)]));
  await engine.append(
    'clocks',
    solveClocks(pairs).map((clock) => [
      clock.stream,
      clock.reference,
      clock.other,
      clock.skew_ms,
      clock.pairs,
      clock.spread_ms,
      basis.get(`${clock.stream} ${clock.other}`) ?? basis.get(`${clock.other} ${clock.stream}`) ?? 'itself',
    ]),
  );
}
