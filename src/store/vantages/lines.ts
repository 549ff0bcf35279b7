/** Lines of different vantages, as the matching sees them: numbers only, read in columns. */
import type { Engine } from '../engine.js';

/** One call as far as ids tell, seen from the vantage that is nearest to the caller. */
export interface Line {
  /** Number of the call. */
  readonly unit: number;
  /** Operations that may be the same: method and end of the route. */
  readonly group: number;
  /** 1 caller, 2 proxy, 3 target. */
  readonly rank: number;
  /** Bit per vantage from which ids already show the call. */
  readonly vantages: number;
  readonly stream: number;
  /** Number of the clocks that were compared; 0 for a stream that shares no ids with another. */
  readonly clock: number;
  readonly route: number;
  /** In milliseconds UTC, by the clock of the group. */
  start: number;
  end: number;
  /** True when the line states how long the call took. */
  readonly lasting: boolean;
  /** 0 where the line states none. */
  readonly status: number;
  /** Hash of the business record or of the path with its identifiers; 0 where the line names none. */
  readonly key: number;
  /** Hash of the id of what was created; 0 where the line names none. */
  readonly created: number;
  /** True when this side did not see the end: it timed out, or a proxy answered in place of the target. */
  readonly open: boolean;
  /** True when a proxy could not pass the call on: it reached no target. */
  readonly unsent: boolean;
}

const COLUMNS = [
  'unit',
  'grp',
  'rank',
  'vantages',
  'stream',
  'clock',
  'route',
  'start_ms',
  'end_ms',
  'lasting',
  'status',
  'record',
  'created',
  'open',
  'unsent',
];

/** All lines of `unit_lines`, in the order of their groups. */
export async function readLines(engine: Engine): Promise<Line[][]> {
  const columns = await engine.numbers(
    `SELECT ${COLUMNS.map((name) => `CAST(${name} AS DOUBLE) AS ${name}`).join(', ')} FROM unit_lines ORDER BY grp, start_ms, unit`,
  );
  const at = (column: number, row: number): number => columns[column]?.[row] ?? 0;
  const groups: Line[][] = [];
  let last = Number.NaN;
  for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
    if (at(1, row) !== last) groups.push([]);
    last = at(1, row);
    groups.at(-1)?.push({
      unit: at(0, row),
      group: last,
      rank: at(2, row),
      vantages: at(3, row),
      stream: at(4, row),
      clock: at(5, row),
      route: at(6, row),
      start: at(7, row),
      end: at(8, row),
      lasting: at(9, row) === 1,
      status: at(10, row),
      key: at(11, row),
      created: at(12, row),
      open: at(13, row) === 1,
      unsent: at(14, row) === 1,
    });
  }
  return groups;
}
