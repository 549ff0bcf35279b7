/** What targets tell of their limits: budgets, resets in all their encodings, Retry-After. */
import type { Event } from '../model/event.js';
import { parseDuration } from './duration.js';
import type { Value } from './format.js';
import type { Slot } from './reading.js';
import { parseTime } from './time.js';

/** Limit fields of an event. */
export type LimitFields = Pick<Event, 'limit_max' | 'limit_remaining' | 'limit_reset_ms' | 'retry_after_ms'>;

/** Reads the limit fields of a record. `at` is the time of the record, to which deltas are added. */
export function limitsOf(slots: ReadonlyMap<string, Slot>, body: Value | undefined, at: number | null, wait: number | null): LimitFields {
  const structured = slots.get('limit_structured')?.value;
  const parsed = typeof structured === 'string' ? structuredLimit(structured, at) : null;
  const pair = pairOf(slots.get('limit_pair')?.value);
  const throttle = throttleOf(body);
  const reset = slots.get('limit_reset');
  return {
    limit_max: numberAt(slots, 'limit_max') ?? pair?.max ?? parsed?.max ?? throttle?.max ?? null,
    limit_remaining: numberAt(slots, 'limit_remaining') ?? pair?.remaining ?? parsed?.remaining ?? throttle?.remaining ?? null,
    limit_reset_ms: reset === undefined ? (parsed?.reset ?? null) : resetOf(reset.value, at),
    retry_after_ms: retryAfter(slots.get('retry_after'), at) ?? wait,
  };
}

function numberAt(slots: ReadonlyMap<string, Slot>, field: string): number | null {
  const value = slots.get(field)?.value;
  return typeof value === 'number' ? value : null;
}

/** `32/40` is 32 used of 40, as Shopify and Salesforce (`api-usage=18/15000`) write it. */
function pairOf(value: Value | undefined): { max: number; remaining: number } | null {
  const m = typeof value === 'string' ? /(\d+)\s*\/\s*(\d+)/.exec(value) : null;
  return m === null ? null : { max: +m[2]!, remaining: Math.max(0, +m[2]! - +m[1]!) };
}

/** `"default";r=50;t=30`, `limit=100, remaining=50, reset=5`, `total=100; remaining=99; resets=41`. */
function structuredLimit(text: string, at: number | null): { max: number | null; remaining: number | null; reset: number | null } {
  const part = (pattern: RegExp) => {
    const m = pattern.exec(text);
    return m === null ? null : Number(m[1]);
  };
  const delta = part(/\b(?:t|reset|resets)=(\d+)/i);
  return {
    max: part(/\b(?:q|limit|total)=(\d+)/i),
    remaining: part(/\b(?:r|remaining)=(\d+)/i),
    reset: delta === null ? null : resetOf(delta, at),
  };
}

/** GraphQL cost answers: extensions.cost.throttleStatus. */
function throttleOf(body: Value | undefined): { max: number; remaining: number } | null {
  const step = (value: Value | undefined, name: string): Value | undefined =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
  const status = step(step(step(body, 'extensions'), 'cost'), 'throttleStatus');
  const [max, remaining] = [step(status, 'maximumAvailable'), step(status, 'currentlyAvailable')];
  return typeof max === 'number' && typeof remaining === 'number' ? { max, remaining } : null;
}

/** When a budget is full again: seconds from now, epoch seconds or milliseconds, ISO, mail date, `6m0s`. */
function resetOf(value: Value, at: number | null): number | null {
  const number = Number(value);
  if (value !== '' && Number.isFinite(number)) {
    if (number >= 1e9) return Math.round(number >= 1e12 ? number : number * 1000);
    return at === null || number < 0 || number >= 1e7 ? null : Math.round(at + number * 1000);
  }
  const text = String(value);
  const length = parseDuration(text, 1000);
  if (length !== null) return at === null ? null : Math.round(at + length);
  return parseTime(text)?.ms ?? null;
}

/** Retry-After in seconds (fractions allowed), as a duration, as a mail date, or in milliseconds where the name says so. */
function retryAfter(slot: Slot | undefined, at: number | null): number | null {
  if (slot === undefined) return null;
  const name = slot.node.segments.at(-1) ?? '';
  const unit = /ms$|millis|x-amz/i.test(name) ? 1 : 1000;
  const length = parseDuration(slot.value as string | number, unit);
  // Nobody asks for more than a day in seconds: the figure is one of milliseconds.
  if (length !== null) return length > 86_400_000 && unit === 1000 ? length / 1000 : length;
  const moment = parseTime(String(slot.value))?.ms ?? null;
  return moment === null || at === null ? null : Math.max(0, moment - at);
}
