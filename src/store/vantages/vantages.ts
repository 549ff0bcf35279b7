/** Which calls that no id joins are one call, seen from several vantages. */
import { readFileSync } from 'node:fs';
import type { Engine } from '../engine.js';
import { type Line, readLines } from './lines.js';
import { type Pair, pairLines } from './pairing.js';
import { shiftOf } from './shift.js';

/** From the caller outwards; a line of the target that no caller tells of may be one of a proxy. */
const PASSES: readonly (readonly [near: number, far: number])[] = [
  [1, 2],
  [1, 3],
  [2, 3],
];
/** Two logs describe the same exchanges when at least this share of the shorter one finds its partner. */
const LEAST_COVERED = 0.5;
/** Keys of two logs name the same things when at least this share of them stands in both. */
const LEAST_SHARED = 0.2;
const MINUTES = 60_000;

/** A clock that was compared by the pattern of calls. */
export interface Shift {
  readonly stream: number;
  readonly near: number;
  readonly ahead: number;
  readonly lines: number;
}

/** Pairs of units that are one call, and the clocks that had to be compared for it. */
export function matchVantages(
  groups: readonly (readonly Line[])[],
  sameRoute: (a: number, b: number) => boolean,
): { pairs: Pair[]; shifts: Shift[] } {
  const pairs: Pair[] = [];
  const shifts: Shift[] = [];
  const merged = new Map<number, number>();
  const seen = (line: Line) => merged.get(line.unit) ?? line.vantages;
  for (const [near, far] of PASSES) {
    const sides = groups.flatMap((lines) => sidesOf(lines, near, far, seen, sameRoute));
    shifts.push(...alignClocks(sides));
    for (const side of sides) {
      for (const pair of covered(side)) {
        pairs.push(pair);
        const both = seen(pair.near) | seen(pair.far);
        merged.set(pair.near.unit, both).set(pair.far.unit, both);
      }
    }
  }
  return { pairs, shifts };
}

interface Sides {
  readonly near: Line[];
  readonly far: Line[];
}

/** The lines of two vantages about one operation: by the route where both name it alike, else by routes that end alike. */
function sidesOf(
  lines: readonly Line[],
  nearRank: number,
  farRank: number,
  seen: (line: Line) => number,
  sameRoute: (a: number, b: number) => boolean,
): Sides[] {
  const bit = (rank: number) => 1 << (rank - 1);
  const near = lines.filter((line) => line.rank === nearRank && !line.unsent && (seen(line) & bit(farRank)) === 0);
  const far = lines.filter((line) => line.rank === farRank && (seen(line) & bit(nearRank)) === 0);
  const routes = new Set(near.map((line) => line.route));
  const sides = new Map<number, Sides>();
  const sideOf = (route: number) => sides.get(route) ?? sides.set(route, { near: [], far: [] }).get(route)!;
  for (const line of near) sideOf(line.route).near.push(line);
  for (const line of far) {
    const route = routes.has(line.route) ? line.route : [...routes].find((other) => sameRoute(other, line.route));
    if (route !== undefined) sideOf(route).far.push(line);
  }
  return [...sides.values()].filter((side) => side.near.length > 0 && side.far.length > 0);
}

/** Pairs of a side, or none where the two logs do not tell of the same exchanges. */
function covered({ near, far }: Sides): Pair[] {
  const pairs = pairLines(inOrder(comparable(near, far)), inOrder(comparable(far, near)));
  return pairs.length >= LEAST_COVERED * Math.min(near.length, far.length) ? pairs : [];
}

/** Lines of streams whose clocks were moved stand in another order than before. */
const inOrder = (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => a.start - b.start || a.unit - b.unit);

/** One side may name other things than the other: then its keys neither join nor part. */
function comparable(lines: Line[], others: readonly Line[]): Line[] {
  const keys = new Set(others.map((line) => line.key));
  const named = lines.filter((line) => line.key !== 0);
  const shared = named.filter((line) => keys.has(line.key)).length;
  return shared >= LEAST_SHARED * named.length ? lines : lines.map((line) => ({ ...line, key: 0 }));
}

/** Moves the lines of streams whose clocks no id compares to the time of the nearer side. */
function alignClocks(sides: readonly Sides[]): Shift[] {
  const streams = new Map<string, { near: number; far: number; groups: [Line[], Line[]][] }>();
  for (const { near, far } of sides) {
    const nears = byStream(near);
    for (const [farStream, farLines] of byStream(far)) {
      for (const [nearStream, nearLines] of nears) {
        const clocks = [nearLines[0]!.clock, farLines[0]!.clock];
        if (clocks[0] !== 0 && clocks[0] === clocks[1]) continue;
        const name = `${farStream} ${nearStream}`;
        const known = streams.get(name) ?? { near: nearStream, far: farStream, groups: [] };
        known.groups.push([nearLines, farLines]);
        streams.set(name, known);
      }
    }
  }
  return [...streams.values()].flatMap(align);
}

function align({ near, far, groups }: { near: number; far: number; groups: [Line[], Line[]][] }): Shift[] {
  const shift = shiftOf(groups);
  // Half a second is the time a call takes, not a clock.
  if (shift === null || Math.abs(shift) <= 500 || Math.abs(shift) > 10 * MINUTES) return [];
  const lines = groups.flatMap(([, moved]) => moved);
  for (const line of lines) {
    line.start -= shift;
    line.end -= shift;
  }
  return [{ stream: far, near, ahead: shift, lines: lines.length }];
}

function byStream(lines: readonly Line[]): Map<number, Line[]> {
  const streams = new Map<number, Line[]>();
  for (const line of lines) {
    const known = streams.get(line.stream);
    if (known === undefined) streams.set(line.stream, [line]);
    else known.push(line);
  }
  return streams;
}

/** Fills `vantage_pairs` (unit, other, sure), and adds to `clocks` what the pattern of calls told. */
export async function joinVantages(engine: Engine): Promise<void> {
  await engine.run(readFileSync(new URL('./units.sql', import.meta.url), 'utf8'));
  const names = await engine.rows('SELECT DISTINCT route, route_name FROM unit_lines');
  const routes = new Map(names.map((row) => [Number(row.route), String(row.route_name).replace(/\/$/, '')]));
  const endsAlike = (a: number, b: number) => {
    const [one, other] = [routes.get(a) ?? '', routes.get(b) ?? ''];
    return one.length > other.length ? one.endsWith(other) : other.endsWith(one);
  };
  const { pairs, shifts } = matchVantages(await readLines(engine), endsAlike);
  await engine.run('CREATE TEMP TABLE vantage_pairs (unit DOUBLE, other DOUBLE, sure BOOLEAN)');
  await engine.append(
    'vantage_pairs',
    pairs.map(({ near, far, sure }) => [near.unit, far.unit, sure]),
  );
  const streams = new Map(
    (await engine.rows('SELECT DISTINCT stream, stream_name FROM unit_lines')).map((row) => [Number(row.stream), String(row.stream_name)]),
  );
  await engine.append(
    'clocks',
    shifts.map(({ stream, near, ahead, lines }) => [
      streams.get(stream)!,
      streams.get(near)!,
      streams.get(near)!,
      ahead,
      lines,
      250,
      'pattern',
    ]),
  );
}
