/** Records → events: shows the normalizer the first records as a sample, then streams. */
import type { Event } from '../model/event.js';
import type { FieldSource, Input, UnusedField } from '../model/input.js';
import type { SourceRecord } from './format.js';
import { enterRecord, enterReject, type Ledger } from './ledger.js';
import { createNormalizer } from './normalize.js';

/** Records that the normalizer sees before it decides where each field comes from. */
const SAMPLE_RECORDS = 20_000;

/** What intake needs of a normalizer. */
export interface RecordNormalizer {
  events(record: SourceRecord): Event[];
  fields(): FieldSource[];
  unused?(): UnusedField[];
  zone(): Input['zone'];
}

export type NormalizerFactory = (context: Parameters<typeof createNormalizer>[0], sample: readonly SourceRecord[]) => RecordNormalizer;

/** The records of one input on their way to the sink. */
export interface Normalizing {
  readonly add: (record: SourceRecord) => void;
  readonly end: () => void;
  readonly fields: () => FieldSource[];
  readonly unused: () => UnusedField[];
  readonly zone: () => Input['zone'];
}

export function createNormalizing(
  context: Parameters<typeof createNormalizer>[0],
  ledger: Ledger,
  deliver: (events: readonly Event[]) => void,
  factory: NormalizerFactory = createNormalizer,
  /** Records of files from the same series, to learn from. */
  others: readonly SourceRecord[] = [],
): Normalizing {
  let held: SourceRecord[] = [];
  let normalizer: RecordNormalizer | null = null;

  const pass = (record: SourceRecord, by: RecordNormalizer) => {
    let events: Event[];
    try {
      events = by.events(record);
    } catch (error) {
      return enterReject(ledger, {
        line: record.line,
        reject: 'malformed',
        reason: `The record cannot be understood: ${(error as Error).message}`,
      });
    }
    enterRecord(ledger, events);
    deliver(events);
  };

  const begin = (): RecordNormalizer => {
    const started = factory(context, others.length === 0 ? held : [...held, ...others]);
    normalizer = started;
    for (const record of held) pass(record, started);
    held = [];
    return started;
  };

  return {
    add: (record) => {
      if (normalizer !== null) return pass(record, normalizer);
      held.push(record);
      if (held.length >= SAMPLE_RECORDS) begin();
    },
    end: () => {
      if (normalizer === null) begin();
    },
    fields: () => normalizer?.fields() ?? [],
    unused: () => normalizer?.unused?.() ?? [],
    zone: () => normalizer?.zone() ?? 'none',
  };
}
