/** Files → events: opens, sniffs, reads and normalizes each input, and accounts for every record. */
import type { Readable } from 'node:stream';
import type { Event } from '../model/event.js';
import type { Input, InputDetails } from '../model/input.js';
import { account, detailsOf, type How, onlyBlank, unreadable } from './account.js';
import { BLOCKS_WAITING } from './blocks/pool.js';
import { createQueue, type Queue } from './blocks/queue.js';
import { type Sharing, type SharingOptions, sharingFor } from './blocks/sharing.js';
import { createDelivery, type Delivery } from './delivery.js';
import { formats as allFormats } from './formats/index.js';
import { type Choice, choiceFor, formatsFor, noteMisfit, unusedChoices } from './inputs/choice.js';
import { findCopies } from './inputs/copies.js';
import { discover } from './inputs/discover.js';
import { openText } from './inputs/open.js';
import { findOverlaps, type Overlap } from './inputs/overlaps.js';
import { inReadingOrder, rotations } from './inputs/rotation.js';
import { goOn } from './inputs/seam.js';
import { createShare } from './inputs/share.js';
import type { Source } from './inputs/source.js';
import { createNear, type Near, nearFor } from './inputs/year.js';
import { type Ledger, noteProblem, openLedger } from './ledger.js';
import { createNormalizing, type NormalizerFactory } from './normalizing.js';
import { readDocument } from './records/documents.js';
import { EVENT_STREAM, readEventStream } from './records/event-stream.js';
import type { Format } from './records/format.js';
import { passHeld, readLines } from './records/read-lines.js';
import type { RecordReader } from './records/records.js';
import { takeSample } from './records/sample.js';
import { type Head, readSeries } from './records/series.js';
import { sniff } from './records/sniff.js';
import { watchedText } from './records/watched-text.js';
import type { ZoneOf } from './times/zone-rules.js';

/** What happened so far in one input; told after every few hundred kilobytes. */
export interface Progress {
  readonly path: string;
  readonly bytes: number;
  readonly events: number;
  /** Of all input, 0 to 1; null where a size is not known. */
  readonly share: number | null;
}

export interface IntakeOptions extends SharingOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Sentences about what was left out: folders of earlier output, unreadable folders. */
  readonly onNote?: (note: string) => void;
  /** Stands for `-`; standard input of the process by default. */
  readonly stdin?: () => Readable;
  /** Formats to choose from; all by default. */
  readonly formats?: readonly Format[];
  /** Formats that the user chose for paths. */
  readonly choices?: readonly Choice[];
  /** Zone of the times that state none, by the path of their file; UTC is assumed where it gives none. */
  readonly zoneOf?: ZoneOf;
  /** For tests. */
  readonly normalizer?: NormalizerFactory;
}

/** Receives events in batches, in the order of the files and of the records in them. */
export type Sink = (events: Event[]) => void | Promise<void>;

/** From where an input can be read again. Not enumerable in JSON, so that no path of this machine is written out. */
export const SOURCE = Symbol('source');

/** What only `inspect` tells of an input; beside the account, so that it stands in no review. */
export const DETAILS = Symbol('details');

/** An input with the means to read it a second time. */
export interface ReadInput extends Input {
  readonly [SOURCE]: Source;
  readonly [DETAILS]: InputDetails;
}

/**
 * Reads all inputs under the given paths and hands their events to the sink. A file that cannot be
 * read becomes an input with the format "unreadable" and never stops the others.
 * @throws UserError when a path is missing or no file is found; whatever the sink throws.
 */
export async function intake(paths: readonly string[], sink: Sink, options: IntakeOptions = {}): Promise<ReadInput[]> {
  const { sources, notes } = await discover(paths, options.stdin ?? (() => process.stdin));
  for (const note of notes) options.onNote?.(note);
  const delivery = createDelivery(sink);
  const choices = options.choices ?? [];
  const formats = options.formats ?? allFormats;
  for (const note of unusedChoices(
    choices,
    sources.map(({ path }) => path),
  ))
    options.onNote?.(note);
  const series = rotations(sources);
  const copies = new Map(await findCopies(sources, series, formats));
  const overlaps = await findOverlaps(sources, copies, formats);
  for (const [path, { whole, other }] of overlaps) if (whole) copies.set(path, `All of it stands in ${other}, which was read.`);
  const read = series.map((files) => files.filter((file) => !copies.has(file.path)));
  const sharing = options.normalizer === undefined ? sharingFor(sources, options) : null;
  const queue = createQueue(sharing === null ? 0 : sharing.pool.threads * BLOCKS_WAITING);
  const around: Around = {
    sharing,
    queue,
    near: createNear(sources),
    formats,
    choices,
    series: await readSeries(sources, (path) => formatsFor(path, choices, formats)),
    next: new Map(read.flatMap((files) => files.slice(1).map((file, n) => [files[n] as Source, file] as const))),
    begun: new Map(),
    overlaps,
    share: createShare(sources),
  };
  const accounts: (() => ReadInput)[] = [];
  try {
    for (const source of inReadingOrder(sources, series)) {
      const copy = copies.get(source.path);
      accounts.push(copy === undefined ? await readInput(source, around, delivery, options) : await copyOf(source, copy));
    }
    await queue.drain();
    await delivery.flush();
  } finally {
    await sharing?.pool.close();
  }
  const inputs = accounts.map((account) => account());
  const place = new Map(sources.map((source, n) => [source.path, n]));
  return inputs.sort((a, b) => (place.get(a.path) as number) - (place.get(b.path) as number));
}

