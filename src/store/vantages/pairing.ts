/**
 * Which lines of two vantages tell of the same call when no id says so: one to one, by record, status and time.
 * A wrong pair hides a call at worst; it never makes one.
 */
import type { Line } from './lines.js';

/** Two lines of one call. */
export interface Pair {
  readonly near: Line;
  readonly far: Line;
  /** False when another line would have done nearly as well: such a pair counts, but tells nothing of the other's record. */
  readonly sure: boolean;
}

/** How far two lines of one call may stand apart, in milliseconds: queues before the log, and clocks that were not compared. */
const APART_MS = 1500;
/** A pair is sure when the next best stands this much further off. */
const CLEARLY_MS = 300;
/** Lines looked at on either side of a line's time: more than this at one moment are told apart by nothing. */
const NEIGHBOURS = 16;

interface Candidate {
  readonly near: number;
  readonly far: number;
  readonly cost: number;
}

type Fits = (near: Line, far: Line) => boolean;

const sameStatus: Fits = (near, far) => near.status === far.status;
/** A side that did not see the end says nothing against the other's answer. */
const endUnseen: Fits = (near, far) => near.open || far.open;
/** Ids contradict each other only where both are named. */
const mayBeOne: Fits = (near, far) =>
  (near.key === 0 || far.key === 0 || near.key === far.key) &&
  (near.created === 0 || far.created === 0 || near.created === far.created || near.created === far.key);

/** The rounds of matching, the strictest first: each pairs what the one before left over. */
const ROUNDS: readonly { readonly bucket: (line: Line) => string | null; readonly fits: Fits }[] = [
  { bucket: (line) => (line.key === 0 ? null : `${line.key} ${line.status}`), fits: sameStatus },
  { bucket: (line) => (line.key === 0 ? null : String(line.key)), fits: endUnseen },
  { bucket: (line) => String(line.status), fits: sameStatus },
  { bucket: () => '', fits: endUnseen },
];

/** Pairs lines of a vantage nearer to the caller with lines of one further off. Takes time n log n. */
export function pairLines(near: readonly Line[], far: readonly Line[]): Pair[] {
  const pairs: Pair[] = [];
  const taken = new Set<Line>();
  for (const { bucket, fits } of ROUNDS) {
    const nears = bucketed(near, taken, bucket);
    for (const [name, others] of bucketed(far, taken, bucket)) {
      const own = nears.get(name) ?? [];
      for (const pair of pairBucket(own, others, fits)) {
        pairs.push(pair);
        taken.add(pair.near).add(pair.far);
      }
      for (const pair of leftOver(own, others, taken, fits)) pairs.push(pair);
    }
  }
  return pairs;
}

function bucketed(lines: readonly Line[], taken: ReadonlySet<Line>, bucket: (line: Line) => string | null): Map<string, Line[]> {
  const buckets = new Map<string, Line[]>();
  for (const line of lines) {
    const name = taken.has(line) ? null : bucket(line);
    if (name === null) continue;
    const known = buckets.get(name);
    if (known === undefined) buckets.set(name, [line]);
    else known.push(line);
  }
  return buckets;
}

function pairBucket(near: readonly Line[], far: readonly Line[], fits: Fits): Pair[] {
  if (near.length === 0 || far.length === 0) return [];
  const candidates = far.flatMap((line, index) => candidatesOf(line, index, near, fits));
  candidates.sort((a, b) => a.cost - b.cost || a.near - b.near || a.far - b.far);
  const ofNear = grouped(candidates, (one) => one.near);
  const ofFar = grouped(candidates, (one) => one.far);
  const matched = matching(candidates, ofFar);
  return [...matched.values()].map((one) => ({
    near: near[one.near] as Line,
    far: far[one.far] as Line,
    sure:
      ((near[one.near] as Line).key !== 0 && (near[one.near] as Line).key === (far[one.far] as Line).key) ||
      (alone(one, ofNear.get(one.near) ?? []) && alone(one, ofFar.get(one.far) ?? [])),
  }));
}

