/** Reads the times that logs state, in the many forms in which they state them. */

/** A moment, and whether its text named a zone. */
export interface ParsedTime {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly ms: number;
  readonly zone: 'stated' | 'assumed_utc';
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Offsets in minutes of zone names that mean one thing only; IST, for one, means three. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  BST: 60,
  JST: 540,
};
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?`;
const ZONE = String.raw`\s*(Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2}|[+-]\d{2})?`;
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[T_,]|\s)\s*${CLOCK}${ZONE}(?:\[[\w/+-]+\])?)?$`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})[T ]?(\d{2})(\d{2})(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;
const DAY_MONTH = new RegExp(String.raw`^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[/ -]([A-Za-z]{3,9})[/ -](\d{4}|\d{2})[: ,]+${CLOCK}${ZONE}$`);
const MONTH_DAY = new RegExp(
  String.raw`^(?:[A-Za-z]{3},?\s+)?([A-Za-z]{3,9})\s+(\d{1,2})(?:,?\s+(\d{4}))?[ ,]+${CLOCK}${ZONE}(?:\s+(\d{4}))?$`,
);
const SLASHED = new RegExp(String.raw`^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2}),?\s+${CLOCK}\s*([AaPp][Mm])?${ZONE}$`);
/** Day first, as much of Europe writes it. */
const DOTTED = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,?\s+${CLOCK}${ZONE})?$`);
/** Go prints a time with its offset, the name of the zone and a reading of its monotonic clock. */
const GO = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4}) (?:[A-Z]{1,5}|[+-]\d{2,4})(?: m=[+-][\d.]+)?$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE]\d+)?$/;

/**
 * Reads a time: numbers as seconds, milli-, micro- or nanoseconds since 1970 by their magnitude,
 * text in the ISO, access-log, syslog, mail and US forms. Text without a zone counts as UTC.
 * @param near A moment (ms UTC) close to the time, for forms without a year; 2000 is assumed without it.
 * @returns null when the value is no time.
 */
export function parseTime(value: string | number, near?: number | null): ParsedTime | null {
  if (typeof value === 'number') return epoch(value);
  const text = value
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(GO, '$1');
  if (text.length < 8 || text.length > 48) return null;
  if (NUMBER.test(text)) return compact(text) ?? epoch(Number(text));
  return iso(text) ?? compact(text) ?? dayMonth(text) ?? monthDay(text, near ?? null) ?? slashed(text) ?? dotted(text);
}

/** Moments before 1973 are taken for other numbers than times. */
function epoch(value: number): ParsedTime | null {
  if (!Number.isFinite(value) || value < 1e8 || value > 1e19) return null;
  const ms = value < 1e11 ? value * 1000 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6;
  return { ms: Math.floor(ms + 1e-6), zone: 'stated' };
}

function iso(text: string): ParsedTime | null {
  const m = ISO.exec(text);
  return m === null ? null : moment(+m[1]!, +m[3]!, +m[4]!, m[5], m[6], m[7], m[8], m[9]);
}

function compact(text: string): ParsedTime | null {
  const m = COMPACT.exec(text);
  if (m === null || +m[1]! < 1970 || +m[1]! > 2200) return null;
  return moment(+m[1]!, +m[2]!, +m[3]!, m[4], m[5], m[6], m[7], m[8]);
}

function dayMonth(text: string): ParsedTime | null {
  const m = DAY_MONTH.exec(text);
  return m === null ? null : moment(fullYear(m[3]!), monthOf(m[2]!), +m[1]!, m[4], m[5], m[6], m[7], m[8]);
}

function monthDay(text: string, near: number | null): ParsedTime | null {
  const m = MONTH_DAY.exec(text);
  if (m === null) return null;
  const at = (year: number) => moment(year, monthOf(m[1]!), +m[2]!, m[4], m[5], m[6], m[7], m[8]);
  const stated = m[3] ?? m[9];
  if (stated !== undefined) return at(+stated);
  if (near === null) return at(2000);
  // A log that runs over New Year's Eve: the year that brings the time closest to its neighbour.
  const year = new Date(near).getUTCFullYear();
  const candidates = [at(year), at(year - 1), at(year + 1)].filter((time) => time !== null);
  return candidates.sort((a, b) => Math.abs(a.ms - near) - Math.abs(b.ms - near))[0] ?? null;
}

/** Month first, as in the US, unless the first number can only be a day. */
function slashed(text: string): ParsedTime | null {
  const m = SLASHED.exec(text);
  if (m === null) return null;
  const [first, second] = [+m[1]!, +m[2]!];
  const [month, day] = first > 12 ? [second, first] : [first, second];
  const half = m[8]?.toLowerCase();
  const hour = half === undefined ? +m[4]! : (+m[4]! % 12) + (half === 'pm' ? 12 : 0);
  return moment(fullYear(m[3]!), month, day, String(hour), m[5], m[6], m[7], m[9]);
}

function dotted(text: string): ParsedTime | null {
  const m = DOTTED.exec(text);
  return m === null ? null : moment(fullYear(m[3]!), +m[2]!, +m[1]!, m[4], m[5], m[6], m[7], m[8]);
}

function fullYear(text: string): number {
  return text.length === 4 ? +text : +text < 70 ? 2000 + +text : 1900 + +text;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function moment(
  year: number,
  month: number,
  day: number,
  hour = '0',
  minute = '0',
  second = '0',
  fraction = '',
  zone?: string,
): ParsedTime | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || +hour > 24 || +minute > 59 || +second > 60) return null;
  const offset = zone === undefined ? 0 : offsetOf(zone);
  if (offset === null) return null;
  const millis = fraction === '' ? 0 : +fraction.slice(0, 3).padEnd(3, '0');
  const ms = Date.UTC(year, month - 1, day, +hour, +minute, +second, millis) - offset * 60_000;
  return { ms, zone: zone === undefined ? 'assumed_utc' : 'stated' };
}

function offsetOf(zone: string): number | null {
  const named = ZONES[zone];
  if (named !== undefined) return named;
  const m = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  return m === null ? null : (m[1] === '-' ? -1 : 1) * (+m[2]! * 60 + +(m[3] ?? 0));
}
