/** Reads the times of one file: what the file tells of its year, its order of day and month and its zone holds for all of them. */
import type { SourceRecord, Value } from '../records/format.js';
import { type ParsedTime, parseTime } from './time.js';
import { type Zone, zoneNamed } from './zone.js';

/** Where a time's zone comes from. */
export type ZoneFrom = 'stated' | 'given' | 'assumed';

/** A moment, and who says in which zone it is. */
export interface ReadTime {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly ms: number;
  readonly zone: ZoneFrom;
  /** By how much the zone that was given moved it against UTC, in milliseconds. */
  readonly moved: number;
}

export type TimeReader = (value: Value | undefined) => ReadTime | null;

/**
 * Makes the reader of a file.
 * @param near A moment in the year of the file (ms UTC), for times without a year.
 * @param zone Zone of the times that state none; null when nobody says.
 * @param from Who says: the user gives it, or a line of the file states it for all.
 */
export function timeReader(near: number | null, dayFirst: boolean, zone: Zone | null, from: ZoneFrom = 'given'): TimeReader {
  const known = new Map<string, Zone | null>();
  const zones = (name: string) => {
    if (!known.has(name)) known.set(name, zoneNamed(name));
    return known.get(name) ?? null;
  };
  let last: number | null = null;
  const settle = ({ ms, zone: own }: ParsedTime): ReadTime => {
    if (own === 'stated') return { ms, zone: 'stated', moved: 0 };
    if (zone === null) return { ms, zone: 'assumed', moved: 0 };
    const utc = zone.toUtc(ms, last);
    return { ms: utc, zone: from, moved: utc - ms };
  };
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    const parsed = parseTime(value, { near, dayFirst, zones });
    if (parsed === null) return null;
    const read = settle(parsed);
    last = read.ms;
    return read;
  };
}

const SLASHED = /(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?![\d/-])/;

/** So far a log and the other files of its folder may lie apart, in milliseconds; the wrong reading is a month away or more. */
const BESIDE_MS = 3 * 86_400_000;

/**
 * Whether a file writes the day before the month. A number above 12 tells; failing that, the reading by which the
 * file covers the shorter time: a log of one day read wrong covers months; failing that, the reading that lies by
 * the day of the other files; failing that, the language. As in the US when nothing tells.
 * @param near A moment of that day (ms UTC).
 */
export function writesDayFirst(sample: readonly SourceRecord[], near: number | null = null): boolean {
  const dates = sample.flatMap(timesOf).map((text) => SLASHED.exec(text));
  const found = dates.filter((m) => m !== null).map((m) => [+m[1]!, +m[2]!, +m[3]!] as const);
  const [days, months] = [found.filter(([first]) => first > 12).length, found.filter(([, second]) => second > 12).length];
  if (days !== months) return days > months;
  const dayFirst = found.map(([day, month, year]) => Date.UTC(year, month - 1, day));
  const monthFirst = found.map(([month, day, year]) => Date.UTC(year, month - 1, day));
  if (spread(dayFirst) < spread(monthFirst) / 2) return true;
  if (spread(monthFirst) < spread(dayFirst) / 2) return false;
  const beside = (times: readonly number[]) => near !== null && times.some((time) => Math.abs(time - near) <= BESIDE_MS);
  if (beside(dayFirst) !== beside(monthFirst)) return beside(dayFirst);
  return isAbroad(sample);
}

/** Words between the words in languages of countries that write the day first, and none of English. */
const ABROAD =
  /(?<!\p{L})(?:del|para|sin|los|las|está|fue|des|dans|pour|avec|été|della|nella|dello|è|não|uma|foi|het|een|voor|niet|und|nicht|für|mit|wurde|wird|och|för|inte)(?!\p{L})/iu;
/** A name or two may hold such a word in an English log. */
const LEAST_ABROAD = 0.2;

function isAbroad(sample: readonly SourceRecord[]): boolean {
  const texts = sample.flatMap(({ message }) => message ?? []);
  return texts.length > 0 && texts.filter((text) => ABROAD.test(text)).length >= LEAST_ABROAD * texts.length;
}

function timesOf({ time, fields }: SourceRecord): string[] {
  const values = time === null ? Object.values(fields) : [time];
  return values.filter((value): value is string => typeof value === 'string' && value.length <= 64);
}

function spread(times: readonly number[]): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) [first, last] = [Math.min(first, time), Math.max(last, time)];
  return times.length === 0 ? 0 : last - first;
}