const alone = (one: Candidate, all: readonly Candidate[]): boolean =>
  all.every((other) => other === one || other.cost >= one.cost + CLEARLY_MS);

/** In a crowd any free line will do, the first first: that they are as many is all that can be known. */
function leftOver(near: readonly Line[], far: readonly Line[], taken: Set<Line>, fits: Fits): Pair[] {
  const free = near.filter((line) => !taken.has(line));
  const pairs: Pair[] = [];
  let first = 0;
  for (const line of far) {
    if (taken.has(line)) continue;
    while (first < free.length && (taken.has(free[first] as Line) || (free[first] as Line).end + APART_MS < line.start)) first += 1;
    const end = Math.min(free.length, first + 4 * NEIGHBOURS);
    for (let index = first; index < end; index += 1) {
      const other = free[index] as Line;
      if (taken.has(other) || !fits(other, line) || !mayBeOne(other, line) || apart(other, line) > APART_MS) continue;
      taken.add(other).add(line);
      pairs.push({ near: other, far: line, sure: false });
      break;
    }
  }
  return pairs;
}

/** The nearest first; a line that goes away empty takes the place of one that has another choice. */
function matching(candidates: readonly Candidate[], ofFar: ReadonlyMap<number, readonly Candidate[]>): Map<number, Candidate> {
  const byNear = new Map<number, Candidate>();
  const byFar = new Map<number, Candidate>();
  const take = (one: Candidate) => {
    byNear.set(one.near, one);
    byFar.set(one.far, one);
  };
  for (const one of candidates) if (!byNear.has(one.near) && !byFar.has(one.far)) take(one);
  for (const [far, choices] of ofFar) {
    if (byFar.has(far)) continue;
    for (const choice of choices) {
      const rival = byNear.get(choice.near) as Candidate;
      const other = ofFar.get(rival.far)?.find((one) => !byNear.has(one.near));
      if (other === undefined) continue;
      take(other);
      take(choice);
      break;
    }
  }
  return byNear;
}

function grouped(candidates: readonly Candidate[], by: (one: Candidate) => number): Map<number, Candidate[]> {
  const groups = new Map<number, Candidate[]>();
  for (const one of candidates) {
    const known = groups.get(by(one));
    if (known === undefined) groups.set(by(one), [one]);
    else known.push(one);
  }
  return groups;
}

/** Near lines stand in the order of their starts: only those around the far line's start and end are looked at. */
function candidatesOf(line: Line, far: number, near: readonly Line[], fits: Fits): Candidate[] {
  const found: Candidate[] = [];
  const look = (from: number, to: number) => {
    for (let index = Math.max(0, from); index < Math.min(near.length, to); index += 1) {
      const other = near[index] as Line;
      if (!fits(other, line) || !mayBeOne(other, line)) continue;
      const cost = apart(other, line);
      if (cost <= APART_MS) found.push({ near: index, far, cost });
    }
  };
  const first = firstAfter(near, line.start);
  const last = line.end === line.start ? first : firstAfter(near, line.end);
  look(first - NEIGHBOURS, first + NEIGHBOURS);
  look(Math.max(last - NEIGHBOURS, first + NEIGHBOURS), last + NEIGHBOURS);
  return found;
}

/** Number of lines that start no later than the time. */
function firstAfter(lines: readonly Line[], time: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as Line).start <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How much the further side's times stand outside of the nearer side's, in milliseconds. */
function apart(near: Line, far: Line): number {
  // Whoever stopped waiting knows nothing of the end.
  if (near.open && !near.lasting) return Math.max(0, near.start - far.end, far.start - near.start);
  if (near.open) return Math.max(0, near.start - far.start, far.start - near.end);
  if (near.lasting) return Math.max(0, near.start - far.start, far.end - near.end) + Math.abs(near.end - far.end) / 100;
  // A line without a duration stands at the start of its call or at the end.
  return Math.min(Math.abs(near.start - far.start), Math.abs(near.end - far.end));
}
