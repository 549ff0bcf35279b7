/** Turns the source records of one file into events, the same way for all formats. */
import { EVENT_FIELDS, Event } from '../model/event.js';

import type { FieldSource, Input, UnusedField } from '../model/input.js';

import { assemble, unsettled } from './assemble.js';
import type { SourceRecord } from './format.js';
import { NO_HABITS } from './habits.js';
import { learn } from './learn.js';
import type { Memory } from './memory.js';
import { rootNode } from './paths.js';
import { readRecord } from './reading.js';
import { redact } from './redact.js';
import { noRequests, take } from './requests.js';
import { parseTime } from './time.js';

import { timeReader, writesDayFirst } from './time-reader.js';
import { createUnused } from './unused.js';
import type { Zone } from './zone.js';
import { zoneOfLines } from './zone-line.js';

/** What is known of a file before its records are read. */
export interface NormalizerContext {
  readonly file: string;
  readonly format: string;
  /** A moment in the year of the file, for files that state no year. */
  readonly near?: number | null;
  /** Zone of its times that state none, as the user gives it. */
  readonly zone?: Zone | null;
}

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

const BLANK: Event = Event.parse({ file: '-', line: 1, kind: 'statement' });
/** Fields that every event has, or that say nothing of the file. */
const UNTOLD = new Set<keyof Event>(['file', 'line', 'part', 'kind', 'ids', 'labels', 'secrets', 'start_ms', 'end_ms', 'zone']);
const TOLD = EVENT_FIELDS.filter((field) => !UNTOLD.has(field));
const ZONES = { stated: 'stated', given: 'given', assumed: 'assumed_utc' } as const;
/** Records of which every field is counted; of later ones every sixteenth. */
const COUNTED = 5000;

/**
 * Learns the fields of a file from a sample of its records.
 * @param sample The more of the file it shows, the better record keys are told from created ids.
 */
export function createNormalizer(context: NormalizerContext, sample: readonly SourceRecord[]): Normalizer {
  const root = rootNode();
  const stated = context.zone == null ? zoneOfLines(sample) : null;
  const memory: Memory = {
    format: context.format,
    time: timeReader(
      nearOf(context.file, sample) ?? context.near ?? null,
      writesDayFirst(sample),
      context.zone ?? stated,
      stated === null ? 'given' : 'stated',
    ),
    prefixes: new Map(),
    habits: NO_HABITS,
    sources: new Map(),
    endsTell: false,
  };
  const mined = learn(sample, root, memory);
  const requests = noRequests();
  const counts = new Map<keyof Event, { count: number; example: unknown }>();
  let events = 0;
  let counted = 0;
  let zone: Input['zone'] = 'none';
  const unused = createUnused(root);

  const make = (record: SourceRecord): Event[] => {
    const read = unsettled(record, readRecord(record, root, mined), memory);
    const { turn } = read.started;
    const [first, ...items] = assemble(read, turn === null ? null : take(turn, requests), memory);
    unused.note(record, read.reading, first);
    first.file = context.file;
    if (items.length === 0 && record.also === undefined) return [first];
    const others = [...items, ...(record.also ?? []).map((also) => ({ kind: first.kind, ...also }))];
    return [
      first,
      ...others.map((part, index) => ({ ...BLANK, ...part, file: context.file, line: part.line ?? record.line, part: index + 1 }) as Event),
    ];
  };
  return {
    events(record) {
      const made = make(record);
      const first = made[0]!;
      events += 1;
      if (events <= COUNTED || events % 16 === 0) {
        counted += 1;
        for (const field of TOLD) note(counts, field, first);
      }
      if (zone !== 'stated' && first.zone !== null) zone = ZONES[first.zone];
      return made;
    },
    fields: () =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([field, { count, example }]) => ({
          field,
          from: [...(memory.sources.get(field) ?? ['message or format'])].slice(0, 8).sort(),
          share: Math.round((count / Math.max(1, counted)) * 1000) / 1000,
          example: redact(String(example)).slice(0, 80),
        })),
    unused: () => unused.list(),
    zone: () => zone,
  };
}

function note(counts: Map<keyof Event, { count: number; example: unknown }>, field: keyof Event, event: Event): void {
  if (event[field] === null) return;
  const known = counts.get(field);
  if (known === undefined) counts.set(field, { count: 1, example: event[field] });
  else known.count += 1;
}

/** A moment near the times of the file, for times without a year: a dated name, or a full time in the sample. */
function nearOf(file: string, sample: readonly SourceRecord[]): number | null {
  for (const record of sample) {
    for (const value of [record.time, record.fields['time'], record.fields['timestamp'], record.fields['ts']]) {
      if (typeof value === 'number' || (typeof value === 'string' && /(?<![\d.:,])(?:20\d\d(?!\d)|\d{10,}|20\d{6})/.test(value))) {
        const ms = parseTime(value)?.ms;
        if (ms !== undefined) return ms;
      }
    }
    const stated = record.message === null ? null : /\b(20\d\d-\d\d-\d\d)[T ]\d\d:\d\d/.exec(record.message);
    if (stated !== null) return Date.parse(stated[1]!);
  }
  const dated = /(20\d\d)[-_.]?(0\d|1[0-2])[-_.]?([0-3]\d)/.exec(file);
  return dated === null ? null : Date.UTC(+dated[1]!, +dated[2]! - 1, +dated[3]!);
}
