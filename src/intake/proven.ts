/** What the format itself proves of a record, against what was read from its fields. */
import type { Event } from '../model/event.js';
import type { SourceRecord } from './format.js';
import type { Reading } from './reading.js';

/** A log entry of a platform names the callee's answer; attempts are counted by the caller alone. */
export function seenByCaller(record: SourceRecord, reading: Reading): boolean {
  if (record.proven?.vantage !== 'target' || record.message === null || reading.slots.has('client')) return false;
  return reading.slots.has('attempt') || reading.slots.has('max_attempts');
}

/** Writes the proven fields over the others; empty ones prove nothing. */
export function overwrite(part: Event, proven: SourceRecord['proven']): Event {
  if (proven === undefined) return part;
  const whole = part as Record<string, unknown>;
  for (const field in proven) {
    const value = proven[field as keyof typeof proven];
    if (value !== null && value !== undefined) whole[field] = value;
  }
  return part;
}
