/** When an entry of a report happened: its clock, with the day, the zone and the entries before it. */
import { type Clock, clocks, type Day } from './report-time.js';
import { type NoteState, stateOf, stateOfKey } from './report-words.js';
import { offsetOf, type Zone } from './report-zone.js';

/** What the text up to here says about days and zones. */
export interface Context {
  day: Day | null;
  /** Zone of all times; null when the report does not say. */
  zone: Zone | null;
  /** Depth of the heading of a section about plans; null outside of one. */
  plan: number | null;
  /** Time of the entry before in the same timeline, to see midnight pass. */
  last: number | null;
  /** First time of the timeline, which T+15m counts from. */
  first: number | null;
  /** True when the front matter is that of an incident: its date is a moment of it. */
  readonly dated: boolean;
  /** True for what is said in a chat: the time of a message is that of the message, and nothing that is claimed. */
  readonly spoken: boolean;
  /** Time of a heading that is nothing but a time: the text below it is the entry. */
  heading: Moment | null;
}

const DAY_MS = 86_400_000;
/** A timeline that goes back by more than this has passed midnight; less is a slip of the writer. */
const ROLL_OVER = 6 * 3_600_000;

const dayMs = (day: Day, year: number): number => Date.UTC(day.year ?? year, day.month - 1, day.day);

/** A moment of the report: milliseconds UTC, or the time of day alone when no date is known. */
export interface Moment {
  readonly ms: number | null;
  readonly clock: string;
}

export function moment(clock: Clock, context: Context): Moment {
  const zone = clock.zone ?? context.zone ?? 0;
  if (clock.day) context.day = { ...clock.day, year: clock.day.year ?? context.day?.year ?? null };
  const day = context.day;
  const of = (ms: number): string => new Date(((ms % DAY_MS) + DAY_MS) % DAY_MS).toISOString().slice(11, 19);
  const midnight = day === null || day.year === null ? null : dayMs(day, day.year);
  const offset = offsetOf(zone, (midnight ?? 0) + clock.ms) * 60_000;
  return { ms: midnight === null ? null : midnight + clock.ms - offset, clock: `${of(clock.ms - offset)}Z` };
}

/** The moment of a timeline's entry: a clock that jumps back belongs to the next day. */
export function entryMoment(clock: Clock, context: Context): Moment {
  const found = moment(clock, context);
  // An entry that names its zone names it for those behind it, where the report names none.
  context.zone ??= clock.zone;
  if (found.ms === null) return found;
  let ms = found.ms;
  if (clock.day === null && context.last !== null) while (ms < context.last - ROLL_OVER) ms += DAY_MS;
  context.last = ms;
  context.first ??= ms;
  return { ...found, ms };
}

/** What may stand before the time that begins an entry. */
const BEFORE =
  /^(?:[\s*•–—[(~]|at |around |about |approx\.? |approximately |circa |ca\.? |um |gegen |ab |seit |vers |à |a las |hacia las |sobre las |desde las |alle |às |om |rond |mon\w*,? |tue\w*,? |wed\w*,? |thu\w*,? |fri\w*,? |sat\w*,? |sun\w*,? )*$/i;
/** T+15m, +15 min, T+1:30. */
export const RELATIVE =
  /^[\s*•[(]*(?:T\s?\+\s?(\d+)(?::(\d\d))?\s?(h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)?\b|\+\s?(\d+)\s?(h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)\b)/i;

/** The entry's own time when the text begins with one. */
export function leadingClock(text: string): Clock | null {
  const first = clocks(text)[0];
  return first && BEFORE.test(text.slice(0, first.start)) ? first : null;
}

export function relative(text: string, context: Context): Moment | null {
  const found = RELATIVE.exec(text);
  if (!found || context.first === null) return null;
  const [, count, minutes, unit, bare, bareUnit] = found;
  const ms =
    { h: 3_600_000, m: 60_000, s: 1000 }[(minutes === undefined ? (unit ?? bareUnit ?? 'm') : 'h')[0]?.toLowerCase() ?? 'm'] ?? 60_000;
  return { ms: context.first + Number(count ?? bare) * ms + Number(minutes ?? 0) * 60_000, clock: '' };
}

/** "Detected: 09:12 UTC" and rows such as "| Start | 05:00 UTC |". */
export function keyed(key: string, value: string, context: Context): { at: Moment; state: NoteState } | null {
  const state = stateOfKey(key);
  const clock = clocks(value)[0];
  if (state === null || clock === undefined) return null;
  return { at: moment(clock, context), state };
}

/** "Incident declared 2020-03-01 14:23": a few words, then the moment, and no more. */
const FEW_WORDS = /^[A-Za-z][A-Za-z ()/-]{2,40}[\s:–—-]+$/;

export function trailing(text: string, context: Context): { at: Moment; state: NoteState | null } | null {
  const [clock, more] = clocks(text);
  if (clock?.day == null || more !== undefined || text.length > 80) return null;
  const words = text.slice(0, clock.start);
  if (!FEW_WORDS.test(words) || !/^\W*$/.test(text.slice(clock.end))) return null;
  return { at: moment(clock, context), state: stateOfKey(words) ?? stateOf(words) };
}

/** The date in the front matter of an incident is when it began. */
export function opened(value: string, context: Context): { at: Moment; state: NoteState } | null {
  const clock = clocks(value)[0];
  return clock?.day == null ? null : { at: moment(clock, context), state: 'started' };
}

export function headingMoment(text: string, context: Context): Moment | null {
  const clock = leadingClock(text);
  return clock === null ? null : entryMoment(clock, context);
}
