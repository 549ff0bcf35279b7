/** What targets tell of their limits: budgets, their windows, resets in all their encodings, Retry-After. */
import type { Event } from '../../model/event.js';
import { limitInText, windowOfName } from '../messages/limit-words.js';
import type { Slot } from '../reading.js';
import type { Value } from '../records/format.js';
import { parseDuration } from '../times/duration.js';
import { parseTime } from '../times/time.js';

/** Limit fields of an event. */
export type LimitFields = Pick<Event, 'limit_max' | 'limit_remaining' | 'limit_window_ms' | 'limit_reset_ms' | 'retry_after_ms'>;

/** A budget as one place of the answer states it. */
export interface Budget {
  readonly max: number | null;
  readonly remaining: number | null;
  /** Time for which it holds, in milliseconds; 0 for calls at one time. */
  readonly window: number | null;
  readonly reset?: number | null;
}

type Slots = ReadonlyMap<string, Slot>;
const DAY = 86_400_000;

/**
 * Reads the limit fields of a record.
 * @param at Time of the record, to which deltas are added.
 * @param wait Wait that the message says was asked for.
 * @param text Error text, which may name the limit; null where the answer was no refusal.
 */
export function limitsOf(slots: Slots, body: Value | undefined, at: number | null, wait: number | null, text: string | null): LimitFields {
  const budget = scarcest([stated(slots), daily(slots), pairOf(slots), structured(slots, at), throttleOf(body)]);
  const policy = policyOf(slots.get('limit_policy')?.value) ?? (text === null ? null : limitInText(text));
  const reset = slots.get('limit_reset');
  return {
    limit_max: budget?.max ?? policy?.max ?? null,
    limit_remaining: budget?.remaining ?? null,
    limit_window_ms: budget?.window ?? policy?.window ?? null,
    limit_reset_ms: reset === undefined ? (budget?.reset ?? null) : resetOf(reset.value, at),
    retry_after_ms: retryAfter(slots.get('retry_after'), at) ?? wait,
  };
}

/** The budget that is nearest to its end; the first where that cannot be told. */
function scarcest(budgets: readonly (Budget | null)[]): Budget | null {
  let best: Budget | null = null;
  for (const budget of budgets) if (budget !== null && (best === null || shareOf(budget) < shareOf(best))) best = budget;
  return best;
}

/** What is left of a budget; more than all of it where nothing is told. */
function shareOf({ remaining, max }: Budget): number {
  if (remaining === null) return 2;
  return remaining <= 0 ? 0 : max === null || max <= 0 ? 1 : remaining / max;
}

function numberAt(slots: Slots, field: string): number | null {
  const value = slots.get(field)?.value;
  return typeof value === 'number' ? value : null;
}

function stated(slots: Slots): Budget | null {
  const [max, remaining] = [numberAt(slots, 'limit_max'), numberAt(slots, 'limit_remaining')];
  if (max === null && remaining === null) return null;
  return { max, remaining, window: windowOfName((slots.get('limit_remaining') ?? slots.get('limit_max'))!.node.name) };
}

function daily(slots: Slots): Budget | null {
  const [max, remaining] = [numberAt(slots, 'limit_day_max'), numberAt(slots, 'limit_day_remaining')];
  if (remaining === null) return null;
  return { max, remaining, window: windowOfName(slots.get('limit_day_remaining')!.node.name) ?? DAY };
}

/** `32/40` is 32 used of 40, as Shopify and Salesforce (`api-usage=18/15000`, of a day) write it. */
function pairOf(slots: Slots): Budget | null {
  const slot = slots.get('limit_pair');
  const m = typeof slot?.value === 'string' ? /(\d+)\s*\/\s*(\d+)/.exec(slot.value) : null;
  if (m === null) return null;
  const day = /sforce|api_?usage/i.test(slot!.node.name) || /api-usage/i.test(String(slot!.value));
  return { max: +m[2]!, remaining: Math.max(0, +m[2]! - +m[1]!), window: day ? DAY : null };
}

/** `"default";r=50;t=30`, `limit=100, remaining=50, reset=5`, `total=100; remaining=99; resets=41`; of several the scarcest. */
function structured(slots: Slots, at: number | null): Budget | null {
  const text = slots.get('limit_structured')?.value;
  if (typeof text !== 'string') return null;
  const items = /;\s*r=/.test(text) ? text.split(/,\s*(?=["\w])/) : [text];
  return scarcest(items.map((item) => itemOf(item, at)));
}

function itemOf(text: string, at: number | null): Budget | null {
  const part = (pattern: RegExp) => {
    const m = pattern.exec(text);
    return m === null ? null : Number(m[1]);
  };
  const delta = part(/\b(?:t|reset|resets)=(\d+)/i);
  const [max, remaining] = [part(/\b(?:q|limit|total)=(\d+)/i), part(/\b(?:r|remaining)=(\d+)/i)];
  if (max === null && remaining === null) return null;
  const window = part(/\bw=(\d+)/i);
  return {
    max,
    remaining,
    window: window === null ? windowOfName(text) : window * 1000,
    reset: delta === null ? null : resetOf(delta, at),
  };
}

/** `"burst";q=100;w=60;qu="concurrent-requests"`, `100;w=60`; of several the first. */
function policyOf(value: Value | undefined): Budget | null {
  const m = typeof value === 'string' ? /(?:\bq=|^\s*)(\d+)\b[^,]*/.exec(value) : null;
  if (m === null) return null;
  const seconds = /\bw=(\d+)/.exec(m[0]);
  const window = /concurrent/.test(m[0]) ? 0 : seconds === null ? null : +seconds[1]! * 1000;
  return { max: +m[1]!, remaining: null, window };
}

/** GraphQL cost answers: extensions.cost.throttleStatus. */
function throttleOf(body: Value | undefined): Budget | null {
  const step = (value: Value | undefined, name: string): Value | undefined =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
  const status = step(step(step(body, 'extensions'), 'cost'), 'throttleStatus');
  const [max, remaining] = [step(status, 'maximumAvailable'), step(status, 'currentlyAvailable')];
  return typeof max === 'number' && typeof remaining === 'number' ? { max, remaining, window: null } : null;
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
