/** Times as a mapping says they are written. */
import type { TimeFrom } from '../../model/mapping.js';
import { parseTime } from '../time.js';

const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  MM: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{1,2})',
  SSS: '(?<milli>\\d{3})',
};

/** A reader of times: RFC 3339 with the zone where one is stated or given, without it where none is; null for what is no time. */
export function timeReader(time: Exclude<TimeFrom, string>): (value: string | number) => string | null {
  const read = time.form === undefined ? usual : formed(time.form);
  return (value) => {
    const found = read(value);
    if (found === null) return null;
    if (found.stated) return new Date(found.ms).toISOString();
    if (time.zone === undefined) return new Date(found.ms).toISOString().replace('Z', '');
    return new Date(found.ms - offsetAt(found.ms, time.zone)).toISOString();
  };
}

interface Found {
  readonly ms: number;
  readonly stated: boolean;
}

function usual(value: string | number): Found | null {
  const parsed = parseTime(value);
  return parsed === null ? null : { ms: parsed.ms, stated: parsed.zone === 'stated' };
}

function formed(form: string): (value: string | number) => Found | null {
  const pattern = new RegExp(`^${form.replace(/yyyy|yy|MM|dd|HH|mm|SSS|ss|[^A-Za-z0-9\s]/g, (part) => PARTS[part] ?? `\\${part}`)}$`);
  return (value) => {
    const m = pattern.exec(String(value).trim())?.groups;
    if (m === undefined) return null;
    const year = Number(m['year']);
    const ms = Date.UTC(
      year < 100 ? 2000 + year : year,
      Number(m['month'] ?? 1) - 1,
      Number(m['day'] ?? 1),
      Number(m['hour'] ?? 0),
      Number(m['minute'] ?? 0),
      Number(m['second'] ?? 0),
      Number(m['milli'] ?? 0),
    );
    return Number.isNaN(ms) ? null : { ms, stated: false };
  };
}

/** True for a zone that is known: an offset, or a name of the zone database. */
export function isZone(zone: string): boolean {
  try {
    offsetAt(0, zone);
    return true;
  } catch {
    return false;
  }
}

/** How far the clocks of a zone are ahead of UTC when they show the given time, in milliseconds. */
function offsetAt(shown: number, zone: string): number {
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  const first = offsetOfMoment(shown, zone);
  return offsetOfMoment(shown - first, zone);
}

function offsetOfMoment(ms: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const m = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  return m === null ? 0 : (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000;
}
