/** What became of a file, against what its entry says. */
import type { Event } from '../../../src/model/event.js';
import type { Input } from '../../../src/model/input.js';
import { canonical, type Entry } from './table.js';

/** What differs, in words, and how much of the file is right. */
export interface Comparison {
  readonly misses: readonly string[];
  readonly formatRight: boolean;
  /** Records of the file; of prose, the places that the entry names. */
  readonly weight: number;
  /** Share of them that became events with the fields that the source has. */
  readonly whole: number;
}

type Row = Readonly<Record<string, unknown>>;

export function compare(entry: Entry, input: Input, events: readonly Event[]): Comparison {
  const rows = events as unknown as readonly Row[];
  const format = `${input.wrapper === null ? '' : `${input.wrapper} around `}${input.format}`;
  const shares = Object.entries(entry.share).map(([field, least]) => ({ field, least, got: shareOf(rows, canonical(field)) }));
  const counted =
    entry.records === undefined ? {} : { records: entry.records, malformed: entry.malformed, skipped: entry.skipped, ...given(entry) };
  const places = Object.entries(entry.at).map(([line, fields]) => placeMisses(rows, Number(line), fields));
  const weight = entry.records ?? places.length;
  const read =
    entry.records === undefined
      ? places.filter((misses) => misses.length === 0).length / Math.max(1, weight)
      : input.sourceRecords / Math.max(1, entry.records - entry.malformed - entry.skipped);
  return {
    misses: [
      ...differ('format', entry.format, format),
      ...Object.entries(counted).flatMap(([name, wanted]) => differ(name, wanted, input[name as keyof Input])),
      ...shares
        .filter(({ got, least }) => got < least)
        .map(({ field, least, got }) => `${field}: ${got.toFixed(3)} of the events, not ${least}`),
      ...Object.entries(entry.values).flatMap(([field, values]) => valueMisses(rows, field, values)),
      ...entry.never.flatMap((field) => inventedIn(rows, field)),
      ...places.flat(),
    ],
    formatRight: entry.format === format,
    weight,
    whole: Math.min(1, read, ...shares.map(({ got, least }) => (least === 0 ? 1 : got / least))),
  };
}

function given(entry: Entry): Partial<Entry> {
  return { ...(entry.events === undefined ? {} : { events: entry.events }), ...(entry.zone === undefined ? {} : { zone: entry.zone }) };
}

function differ(what: string, wanted: unknown, got: unknown): string[] {
  return wanted === got ? [] : [`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`];
}

function shareOf(rows: readonly Row[], field: string): number {
  return rows.length === 0 ? 0 : rows.filter((row) => row[field] !== null).length / rows.length;
}

function valueMisses(rows: readonly Row[], field: string, values: Readonly<Record<string, number>>): string[] {
  return Object.entries(values).flatMap(([value, wanted]) =>
    differ(`${field} = ${value}`, wanted, rows.filter((row) => String(row[canonical(field)]) === value).length),
  );
}

function inventedIn(rows: readonly Row[], field: string): string[] {
  const row = rows.find((one) => one[canonical(field)] !== null);
  return row === undefined ? [] : [`line ${row.line}: ${field} = ${JSON.stringify(row[canonical(field)])}, which the source does not have`];
}

/** The events of a line: one of them has all the values. */
function placeMisses(rows: readonly Row[], line: number, fields: Readonly<Record<string, unknown>>): string[] {
  const there = rows.filter((row) => row.line === line);
  if (there.length === 0) return [`line ${line}: no event`];
  const misses = there.map((row) =>
    Object.entries(fields).flatMap(([field, wanted]) => differ(`line ${line}, ${field}`, wanted, shown(row, field, wanted))),
  );
  return misses.sort((a, b) => a.length - b.length)[0] as string[];
}

/** Times are compared as instants, and shown as the entry writes them. */
function shown(row: Row, field: string, wanted: unknown): unknown {
  const got = row[canonical(field)];
  if (!field.endsWith('_ms') && field !== 'time') return got;
  if (typeof got !== 'number' || typeof wanted !== 'string') return got;
  return got === Date.parse(wanted) ? wanted : new Date(got).toISOString();
}
