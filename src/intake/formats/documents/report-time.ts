/** Dates and clock times as people write them in reports. */
import { ZONE, type Zone, zoneOf } from './report-zone.js';

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
  /** Zone written with it; null for none. */
  readonly zone: Zone | null;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** The beginnings of the months, in the languages of the vocabulary. */
const MONTHS = [
  /^(?:jan|ene|gen)/,
  /^f[eé][bv]/,
  /^(?:m[aä]r|mrt|maart)/,
  /^a[pbv]r/,
  /^(?:ma[iyg]|mei)/,
  /^(?:jun|juin|giu)/,
  /^(?:jul|juil|lug)/,
  /^(?:aug|ao[uû]t|ago)/,
  /^se[pt]/,
  /^(?:o[ck]t|ott|out)/,
  /^nov/,
  /^d[eéi][czs]/,
];
const MONTH =
  '(?:jan(?:uary|uar|vier|v)?|enero|gennaio|janeiro|feb(?:ruary|ruar|brero|braio|rero)?|f[eé]v(?:rier|ereiro|r)?|mar(?:ch|s|zo|[cç]o)?|m[aä]rz|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maggio|maio|mei|juni?o?|june|juin|giugno|junho|juli?o?|july|juillet|luglio|julho|aug(?:ust|ustus)?|ao[uû]t|agosto|sept?(?:ember|embre|iembre)?|set(?:tembre|embro)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|outubro|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embre|embro)?|d[eé]c(?:embre)?|dic(?:iembre|embre)?)(?![a-zà-ÿ])';
const DAYS = `(?:(?<!\\d)\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{1,2}(?:st|nd|rd|th|er|º)?\\.? (?:de )?${MONTH}\\.?(?:(?:,| de)? \\d{4})?|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4})`;
/** 14:05, 14:05:30, 2:05 pm; 2pm; 1405 UTC; 14h05 and 14.05 Uhr. */
const CLOCK = [
  '(?<![\\d.:])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?(?![\\d:])\\s?([ap]\\.?m\\b\\.?)?',
  '(?<![\\d.:-])(\\d{1,2})\\s?([ap]\\.?m\\b\\.?)',
  '(?<![\\d.:#-])([01]\\d|2[0-3])h?([0-5]\\d)(?=\\s?(?:UTC|GMT|Z)\\b)',
  '(?<![\\d.:#-])([01]\\d|2[0-3])(?:h|\\.(?=\\d\\d Uhr\\b))([0-5]\\d)(?!\\d)',
].join('|');
/** What may stand between a date and its clock. */
const BETWEEN = '(?:T|,?\\s+(?:at |@ ?|- ?|~|ca\\.? |around |about |approx\\.? )*|\\s*\\|\\s*)';
const MOMENT = new RegExp(`(?:(${DAYS})${BETWEEN})?(?:${CLOCK})\\s?\\(?(${ZONE})?`, 'gi');
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
  const named = (/\p{L}{3,}/u.exec(text)?.[0] ?? '').toLowerCase();
  const month = MONTHS.findIndex((beginning) => beginning.test(named)) + 1;
  const day = Number(/(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0]);
  const year = /\d{4}/.exec(text)?.[0];
  return month === 0 ? null : valid(year === undefined ? null : Number(year), month, day);
}

const valid = (year: number | null, month: number, day: number): Day | null =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31 && (year === null || (year >= 1990 && year <= 2100)) ? { year, month, day } : null;

/** The first date in a text. */
export function firstDay(text: string): Day | null {
  const found = DAY_ONLY.exec(text)?.[1];
  return found === undefined ? null : asDay(found.replace(/(\d)(st|nd|rd|th)/i, '$1'));
}

/** The hour of a day; some write the half of the day behind an hour of 24. */
function hours(hour: number, half: string | undefined): number | null {
  if (half === undefined || hour > 12) return hour <= 24 ? hour : null;
  if (hour < 1) return null;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** All clock times of a text in their order. */
export function clocks(text: string): readonly Clock[] {
  const out: Clock[] = [];
  for (const found of text.matchAll(MOMENT)) {
    const [, date, h1, m1, second, half1, h2, half2, h3, m3, h4, m4, zone] = found;
    const h = hours(Number(h1 ?? h2 ?? h3 ?? h4), half1 ?? half2);
    const minute = Number(m1 ?? m3 ?? m4 ?? 0);
    if (h === null || minute > 59 || Number(second ?? 0) > 59) continue;
    const ms = ((h * 60 + minute) * 60 + Number(second ?? 0)) * 1000;
    // "11:05-11:10" is a span of time; only a whole date is followed by an offset such as -05:00.
    const range = date === undefined && zone !== undefined && zone.startsWith('-');
    const end = found.index + found[0].length - (range ? zone.length : 0);
    const day = date === undefined ? null : asDay(date.replace(/(\d)(st|nd|rd|th)/i, '$1'));
    out.push({ ms, day, zone: range ? null : zoneOf(zone), start: found.index, end });
  }
  return out;
}
