/** Times that stand in two fields: the day in one, the time of day in the other. */
import type { Value } from '../records/format.js';

const DAY = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$/;
const DAY_NAME = /^(?:log_?|event_?)?(?:date|day|datum)$/i;
const TIME_OF_DAY = /^[0-2]?\d:[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;
const TIME_OF_DAY_NAME = /^(?:log_?|event_?)?(?:time|time_?of_?day|hour|uhrzeit)$/i;

/** Of `2026-03-04` and the like; whole times, which nearly all values are, are longer. */
const LONGEST_DAY = 12;
const COLON = 58;
const startsAsTime = (text: string): boolean => text.charCodeAt(1) === COLON || text.charCodeAt(2) === COLON;

/**
 * A day together with the time of day that a field beside it holds, or the other way round: exports and
 * parsed logs often have a column for each. Anything else comes back as it is.
 */
export function wholeTime(value: Value | undefined, fields: Readonly<Record<string, Value>>): Value | undefined {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text.length > LONGEST_DAY && !startsAsTime(text)) return value;
  if (DAY.test(text)) return joined(text, beside(fields, TIME_OF_DAY_NAME, TIME_OF_DAY)) ?? value;
  if (TIME_OF_DAY.test(text)) return joined(beside(fields, DAY_NAME, DAY), text) ?? value;
  return value;
}

function joined(day: string | null, time: string | null): string | null {
  return day === null || time === null ? null : `${day} ${time}`;
}

function beside(fields: Readonly<Record<string, Value>>, named: RegExp, like: RegExp): string | null {
  for (const name in fields) {
    const value = fields[name];
    if (named.test(name) && typeof value === 'string' && like.test(value.trim())) return value.trim();
  }
  return null;
}
