/** Turns the source records of one file into events, the same way for all formats. */
import type { Event } from '../model/event.js';
import type { FieldSource, Input, UnusedField } from '../model/input.js';
import { unsettled } from './assemble.js';
import { noRequests, type Requests, take } from './exchanges/requests.js';
import { memoryFor } from './memory.js';
import { eventsOf } from './placed-events.js';
import { type NormalizerContext, type Plan, planFor } from './plan/plan.js';
import { addSeen, fieldsOf, noSeen, noteSeen, type Seen } from './plan/seen.js';
import { addSources, type Sources } from './plan/sources.js';
import { createUnused } from './plan/unused.js';
import type { SourceRecord } from './records/format.js';

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
  /** For records that are read elsewhere. */
  readonly shared: Shared;
}

/** What a normalizer and those who read records of its file elsewhere, by the same plan, have in common. */
export interface Shared {
  readonly plan: Plan;
  /** The requests of the file; turns are taken in the order of its records. */
  readonly requests: Requests;
  /** Adds what later events of the file show. */
  readonly add: (seen: Seen, sources: Sources) => void;
}

/**
 * Learns the fields of a file from a sample of its records.
 * @param sample The more of the file it shows, the better record keys are told from created ids.
 */
export function createNormalizer(context: NormalizerContext, sample: readonly SourceRecord[]): Normalizer {
  const plan = planFor(context, sample);
  const memory = memoryFor(plan);
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
    shared: {
      plan,
      requests,
      add: (later, paths) => {
        addSeen(later, seen);
        addSources(paths, memory.sources);
      },
    },
  };
}
