/** `02/Jul/2026:10:00:00 +0000`, or the ISO form that servers write as well, → milliseconds UTC. Lines of one second share one reading. */
import { parseTime } from '../../times/time.js';

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const CLF_TIME =
  /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4})[: ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,6}))?(?: ?([+-])(\d{2}):?(\d{2})| ?(?:Z|UTC|GMT))?$/;
const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

/** A time and whether its zone was stated. */
export interface ClfTime {
  readonly ms: number;
  readonly zoned: boolean;
}

/** A reader with a memory of one time: access logs hold many lines of the same second. */
export function clfTimeReader(): (text: string) => ClfTime | null {
  let last = '';
  let lastTime: ClfTime | null = null;
  return (text) => {
    if (text === last) return lastTime;
    last = text;
    lastTime = readClfTime(text);
    return lastTime;
  };
}

/** Reads one time of an access log; null when it is none. */
export function readClfTime(text: string): ClfTime | null {
  const m = CLF_TIME.exec(text);
  if (m === null) return ISO_TIME.test(text) ? readIsoTime(text) : null;
  const month = MONTHS.indexOf(m[2] as string) / 3;
  if (!Number.isInteger(month) || month < 0) return null;
  const fraction = m[7] === undefined ? 0 : Number(m[7].slice(0, 3).padEnd(3, '0'));
  const offset = m[8] === undefined ? 0 : (m[8] === '-' ? -1 : 1) * (Number(m[9]) * 60 + Number(m[10]));
  const local = Date.UTC(Number(m[3]), month, Number(m[1]), Number(m[4]), Number(m[5]), Number(m[6]), fraction);
  return { ms: local - offset * 60_000, zoned: text.length > (m[7] === undefined ? 20 : 21 + m[7].length) };
}

/** nginx has `$time_iso8601` beside `$time_local`. */
function readIsoTime(text: string): ClfTime | null {
  const time = parseTime(text);
  return time === null ? null : { ms: time.ms, zoned: time.zone === 'stated' };
}
