/** Times that stand in two fields: the day in one, the time of day in the other. */
import type { Value } from './format.js';

const DAY_ONLY = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$/;
const TIME_OF_DAY = /^[0-2]?\d:[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/**
 * A day together with the time of day that a field named `time` beside it holds: exports and parsed logs
 * often have a column for each. Anything else comes back as it is.
 */
export function withTimeOfDay(day: Value | undefined, fields: Readonly<Record<string, Value>>): Value | undefined {
  if (typeof day !== 'string' || !DAY_ONLY.test(day)) return day;
  for (const name in fields) {
    if (!/^(?:time|time_?of_?day|log_?time|event_?time|hour|uhrzeit)$/i.test(name)) continue;
    const value = fields[name];
    if (typeof value === 'string' && TIME_OF_DAY.test(value.trim())) return `${day} ${value.trim()}`;
  }
  return day;
}
