/** How callers wait between attempts: the policy behind the waits of many operations. */
import { lineThrough, median, relativeSpread } from '../util/statistics.js';
import type { Engine } from './engine.js';

/** A wait before an attempt. */
export interface Wait {
  /** Number of the piece of work. */
  readonly work: number;
  /** Number of the attempt that ends it: 2 for the wait before the first repeat. */
  readonly attempt: number;
  readonly gap_ms: number;
  /** When the attempt began, in milliseconds UTC. */
  readonly start_ms: number;
}

export interface WaitPolicy {
  /** `growing` where only two waits of a work are seen, which tell no line from a curve; `unknown` where too few are. */
  readonly policy: 'none' | 'constant' | 'linear' | 'exponential' | 'growing' | 'irregular' | 'unknown';
  /** Wait before the first repeat, in milliseconds. */
  readonly base_ms: number | null;
  /** By how much each wait is longer than the one before: times for exponential and growing, milliseconds for linear. */
  readonly step: number | null;
  /** Median deviation of waits before the same attempt, as a share: 0 without jitter. */
  readonly jitter: number | null;
  /** True when the repeats of many works start at the same moments. */
  readonly lockstep: boolean;
}

/** One work may wait by chance; three that wait alike have a policy. */
const LEAST_WORKS = 3;
const LEAST_WAITS = 5;
/** A repeat that comes faster than a timer could be meant is none. */
const AT_ONCE_MS = 100;
/** Timers and queues make this much of difference by themselves. */
const ALIKE = 0.1;

/** The policy that the waits of one caller and operation show. */
export function policyOf(waits: readonly Wait[]): WaitPolicy {
  const nothing = { policy: 'unknown', base_ms: null, step: null, jitter: null, lockstep: false } as const;
  if (waits.length < LEAST_WAITS || new Set(waits.map(({ work }) => work)).size < LEAST_WORKS) return nothing;
  const levels = levelsOf(waits);
  const base = levels[0]?.[1] ?? 0;
  const jitter = middle(spreads(waits));
  const common = { base_ms: Math.round(base), jitter: Math.round(jitter * 1000) / 1000, lockstep: inLockstep(waits) };
  if (median(waits.map(({ gap_ms }) => gap_ms)) <= AT_ONCE_MS) return { ...common, policy: 'none', step: null };
  return { ...common, ...shapeOf(levels) };
}

/** Median; 0 of nothing. */
const middle = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : median([...numbers]));

/** Median wait before each attempt, of attempts that three works have. */
function levelsOf(waits: readonly Wait[]): [attempt: number, ms: number][] {
  return [...grouped(waits)]
    .filter(([, some]) => some.length >= LEAST_WORKS)
    .sort(([a], [b]) => a - b)
    .map(([attempt, some]) => [attempt, median(some.map(({ gap_ms }) => gap_ms))]);
}

function grouped(waits: readonly Wait[]): Map<number, Wait[]> {
  const groups = new Map<number, Wait[]>();
  for (const wait of waits) {
    const known = groups.get(wait.attempt);
    if (known === undefined) groups.set(wait.attempt, [wait]);
    else known.push(wait);
  }
  return groups;
}

function spreads(waits: readonly Wait[]): number[] {
  return [...grouped(waits).values()]
    .filter((some) => some.length >= LEAST_WORKS)
    .map((some) => relativeSpread(some.map(({ gap_ms }) => gap_ms)));
}

function shapeOf(levels: readonly (readonly [number, number])[]): Pick<WaitPolicy, 'policy' | 'step'> {
  const gaps = levels.map(([, ms]) => ms);
  const ratios = gaps.slice(1).map((ms, i) => ms / Math.max(1, gaps[i] as number));
  if (ratios.length === 0 || ratios.every((ratio) => Math.abs(ratio - 1) <= 2 * ALIKE)) return { policy: 'constant', step: null };
  if (ratios.filter((ratio) => ratio > 1 + ALIKE).length < 0.6 * ratios.length) return { policy: 'irregular', step: null };
  if (ratios.length === 1) return { policy: 'growing', step: round(ratios[0] as number) };
  // A cap makes the last waits alike; the curve is told by those before.
  const rising = levels.filter((_, i) => i === 0 || (ratios[i - 1] as number) > 1 + ALIKE);
  const line = lineThrough(rising);
  const curve = lineThrough(rising.map(([attempt, ms]) => [attempt, Math.log(Math.max(1, ms))]));
  if (rising.length < 3) return { policy: 'growing', step: round(median(ratios)) };
  return curve.fit >= line.fit
    ? { policy: 'exponential', step: round(Math.exp(curve.slope)) }
    : { policy: 'linear', step: Math.round(line.slope) };
}

const round = (number: number): number => Math.round(number * 100) / 100;

/** Most repeats start together with those of four other works, at few moments of all. */
function inLockstep(waits: readonly Wait[]): boolean {
  const MOMENT_MS = 250;
  const moments = new Map<number, Set<number>>();
  for (const { start_ms, work } of waits) {
    const moment = Math.floor(start_ms / MOMENT_MS);
    moments.set(moment, (moments.get(moment) ?? new Set()).add(work));
  }
  const crowded = [...moments.values()].filter((works) => works.size >= 5);
  const together = crowded.reduce((sum, works) => sum + works.size, 0);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { start_ms } of waits) [first, last] = [Math.min(first, start_ms), Math.max(last, start_ms)];
  return together >= 0.5 * waits.length && crowded.length * MOMENT_MS <= 0.2 * (last - first);
}

/** Fills `wait_policies` from `wait_lines` (one row per wait) and `wait_groups` (one per caller and operation). */
export async function settleWaits(engine: Engine): Promise<void> {
  const [groups = [], works = [], attempts = [], gaps = [], starts = []] = await engine.numbers(
    'SELECT grp::DOUBLE, work::DOUBLE, number::DOUBLE, gap_ms::DOUBLE, start_ms::DOUBLE FROM wait_lines ORDER BY grp, start_ms, work',
  );
  const waits = new Map<number, Wait[]>();
  groups.forEach((group, i) => {
    const wait = { work: works[i]!, attempt: attempts[i]!, gap_ms: gaps[i]!, start_ms: starts[i]! };
    const known = waits.get(group);
    if (known === undefined) waits.set(group, [wait]);
    else known.push(wait);
  });
  await engine.run(
    'CREATE TEMP TABLE wait_shapes (grp DOUBLE, policy VARCHAR, base_ms DOUBLE, step DOUBLE, jitter DOUBLE, lockstep BOOLEAN)',
  );
  const shapes = [...waits].map(([group, some]) => ({ group, ...policyOf(some) }));
  await engine.append(
    'wait_shapes',
    shapes.map(({ group, policy, base_ms, step, jitter, lockstep }) => [group, policy, base_ms, step, jitter, lockstep]),
  );
}
