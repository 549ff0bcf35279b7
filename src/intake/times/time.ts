/** Reads the times that logs state, in the many forms in which they state them. */
import { monthNumber } from './months.js';
import { plainUtc } from './utc-time.js';
import { fixedOffset, type Zone, zoneNamed } from './zone.js';

/** A moment, and whether its text named a zone. */
export interface ParsedTime {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly ms: number;
  readonly zone: 'stated' | 'assumed_utc';
}

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,12}))?)?(?:\s*([AaPp])\.?\s?[Mm]\.?)?`;
const ZONE = String.raw`\s*((?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}|[+-]\d{2}:?\d{2}(?::\d{2})?|[+-]\d{2}|[A-Z][a-z]+/[A-Z]\w+(?:/\w+)?)?`;
/** What may follow: the name of the zone, as Java and mail write it. */
const AFTER = String.raw`(?:\s*[[(]([\w/+ -]+)[\])])?`;
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[Tt_,]|\s)\s*${CLOCK}${ZONE}${AFTER})?$`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})[Tt _-]?(\d{2})(\d{2})(\d{2})(?:[.,]?(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;
const DAY_MONTH = new RegExp(
  String.raw`^(?:[A-Za-z]{2,9}\.?,?\s+)?(\d{1,2})\.?[/ -]?([A-Za-zäéûç]{3,10})\.?,?[/ -]?(\d{4}|\d{2})[:T ,]+${CLOCK}${ZONE}${AFTER}$`,
);
const MONTH_DAY = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},?\s+)?([A-Za-zäéûç]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?:[ ,]+|\s+at\s+)${CLOCK}${ZONE}(?:\s+(\d{4}))?$`,
);
/** Day or month first: the file tells which. */
const SLASHED = new RegExp(String.raw`^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:[,T ]\s*${CLOCK}${ZONE})?$`);
/** Day first, as much of Europe writes it. */
const DOTTED = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,?\s+${CLOCK}${ZONE})?$`);
/** Go prints a time with its offset, the name of the zone and a reading of its monotonic clock. */
const GO = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4}) (?:[A-Z]{1,5}|[+-]\d{2,4})(?: m=[+-][\d.]+)?$/;
/** How JSON of older .NET states a moment; the offset changes nothing. */
const DOTNET = /^\\?\/Date\((-?\d{9,16})(?:[+-]\d{4})?\)\\?\/$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE]\d+)?$/;

/** What the rest of a file tells of its times. */
export interface TimeHints {
  /** A moment (ms UTC) close to the time, for forms without a year; 2000 is assumed without it. */
  readonly near?: number | null;
  /** True when 03/04 is the third of April; month first, as in the US, without it. */
  readonly dayFirst?: boolean;
  /** Finds the zone of a name like Europe/Berlin. */
  readonly zones?: (name: string) => Zone | null;
}

/**
 * Reads a time: numbers as seconds, milli-, micro- or nanoseconds since 1970 by their magnitude,
 * text in the ISO, access-log, syslog, mail, US, European and .NET forms. Text without a zone counts as UTC.
 * @returns null when the value is no time.
 */
export function parseTime(value: string | number, hints: TimeHints = {}): ParsedTime | null {
  if (typeof value === 'number') return epoch(value);
  const utc = plainUtc(value);
  if (utc !== null) return { ms: utc, zone: 'stated' };
  const trimmed = value.trim().replace(GO, '$1');
  const text = trimmed.startsWith('[') ? trimmed.replace(/^\[|\]$/g, '') : trimmed;
  if (text.length < 6 || text.length > 64) return null;
  if (NUMBER.test(text)) return text.length < 8 ? null : (compact(text) ?? epoch(Number(text)));
  const digit = text.charCodeAt(0) < 58;
  if (!digit || text.startsWith('/')) return monthDay(text, hints) ?? dayMonth(text, hints) ?? dotnet(text);
  return iso(text, hints) ?? compact(text) ?? dayMonth(text, hints) ?? slashed(text, hints) ?? dotted(text, hints);
}

/** Moments before 1973 are taken for other numbers than times. */
/** Fractions of seconds and nanoseconds of our days are exact to a quarter of a microsecond as numbers. */
const INEXACT = 5e-4;

