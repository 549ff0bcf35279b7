/** Dates, clock times and zones as people write them in reports. */

export interface Day {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

/** A clock time, with what stands beside it. */
export interface Clock {
  /** Milliseconds since midnight, in the zone of the text. */
  readonly ms: number;
  /** Date written with it. */
  readonly day: Day | null;
  /** Minutes east of UTC; null when none is written. */
  readonly zone: number | null;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** Abbreviations with one meaning only, in minutes. IST and the like, which mean several zones, are left out. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  BST: 60,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  SGT: 480,
  JST: 540,
  AEST: 600,
  AEDT: 660,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  PT: -480,
  ET: -300,
};
const ZONE =
  '(?:Z\\b|(?:UTC|GMT)(?:[+-]\\d{1,2}(?::?\\d{2})?)?|[+-]\\d{2}:?\\d{2}\\b|(?:WES?T|BST|CES?T|EES?T|MSK|SGT|JST|AE[SD]T|[ECMP][SD]T|[EP]T)\\b)';
const DAYS = `(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{1,2}(?:st|nd|rd|th)?\\.? ${MONTH}\\.?(?:,? \\d{4})?|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4})`;
const CLOCK = '(?<![\\d.:])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(?![\\d:])\\s?([ap]\\.?m\\b\\.?)?';
const MOMENT = new RegExp(`(?:(${DAYS})(?:T|,? (?:at |@ ?|- ?)?|\\s*\\|\\s*))?${CLOCK}\\s?\\(?(${ZONE})?`, 'gi');
const DAY_ONLY = new RegExp(`(?<![\\d.])(${DAYS})(?![\\d])`, 'i');

/** The day that a text of one of the forms names; null when it names none. */
export function asDay(text: string): Day | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const digits = /^(\d{1,2})([/.])(\d{1,2})[/.](\d{2,4})$/.exec(text);
  if (digits) {
    const [a, b, year] = [Number(digits[1]), Number(digits[3]), Number(digits[4])];
    const dayFirst = digits[2] === '.' || a > 12;
    return valid(year < 100 ? 2000 + year : year, dayFirst ? b : a, dayFirst ? a : b);
  }
  const month = MONTHS.indexOf((/[a-z]{3}/i.exec(text)?.[0] ?? '').toLowerCase()) + 1;
  const day = Number(/(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0]);
  const year = /\d{4}/.exec(text)?.[0];
  return month === 0 ? null : valid(year === undefined ? null : Number(year), month, day);
}

const valid = (year: number | null, month: number, day: number): Day | null =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : null;

/** The first date in a text. */
export function firstDay(text: string): Day | null {
  const found = DAY_ONLY.exec(text)?.[1];
  return found === undefined ? null : asDay(found.replace(/(\d)(st|nd|rd|th)/i, '$1'));
}

/** Minutes east of UTC of a zone as written; null for none. */
export function zoneOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const name = text.toUpperCase();
  const offset = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  return ZONES[name] ?? null;
}

/** A zone that a heading or the front text states for all times below it: "Timeline (UTC)", "all times in CET". */
export function statedZone(text: string): number | null {
  const found = new RegExp(`(?:\\(|\\btimes?\\b[^.\\n]{0,30}\\b|\\btimezone:?\\s*|\\bTZ:?\\s*)(${ZONE})`, 'i').exec(text);
  return zoneOf(found?.[1]);
}

function hours(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** All clock times of a text in their order. */
export function clocks(text: string): readonly Clock[] {
  const out: Clock[] = [];
  for (const found of text.matchAll(MOMENT)) {
    const [, date, hour, minute, second, half, zone] = found;
    const h = hours(Number(hour), half);
    if (h === null || Number(minute) > 59 || Number(second ?? 0) > 59) continue;
    const ms = ((h * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000;
    // "11:05-11:10" is a span of time; only a whole date is followed by an offset such as -05:00.
    const range = date === undefined && zone !== undefined && zone.startsWith('-');
    const end = found.index + found[0].length - (range ? zone.length : 0);
    const day = date === undefined ? null : asDay(date.replace(/(\d)(st|nd|rd|th)/i, '$1'));
    out.push({ ms, day, zone: range ? null : zoneOf(zone), start: found.index, end });
  }
  return out;
}
