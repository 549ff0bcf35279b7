/** Turns the source records of one file into events, the same way for all formats. */
import type { Event } from '../model/event.js';
import type { FieldSource, Input, UnusedField } from '../model/input.js';
import { unsettled } from './assemble.js';
import type { SourceRecord } from './format.js';
import { memoryFor } from './memory.js';
import { eventsOf } from './placed-events.js';
import { type NormalizerContext, planFor } from './plan.js';
import { noRequests, take } from './requests.js';
import { fieldsOf, noSeen, noteSeen } from './seen.js';
import { createUnused } from './unused.js';

/** Makes events of the records of one file. */
export interface Normalizer {
  /** Events of a record, part 0 first. Never throws. */
  events(record: SourceRecord): Event[];
  /** Which canonical field came from where, over the records seen so far. */
  fields(): FieldSource[];
  /** Fields of the records from which nothing was read. */
  unused(): UnusedField[];
  /** Whether the times seen so far named their zone. */
  zone(): Input['zone'];
}

/**
 * Learns the fields of a file from a sample of its records.
 * @param sample The more of the file it shows, the better record keys are told from created ids.
 */
export function createNormalizer(context: NormalizerContext, sample: readonly SourceRecord[]): Normalizer {
  const memory = memoryFor(planFor(context, sample));
  const requests = noRequests();
  const unused = createUnused(memory.root);
  const seen = noSeen();
  return {
    events(record) {
      const read = unsettled(record, memory);
      const { turn } = read.started;
      const events = eventsOf(read, turn === null ? null : take(turn, requests), memory);
      unused.note(record, read.reading, events[0]);
      noteSeen(events[0], seen);
      return events;
    },
    fields: () => fieldsOf(seen, memory.sources),
    unused: () => unused.list(),
    zone: () => seen.zone,
  };
}