function epoch(value: number): ParsedTime | null {
  if (!Number.isFinite(value) || value < 1e8 || value > 1e19) return null;
  const ms = value < 1e11 ? value * 1000 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6;
  return { ms: Math.floor(ms + INEXACT), zone: 'stated' };
}

function dotnet(text: string): ParsedTime | null {
  const m = DOTNET.exec(text);
  return m === null ? null : { ms: +m[1]!, zone: 'stated' };
}

function iso(text: string, hints: TimeHints): ParsedTime | null {
  const m = ISO.exec(text);
  return m === null ? null : moment([+m[1]!, +m[3]!, +m[4]!], m.slice(5, 10), m[10] ?? areaIn(m[11]), hints);
}

/** `20260304T050607Z`; figures without a T beside them are a time only as such. */
function compact(text: string): ParsedTime | null {
  const m = COMPACT.exec(text);
  if (m === null || +m[1]! < 1970 || +m[1]! > 2200) return null;
  return moment([+m[1]!, +m[2]!, +m[3]!], [m[4], m[5], m[6], m[7]], m[8], {});
}

function dayMonth(text: string, hints: TimeHints): ParsedTime | null {
  const m = DAY_MONTH.exec(text);
  return m === null ? null : moment([fullYear(m[3]!), monthNumber(m[2]!), +m[1]!], m.slice(4, 9), m[9] ?? areaIn(m[10]), hints);
}

function monthDay(text: string, hints: TimeHints): ParsedTime | null {
  const m = MONTH_DAY.exec(text);
  if (m === null) return null;
  const at = (year: number) => moment([year, monthNumber(m[1]!), +m[2]!], m.slice(4, 9), m[9], hints);
  const stated = m[3] ?? m[10];
  if (stated !== undefined) return at(+stated);
  const near = hints.near ?? null;
  if (near === null) return at(2000);
  // A log that runs over New Year's Eve: the year that brings the time closest to its neighbour.
  const year = new Date(near).getUTCFullYear();
  const candidates = [at(year), at(year - 1), at(year + 1)].filter((time) => time !== null);
  return candidates.sort((a, b) => Math.abs(a.ms - near) - Math.abs(b.ms - near))[0] ?? null;
}

/** As the file has it, unless one of the numbers can only be a day. A dash asks for a time beside it: `10-12-2026` may be anything. */
function slashed(text: string, hints: TimeHints): ParsedTime | null {
  const m = SLASHED.exec(text);
  if (m === null || (m[5] === undefined && (m[2] === '-' || m[4]!.length !== 4))) return null;
  const [first, second] = [+m[1]!, +m[3]!];
  const dayFirst = first > 12 || (second <= 12 && hints.dayFirst === true);
  const [month, day] = dayFirst ? [second, first] : [first, second];
  return moment([fullYear(m[4]!), month, day], m.slice(5, 10), m[10], hints);
}

function dotted(text: string, hints: TimeHints): ParsedTime | null {
  const m = DOTTED.exec(text);
  return m === null ? null : moment([fullYear(m[3]!), +m[2]!, +m[1]!], m.slice(4, 9), m[9], hints);
}

function fullYear(text: string): number {
  return text.length === 4 ? +text : +text < 70 ? 2000 + +text : 1900 + +text;
}

/** A name in brackets counts as the zone where it is one: `[Europe/Berlin]`, `(CET)`. */
function areaIn(text: string | undefined): string | undefined {
  return text !== undefined && (text.includes('/') || fixedOffset(text) !== null) ? text : undefined;
}

type Text = string | undefined;

function moment(
  [year, month, day]: readonly [number, number, number],
  [hours = '0', minute = '0', second = '0', fraction = '', half]: readonly Text[],
  zone: Text,
  hints: TimeHints,
): ParsedTime | null {
  const hour = half === undefined ? +hours : (+hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || +minute > 59 || +second > 60) return null;
  const millis = fraction === '' ? 0 : +fraction.slice(0, 3).padEnd(3, '0');
  const local = Date.UTC(year, month - 1, day, hour, +minute, +second, millis);
  if (zone === undefined) return { ms: local, zone: 'assumed_utc' };
  const offset = fixedOffset(zone);
  if (offset !== null) return { ms: local - offset * 60_000, zone: 'stated' };
  const area = zone.includes('/') ? (hints.zones ?? zoneNamed)(zone) : null;
  return area === null ? null : { ms: area.toUtc(local, hints.near), zone: 'stated' };
}
