/** What the events of a file show of their fields, for the account of the input. */
import { EVENT_FIELDS, type Event } from '../../model/event.js';
import type { FieldSource, Input } from '../../model/input.js';
import { redact } from '../secrets/redact.js';
import type { Sources } from './sources.js';

export interface Seen {
  /** Events whose fields were counted. */
  counted: number;
  /** Of each field of `TOLD`: events that have it, and the first value. */
  readonly counts: number[];
  readonly examples: unknown[];
  /** Whether the times named their zone. */
  zone: Input['zone'];
}

/** Fields that every event has, or that say nothing of the file. */
const UNTOLD = new Set<keyof Event>(['file', 'line', 'part', 'kind', 'ids', 'labels', 'secrets', 'start_ms', 'end_ms', 'zone']);
const TOLD = EVENT_FIELDS.filter((field) => !UNTOLD.has(field));
/** Lines of which every field is counted, and one in how many of those after them. */
const COUNTED = 5000;
const EVERY = 16;
const ZONES = { stated: 'stated', given: 'given', assumed: 'assumed_utc' } as const;

export const noSeen = (): Seen => ({ counted: 0, counts: TOLD.map(() => 0), examples: TOLD.map(() => null), zone: 'none' });

/** Notes the zone of an event, and its fields where they are to be counted. */
export function noteSeen(event: Event, seen: Seen): void {
  if (event.zone !== null) noteZone(ZONES[event.zone], seen);
  if (event.line > COUNTED && event.line % EVERY !== 0) return;
  seen.counted += 1;
  for (let place = 0; place < TOLD.length; place++) {
    const value = event[TOLD[place]!];
    if (value !== null) addCount(place, 1, value, seen);
  }
}

/** Adds what later events of the file show. */
export function addSeen(later: Seen, seen: Seen): void {
  seen.counted += later.counted;
  for (const [place, count] of later.counts.entries()) if (count > 0) addCount(place, count, later.examples[place], seen);
  if (later.zone !== 'none') noteZone(later.zone, seen);
}

function noteZone(zone: Input['zone'], seen: Seen): void {
  if (seen.zone !== 'stated') seen.zone = zone;
}

function addCount(place: number, count: number, example: unknown, { counts, examples }: Seen): void {
  if (counts[place] === 0) examples[place] = example;
  counts[place]! += count;
}

/** Which canonical field came from where. */
export function fieldsOf({ counts, counted, examples }: Seen, sources: Sources): FieldSource[] {
  return TOLD.map((field, place) => ({ field, count: counts[place]!, example: examples[place] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => (a.field < b.field ? -1 : 1))
    .map(({ field, count, example }) => ({
      field,
      from: [...(sources.get(field) ?? ['message or format'])].slice(0, 8).sort(),
      share: Math.round((count / Math.max(1, counted)) * 1000) / 1000,
      example: redact(String(example)).slice(0, 80),
    }));
}
