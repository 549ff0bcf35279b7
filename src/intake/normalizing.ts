/** Records → events: shows the normalizer the first records as a sample, then streams. */
import type { Event } from '../model/event.js';
import type { FieldSource, Input, UnusedField } from '../model/input.js';
import { enterRecord, type Ledger, understood } from './ledger.js';
import { createNormalizer, type Shared } from './normalize.js';
import type { SourceRecord } from './records/format.js';

/** Records that the normalizer sees before it decides where each field comes from. */
const SAMPLE_RECORDS = 20_000;
/** Records of the sample that are passed in one go: all at once would be a heap of events that no sink has taken yet. */
const AT_ONCE = 100;

/** What intake needs of a normalizer. */
export interface RecordNormalizer {
  readonly shared?: Shared;
  events(record: SourceRecord): Event[];
  fields(): FieldSource[];
  unused?(): UnusedField[];
  zone(): Input['zone'];
}

export type NormalizerFactory = (context: Parameters<typeof createNormalizer>[0], sample: readonly SourceRecord[]) => RecordNormalizer;

/** The records of one input on their way to the sink. */
export interface Normalizing {
  readonly add: (record: SourceRecord) => void;
  /** True once as many records are held back as are learned from. */
  readonly isFull: () => boolean;
  /** Learns from the records that are held back; null for a normalizer that nobody can share. */
  readonly learn: () => Shared | null;
  /** Forgets the records that are held back: they are read elsewhere. */
  readonly forget: () => void;
  /** Passes records from now on, those first that are held back. */
  readonly pass: () => void;
  /** Ends the input: passes some of the records that are held back, and tells whether there are more. */
  readonly end: () => boolean;
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
  /** Holds records back until it is told to pass them, else until there are enough to learn from. */
  holding = false,
): Normalizing {
  const held: SourceRecord[] = [];
  let passed = 0;
  let passing = !holding;
  let normalizer: RecordNormalizer | null = null;

  const pass = (record: SourceRecord, by: RecordNormalizer) => {
    const events = understood(record.line, ledger, () => by.events(record));
    if (events === null) return;
    enterRecord(ledger, events);
    deliver(events);
  };

  /** Passes held records, the first ones first. */
  const passSome = (by: RecordNormalizer) => {
    const until = Math.min(held.length, passed + AT_ONCE);
    while (passed < until) pass(held[passed++] as SourceRecord, by);
    if (passed < held.length) return;
    held.length = 0;
    passed = 0;
  };

  const begin = (): RecordNormalizer => {
    normalizer ??= factory(context, others.length === 0 ? held : [...held, ...others]);
    return normalizer;
  };

  return {
    add: (record) => {
      if (passing && normalizer !== null && held.length === 0) return pass(record, normalizer);
      held.push(record);
      if (held.length < SAMPLE_RECORDS) return;
      const by = begin();
      if (passing) passSome(by);
    },
    isFull: () => normalizer !== null,
    learn: () => begin().shared ?? null,
    forget: () => {
      held.length = 0;
    },
    pass: () => {
      passing = true;
    },
    end: () => {
      passSome(begin());
      return held.length > 0;
    },
    fields: () => normalizer?.fields() ?? [],
    unused: () => normalizer?.unused?.() ?? [],
    zone: () => normalizer?.zone() ?? 'none',
  };
}
