/** Logs that were fetched for periods that overlap: the lines that stand at the end of one file and at the start of another. */
import { groupBy } from '../../util/groups.js';
import { chunksOf } from '../containers/bytes.js';
import { unpacked } from '../containers/unpack.js';
import type { Format } from '../records/format.js';
import { seriesOf } from '../records/series.js';
import { isTimed } from './copies.js';
import type { Source } from './source.js';

/** The lines at the start of a file that another file holds as well. */
export interface Overlap {
  readonly lines: number;
  /** The file that holds them, too. */
  readonly other: string;
  /** True when the file holds nothing else. */
  readonly whole: boolean;
}

/**
 * Different lines that must stand in both. Two writers may write the same line in the same second, and a rotated log may
 * begin as the one before it ended, but not with several different lines in the same order.
 */
const TELLING_LINES = 3;
/** Files under other names are compared as well while all of them together are no larger: that takes a second. */
const SMALL_BYTES = 64 * 1024 * 1024;
/** Lines of a header that every file of the series begins with. */
const MOST_HEADER = 10;

/**
 * By the path of the file whose start is a repetition. Files in `left` are not looked at: they are not read at all.
 * Tables may agree in many rows because two systems do; they are never a repetition.
 */
export async function findOverlaps(
  sources: readonly Source[],
  left: ReadonlyMap<string, string>,
  formats: readonly Format[],
): Promise<ReadonlyMap<string, Overlap>> {
  const overlaps = new Map<string, Overlap>();
  for (const group of groupsOf(sources.filter(({ path }) => !left.has(path)))) {
    const heads = new Map<Source, string[]>();
    for (const source of group) heads.set(source, await headOf(source));
    for (const source of group) {
      const others = group.filter(
        (other) => other !== source && !overlaps.has(other.path) && overlaps.get(source.path)?.other !== other.path,
      );
      for (const [other, overlap] of await repeatedIn(source, others, heads))
        if (await isTimed(other, formats)) overlaps.set(other.path, overlap);
    }
  }
  return overlaps;
}

/** Files of the same name but for folders, dates and numbers; all files where they are small. */
function groupsOf(sources: readonly Source[]): Source[][] {
  const all = sources.reduce((sum, { size }) => sum + (size ?? Number.POSITIVE_INFINITY), 0);
  if (all <= SMALL_BYTES) return sources.length > 1 ? [[...sources]] : [];
  // A stream can be read only once.
  const groups = groupBy(
    sources.filter(({ size }) => size !== null),
    (source) => seriesOf(source.path).replace(/^.*\//, ''),
  );
  return [...groups.values()].filter((group) => group.length > 1);
}

async function headOf(source: Source): Promise<string[]> {
  const lines: string[] = [];
  const reader = readerOf(source);
  while (lines.length < MOST_HEADER) {
    const line = await reader.next();
    if (line === null) break;
    lines.push(line);
  }
  await reader.close();
  return lines;
}

/** Of the other files, those whose start stands at the end of this one, or which stand in it altogether. */
async function repeatedIn(
  source: Source,
  others: readonly Source[],
  heads: ReadonlyMap<Source, readonly string[]>,
): Promise<[Source, Overlap][]> {
  const own = heads.get(source) ?? [];
  const starts = new Map<string, { other: Source; header: number }[]>();
  for (const other of others) {
    const head = heads.get(other) ?? [];
    const header = head.findIndex((line, at) => line !== own[at]);
    const first = head[header];
    if (first === undefined || first === '') continue;
    starts.set(first, [...(starts.get(first) ?? []), { other, header }]);
  }
  if (starts.size === 0) return [];
  const running = new Map<Source, Run>();
  const found: [Source, Overlap][] = [];
  const end = async (run: Run, whole: boolean) => {
    running.delete(run.source);
    await run.reader.close();
    if (run.different.size >= TELLING_LINES) found.push([run.source, { lines: run.lines, other: source.path, whole }]);
  };
  for await (const lines of linesOf(source)) {
    for (const line of lines) {
      if (running.size === 0 && !starts.has(line)) continue;
      for (const run of [...running.values()]) if (!(await follows(run, line))) await stop(run, running);
      for (const { other, header } of starts.get(line) ?? [])
        if (!running.has(other)) running.set(other, await startRun(other, header, line));
      for (const run of [...running.values()]) if (await run.reader.ended()) await end(run, true);
    }
  }
  for (const run of [...running.values()]) await end(run, false);
  return found;
}

/** A file that so far goes on as the other does. */
interface Run {
  readonly source: Source;
  readonly reader: Reader;
  lines: number;
  readonly different: Set<string>;
}

async function startRun(source: Source, header: number, line: string): Promise<Run> {
  const reader = readerOf(source);
  for (let skipped = 0; skipped <= header; skipped++) await reader.next();
  return { source, reader, lines: header + 1, different: new Set([line]) };
}

async function follows(run: Run, line: string): Promise<boolean> {
  if ((await run.reader.next()) !== line) return false;
  run.lines++;
  if (run.different.size < TELLING_LINES) run.different.add(line);
  return true;
}

async function stop(run: Run, running: Map<Source, Run>): Promise<void> {
  running.delete(run.source);
  await run.reader.close();
}

interface Reader {
  /** The next line, its bytes as characters; null at the end, and where the file cannot be read further. */
  readonly next: () => Promise<string | null>;
  readonly ended: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

function readerOf(source: Source): Reader {
  const batches = linesOf(source);
  let waiting: readonly string[] = [];
  let at = 0;
  const ended = async () => {
    while (at >= waiting.length) {
      const batch = await batches.next();
      if (batch.done) return true;
      [waiting, at] = [batch.value, 0];
    }
    return false;
  };
  return {
    ended,
    next: async () => ((await ended()) ? null : (waiting[at++] as string)),
    close: async () => void (await batches.return(undefined)),
  };
}

/** Lines in batches, their bytes as characters. A file that cannot be read further ends there; its reading will say why. */
async function* linesOf(source: Source): AsyncGenerator<readonly string[]> {
  let tail = '';
  try {
    for await (const chunk of unpacked(chunksOf(source.open()), () => {})) {
      const lines = (tail + chunk.toString('latin1')).split('\n');
      tail = lines.pop() ?? '';
      if (lines.length > 0) yield lines;
    }
  } catch {}
  if (tail !== '') yield [tail];
}
