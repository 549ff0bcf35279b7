/** Times as a mapping says they are written. */
import type { TimeFrom } from '../../model/mapping.js';
import { parseTime } from '../times/time.js';
import { zoneNamed } from '../times/zone.js';

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
  const zone = time.zone === undefined ? null : zoneNamed(time.zone);
  return (value) => {
    const found = read(value);
    if (found === null) return null;
    if (found.stated) return new Date(found.ms).toISOString();
    if (zone === null) return new Date(found.ms).toISOString().replace('Z', '');
    return new Date(zone.toUtc(found.ms)).toISOString();
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
