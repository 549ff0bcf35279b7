/** Which files one writer filled one after the other, and in which order: what its log rotation makes of the names. */
import type { Source } from './source.js';

/** Where a file stands in its series. */
interface Turn {
  readonly series: string;
  /** Day and hour in the name, as digits; empty for the file that is still written. */
  readonly date: string;
  readonly number: number;
}

const PACKED = /\.(?:gz|zst|bz2|xz|zip)$/i;
const DATE = /[._-]?((?:19|20)\d\d)[-_]?([01]\d)[-_]?([0-3]\d)(?:[T._-]?(\d{2,6}))?(?!\d)/;
const NUMBER = /[._-](\d{1,3})(?=$|\.[a-z]{2,5}$)/i;

function turnOf(path: string): Turn {
  const cut = path.lastIndexOf('/') + 1;
  const name = path.slice(cut).replace(PACKED, '');
  const date = DATE.exec(name);
  const undated = date === null ? name : name.slice(0, date.index) + name.slice(date.index + date[0].length);
  const number = NUMBER.exec(undated);
  const plain = number === null ? undated : undated.slice(0, number.index) + undated.slice(number.index + number[0].length);
  return { series: path.slice(0, cut) + plain, date: date?.slice(1).join('') ?? '', number: number === null ? -1 : Number(number[1]) };
}

/**
 * The series with more than one file, each from the oldest to the newest. `app.log.2` is older than `app.log.1`;
 * with a date (`app-2026-08-01.1.log`, as logback writes) a higher number is newer. The file without either is the newest.
 */
export function rotations(sources: readonly Source[]): Source[][] {
  const series = new Map<string, { turn: Turn; source: Source }[]>();
  for (const source of sources) {
    const turn = turnOf(source.path);
    const known = series.get(turn.series);
    if (known === undefined) series.set(turn.series, [{ turn, source }]);
    else known.push({ turn, source });
  }
  return [...series.values()]
    .filter((files) => files.length > 1)
    .map((files) => files.sort((a, b) => inTurn(a.turn, b.turn)).map(({ source }) => source));
}

function inTurn(a: Turn, b: Turn): number {
  if (a.date !== b.date) return a.date === '' ? 1 : b.date === '' ? -1 : a.date < b.date ? -1 : 1;
  if (a.number === -1 || b.number === -1) return a.number === -1 ? 1 : -1;
  return a.date === '' ? b.number - a.number : a.number - b.number;
}

/** The sources in the order in which they are read: each series from its oldest file on, where its first file stood. */
export function inReadingOrder(sources: readonly Source[], series: readonly (readonly Source[])[]): Source[] {
  const own = new Map(series.flatMap((files) => files.map((file) => [file, files] as const)));
  const placed = new Set<Source>();
  for (const source of sources) for (const file of own.get(source) ?? [source]) placed.add(file);
  return [...placed];
}