async function copyOf(source: Source, reason: string): Promise<() => ReadInput> {
  const opened = openText(source.open);
  for await (const _chunk of opened.chunks); // to count and hash all of it
  const how: How = { format: 'copy', reason };
  return () => ({ ...account(source, openLedger(), opened, how), [SOURCE]: source, [DETAILS]: detailsOf(how) });
}

/** What the other inputs tell of one, and what all of them share. */
interface Around {
  readonly sharing: Sharing | null;
  readonly queue: Queue;
  readonly near: Near;
  readonly formats: readonly Format[];
  readonly choices: readonly Choice[];
  readonly series: ReadonlyMap<string, readonly Head[]>;
  /** The file that the writer of this one filled next. */
  readonly next: ReadonlyMap<Source, Source>;
  /** Lines at the start of a file that belong to the last record of the file before; filled while reading. */
  readonly begun: Map<Source, number>;
  /** Lines at the start of a file that another file holds as well, by path. */
  readonly overlaps: ReadonlyMap<string, Overlap>;
  readonly share: (path: string, bytes: number) => number | null;
}

/** Reads an input, or sees to it that it is read; the account can be told when the queue has come so far. */
async function readInput(source: Source, around: Around, delivery: Delivery, options: IntakeOptions): Promise<() => ReadInput> {
  const { queue } = around;
  const ledger = openLedger();
  const opened = openText(source.open);
  const done = (how: How) => () => ({ ...account(source, ledger, opened, how), [SOURCE]: source, [DETAILS]: detailsOf(how) });
  let sampled: Awaited<ReturnType<typeof takeSample>>;
  try {
    sampled = await takeSample(opened.chunks, source.path);
  } catch (error) {
    return done(unreadable(ledger, error));
  }
  const { sample, chunks } = sampled;
  const { text, note } = watchedText(chunks, opened.totals);
  if (sample.lines.length === 0) {
    const how = await onlyBlank(text, sample);
    note(ledger);
    return done(how);
  }
  const choice = choiceFor(source.path, around.choices);
  const reading = sniff(sample, formatsFor(source.path, around.choices, around.formats));
  const report = () => {
    const { bytes } = opened.totals;
    options.onProgress?.({ path: source.path, bytes, events: ledger.events, share: around.share(source.path, bytes) });
  };
  if (reading.format.name === EVENT_STREAM) {
    await queue.drain();
    await readEventStream(text, ledger, delivery, report);
    note(ledger);
    return done({ reading, normalizing: null });
  }
  const format = reading.format.name;
  const near = await nearFor(sample.lines, source, around.near);
  const others = (around.series.get(source.path) ?? []).filter((head) => head.format === format).flatMap((head) => head.records);
  const normalizing = createNormalizing(
    { file: source.path, format, near, zone: options.zoneOf?.(source.path) ?? null },
    ledger,
    delivery.add,
    options.normalizer,
    others,
    true,
  );
  if (reading.format.kind === 'document') {
    await queue.drain();
    normalizing.pass();
    await readDocument(reading.format, text, sample, ledger, normalizing, delivery);
    await passHeld(normalizing, delivery);
  } else {
    const begun = Math.max(around.begun.get(source) ?? 0, noteOverlap(around.overlaps.get(source.path), ledger));
    const seam = (reader: RecordReader) => seamAfter(source, reader, around);
    await readLines({ reading, text, ledger, normalizing, delivery, queue, sharing: around.sharing, begun, seam, report });
  }
  await queue.add(async () => {
    if (choice !== null) noteMisfit(choice, reading, sample, around.formats, ledger);
    note(ledger);
  });
  return done({ reading, normalizing });
}

/** The lines that are counted in the other file. */
function noteOverlap(overlap: Overlap | undefined, ledger: Ledger): number {
  if (overlap === undefined) return 0;
  noteProblem(ledger, null, `Its first ${overlap.lines} lines stand at the end of ${overlap.other} as well and are counted there.`);
  return overlap.lines;
}

/** Lines of the next file that belong to the last record of this one. */
async function seamAfter(source: Source, reader: RecordReader, around: Around): Promise<readonly string[]> {
  const next = around.next.get(source);
  if (next === undefined || around.overlaps.has(next.path)) return [];
  const lines = await goOn(reader, next);
  around.begun.set(next, lines.length);
  return lines;
}
