/** When a record was made: the time that it states, in the zone that it states or the user gives. */
import type { Event } from '../../model/event.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { wholeTime } from './split-time.js';
import type { ReadTime, TimeReader } from './time-reader.js';

/** The time of a record, from the surest place that holds one. */
export function statedTime(record: SourceRecord, reading: Reading, time: TimeReader): ReadTime | null {
  if (record.proven?.at_ms != null) return { ms: record.proven.at_ms, zone: 'stated', moved: 0 };
  const stated =
    time(wholeTime(record.time ?? undefined, record.fields)) ?? time(wholeTime(reading.slots.get('time')?.value, record.fields));
  // A row without another time is as old as its state.
  return stated ?? (record.message === null ? time(reading.slots.get('version_time')?.value) : null);
}

/** A format that proves start or end of an exchange has read them as UTC where no zone is stated. */
export function inGivenZone(event: Event, { proven }: SourceRecord, time: ReadTime | null): void {
  if (time === null || time.moved === 0) return;
  if (proven?.start_ms != null) event.start_ms = proven.start_ms + time.moved;
  if (proven?.end_ms != null) event.end_ms = proven.end_ms + time.moved;
}
