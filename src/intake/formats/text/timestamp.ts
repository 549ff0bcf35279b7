/** The time at the start of a line of plain text, in the forms in which loggers write it. */

import { MONTH_NAME, monthNumber } from '../../times/months.js';

/** A time as it stands there, and where the text goes on. */
export interface Timestamp {
  readonly time: string | number | null;
  readonly end: number;
}

const CLOCK = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,9})?`;
const ZONE = String.raw`(?: ?(?:Z|[+-]\d{2}:?\d{2}|[+-]\d{2})(?!\w|:\d)| (?:UTC|GMT|CES?T|E[SD]T|C[SD]T|M[SD]T|P[SD]T|BST|JST)(?!\w))?`;
const HALF = String.raw`(?:[ \u00a0\u202f]?[AaPp]\.?[ \u00a0\u202f]?[Mm]\b\.?)?`;
const DAY = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?';

/** Dates with their time, the most frequent first. */
const DATED = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T|[ _]+|:)${CLOCK}${ZONE}`,
  String.raw`${DAY}\d{1,2}\.?[-/ ]${MONTH_NAME}[-/ ]\d{4}(?::|,? +)${CLOCK}${ZONE}`,
  String.raw`${DAY}${MONTH_NAME} +\d{1,2},? (?:\d{4},? )?${CLOCK}${HALF}${ZONE}(?: \d{4}(?!\d))?`,
  String.raw`\d{1,2}(?:[./]\d{1,2}[./]|-\d{1,2}-)\d{4},? +${CLOCK}${HALF}${ZONE}`,
  String.raw`[0-3]?\d\.[01]?\d\.\d{2},? +${CLOCK}${ZONE}`,
  String.raw`\d{8}[ T-]\d{2}:?\d{2}:?\d{2}(?:[.,:]\d{1,9})?${ZONE}`,
];
/** Two digits for the year come first: Hadoop, Spark, MySQL. They are given on with four. */
const SHORT_YEAR = String.raw`\d{2}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}|\d{6} +\d{1,2}:\d{2}:\d{2}|\d{6} \d{6}`;
/** Seconds or milliseconds since 1970: ten digits with a fraction, or thirteen. */
const EPOCH = String.raw`1\d{12}(?!\d)|1\d{9}(?:\.\d{1,9})?(?!\d)`;
/** Day of the year, as space and weather systems write it, and a compact day with a point before the time. */
const RARE = String.raw`\d{4}-\d{3}T\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?|\d{8}\.\d{6}(?:[.,]\d{1,9})?`;
/** Points between the numbers of the time of day: job logs and DB2 of IBM, and as Italy and the north write it. */
const POINTED = String.raw`\d{4}-\d{2}-\d{2}[ -]\d{2}\.\d{2}\.\d{2}(?:[.,]\d{1,9})?|[0-3]?\d(?:[./][01]?\d[./]|-[01]?\d-)\d{4} +\d{1,2}\.\d{2}\.\d{2}(?:,\d{1,9})?`;
/** The month in capitals, joined to the numbers or cut to two digits of the year: airlines, Oracle, mainframes. */
const LETTERED = String.raw`[0-3]\d[A-Za-z]{3}(?:\d{4}|\d{2})[ T:]${CLOCK}|[0-3]?\d-[A-Za-z]{3}-(?:\d{4}|\d{2})[ T:]+${CLOCK}`;
/** TAI64N of multilog: seconds since 1970 plus 2^62 in hex, with a leap of ten seconds, and nanoseconds. */
const TAI64N = '@4[0-9a-f]{15}[0-9a-f]{8}';
const CLOCK_ONLY = String.raw`\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?`;

const AT = new RegExp(
  `[[(<"]?(?:(${DATED.join('|')})|(${EPOCH})|(${CLOCK_ONLY})|(${SHORT_YEAR}|${RARE}|${POINTED}|${LETTERED}|${TAI64N}))([\\])>"]?)`,
  'y',
);

/** `… - Time: 2026-01-02 10:00:00` and `… at 2026-01-02T10:00:00Z`: programs that print the time last. */
export const DATED_AT_END = new RegExp(String.raw`(?:\b(?:time|timestamp|date|at)[:=]?|[-|;,(\[])\s*(${DATED[0]})[)\]]?$`, 'i');

/**
 * Reads a time at a place of a line. What follows must end it: a line of a CSV file, where a comma
 * follows, is none.
 */
export function readTimestamp(line: string, from: number): Timestamp | null {
  AT.lastIndex = from;
  const m = AT.exec(line);
  if (m === null) return null;
  let end = AT.lastIndex;
  if (m[5] === '' && '[(<"'.includes(line.charAt(from)) && !/[:,\s|]/.test(line.charAt(end))) return null;
  const next = line.charCodeAt(end);
  const ends = end >= line.length || next === 32 || next === 9 || m[5] !== '' || next === 58 || next === 124 || next === 93 || next === 91;
  const comma = next === 44 && line.charCodeAt(end + 1) === 32;
  if (!ends && !comma && next !== 45) return null;
  if (comma) end++;
  if (m[3] !== undefined) return { time: null, end };
  if (m[4] !== undefined) {
    const time = plainTime(m[4]);
    return time === null ? null : { time, end };
  }
  return { time: m[1] ?? (m[2] === undefined ? null : Number(m[2])), end };
}

/** Rare forms in one that every reader of times knows; null where the letters in it are no month. */
function plainTime(text: string): string | null {
  if (text.startsWith('@')) {
    const seconds = Number(BigInt(`0x${text.slice(1, 17)}`) - 2n ** 62n) - 10;
    return new Date(seconds * 1000 + Number.parseInt(text.slice(17), 16) / 1e6).toISOString();
  }
  const lettered = /^(\d{1,2})-?([A-Za-z]{3})-?(\d{2,4})[ T:]+(.+)$/.exec(text);
  if (lettered !== null) {
    const month = monthNumber(lettered[2]!);
    return month === 0 ? null : `${lettered[3]!.padStart(4, '20')}-${month}-${lettered[1]} ${lettered[4]}`;
  }
  const pointed = /^(\d{4}-\d\d-\d\d|[\d./-]*\d)[ -]+(\d{1,2})\.(\d\d)\.(\d\d)(?:[.,](\d+))?$/.exec(text);
  if (pointed !== null) return `${pointed[1]} ${pointed[2]}:${pointed[3]}:${pointed[4]}.${pointed[5] ?? '0'}`;
  if (text[4] === '-') {
    const day = new Date(Date.UTC(Number(text.slice(0, 4)), 0, Number(text.slice(5, 8))));
    return `${day.toISOString().slice(0, 10)}${text.slice(8)}`;
  }
  return text[8] === '.' ? text.replace('.', 'T') : fullYear(text);
}

/** `17/06/09 20:10:40` and `170609 201040` → `2017-06-09T20:10:40`. */
function fullYear(text: string): string {
  const [year, month, day, hour, minute, second] = text.match(/\d{1,2}/g) as string[];
  return `20${year}-${month}-${day}T${hour?.padStart(2, '0')}:${minute}:${second}`;
}
