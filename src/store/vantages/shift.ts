/** How far two logs stand apart in time when no id and no record tells: by the pattern of their calls. */
import type { Line } from './lines.js';

/** Clocks further apart than this are a matter of zones, not of drift. */
const FURTHEST_MS = 600_000;
const BIN_MS = 250;
/** Lines that are compared, spread over the whole log; and lines that each is compared with. */
const SAMPLE = 200;
const NEIGHBOURS = 60;
/** Fewer lines than this may agree by chance. */
const LEAST = 8;

/**
 * How far the far clock is ahead, in milliseconds: the difference that most lines of the sample share.
 * Null where no difference stands out; a job that runs at fixed intervals fits at many.
 */
export function shiftOf(groups: readonly (readonly [near: readonly Line[], far: readonly Line[]])[]): number | null {
  const bins = new Map<number, Set<number>>();
  let sampled = 0;
  const all = groups.reduce((sum, [, far]) => sum + far.length, 0);
  const step = Math.max(1, Math.floor(all / SAMPLE));
  let place = 0;
  for (const [near, far] of groups) {
    for (const line of far) {
      place += 1;
      if (place % step !== 0) continue;
      sampled += 1;
      note(bins, sampled, line, near);
    }
  }
  return sampled < LEAST ? null : peak(bins, sampled);
}

/** Ends are compared: most logs write a line when the call is over. */
function note(bins: Map<number, Set<number>>, number: number, line: Line, near: readonly Line[]): void {
  const middle = lowerBound(near, line.end);
  for (let i = Math.max(0, middle - NEIGHBOURS); i < Math.min(near.length, middle + NEIGHBOURS); i += 1) {
    const other = near[i] as Line;
    const difference = line.end - other.end;
    if (Math.abs(difference) > FURTHEST_MS || line.status !== other.status) continue;
    const bin = Math.round(difference / BIN_MS);
    const known = bins.get(bin);
    if (known === undefined) bins.set(bin, new Set([number]));
    else known.add(number);
  }
}

function lowerBound(lines: readonly Line[], time: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as Line).end < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bin, with those beside it, that nearly all lines of the sample share, and no other comes close. */
function peak(bins: ReadonlyMap<number, ReadonlySet<number>>, sampled: number): number | null {
  const heights = [...bins.keys()].map((bin) => {
    const lines = new Set([-1, 0, 1].flatMap((beside) => [...(bins.get(bin + beside) ?? [])]));
    return { bin, height: lines.size, own: bins.get(bin)?.size ?? 0 };
  });
  heights.sort((a, b) => b.height - a.height || b.own - a.own || Math.abs(a.bin) - Math.abs(b.bin));
  const best = heights[0];
  if (best === undefined || best.height < 0.6 * sampled) return null;
  const rival = heights.find(({ bin }) => Math.abs(bin - best.bin) > 4);
  return rival !== undefined && rival.height > 0.6 * best.height ? null : best.bin * BIN_MS;
}
