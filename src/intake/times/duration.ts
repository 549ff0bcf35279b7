/** Reads durations: "411ms", "0.19s", "1m30s", 0.038 with the unit in the field's name. */

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  nanos: 1e-6,
  nanosecond: 1e-6,
  nanoseconds: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  micros: 1e-3,
  microsecond: 1e-3,
  microseconds: 1e-3,
  ms: 1,
  msec: 1,
  msecs: 1,
  millis: 1,
  milli: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1e3,
  sec: 1e3,
  secs: 1e3,
  second: 1e3,
  seconds: 1e3,
  m: 6e4,
  min: 6e4,
  mins: 6e4,
  minute: 6e4,
  minutes: 6e4,
  h: 3.6e6,
  hr: 3.6e6,
  hour: 3.6e6,
  hours: 3.6e6,
};
/** Units that a text may hold after a number; longest first, so that `ms` is not read as `m`. */
export const UNIT_PATTERN =
  'milliseconds?|microseconds?|nanoseconds?|seconds?|minutes?|hours?|msecs?|millis|secs?|mins?|ms|µs|μs|us|ns|s|m|h';
const PART = new RegExp(String.raw`(\d+(?:[.,]\d+)?)\s*(${UNIT_PATTERN})(?![a-z])`, 'gi');
const WHOLE = new RegExp(String.raw`^-?(?:\d+(?:[.,]\d+)?\s*(?:${UNIT_PATTERN})\s*)+$`, 'i');
const ISO = /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/;
const CLOCK = /^(\d{1,3}):(\d{2}):(\d{2}(?:\.\d+)?)$/;

/** Greater numbers are no durations in any unit. */
const LONGEST = 1e18;

/** Length of a unit in milliseconds; undefined when the word is no unit. */
export function unitMs(word: string): number | undefined {
  return UNIT_MS[word.toLowerCase()];
}

/** The unit that the last word of a field's name states, in milliseconds: `duration_ms`, `tookSeconds`. */
export function unitOfName(words: readonly string[]): number | undefined {
  const last = words.at(-1);
  if (last === undefined || last === 'm' || last === 'h') return undefined;
  if (words.length === 1 && last.length === 1) return undefined;
  return UNIT_MS[last];
}

/**
 * Reads a duration.
 * @param unit Length in milliseconds of the unit of a bare number.
 * @returns Milliseconds, or null when the value is no duration or a negative one (proxies write -1 for none).
 */
export function parseDuration(value: string | number, unit: number): number | null {
  if (typeof value === 'number') return value >= 0 && value < LONGEST ? value * unit : null;
  const text = value.trim();
  if (text === '' || text.length > 40) return null;
  const bare = Number(text);
  if (!Number.isNaN(bare)) return bare >= 0 && bare < LONGEST ? bare * unit : null;
  if (WHOLE.test(text)) return text.startsWith('-') ? null : sumParts(text);
  const iso = text.length > 2 ? ISO.exec(text) : null;
  if (iso !== null) return +(iso[1] ?? 0) * 8.64e7 + +(iso[2] ?? 0) * 3.6e6 + +(iso[3] ?? 0) * 6e4 + +(iso[4] ?? 0) * 1e3;
  const clock = CLOCK.exec(text);
  return clock === null ? null : +clock[1]! * 3.6e6 + +clock[2]! * 6e4 + +clock[3]! * 1e3;
}

function sumParts(text: string): number {
  let ms = 0;
  for (const part of text.matchAll(PART)) ms += Number(part[1]!.replace(',', '.')) * (unitMs(part[2]!) ?? 0);
  return ms;
}
