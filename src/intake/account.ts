/** What is said of an input in the end: how it was read and what became of its records. */
import type { FieldSource, Input, InputDetails } from '../model/input.js';
import { toRfc3339 } from '../util/times.js';
import type { Opened } from './inputs/open.js';
import type { Source } from './inputs/source.js';
import { type Ledger, noteProblem } from './ledger.js';
import type { Normalizing } from './normalizing.js';
import { plainReason } from './plan/reasons.js';
import type { Sample } from './records/format.js';
import type { Reading } from './records/sniff.js';

/** How an input was read, for its account. */
export interface How {
  readonly reading?: Reading;
  readonly normalizing?: Normalizing | null;
  readonly format?: string;
  readonly reason?: string;
}

/** Of an input that could not be opened: the reason, also among its problems. */
export function unreadable(ledger: Ledger, error: unknown): How {
  const reason = `${plainReason(error).replace(/\.$/, '')}.`;
  const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
  noteProblem(ledger, null, sentence);
  return { format: 'unreadable', reason: sentence };
}

/** Of an input without a record; reads it to the end, so that all of it is hashed. */
export async function onlyBlank(text: AsyncGenerator<string>, sample: Sample): Promise<How> {
  for await (const _chunk of text); // to count and hash all of it
  return { format: 'empty', reason: sample.head === '' ? 'The file is empty.' : 'The file holds blank lines only.' };
}

/** The account of an input; complete only once its text was read to the end. */
export function account(source: Source, ledger: Ledger, opened: Opened, how: How): Input {
  const { reading, normalizing } = how;
  return {
    path: source.path,
    format: how.format ?? reading?.format.name ?? 'unreadable',
    wrapper: reading && reading.wrappers.length > 0 ? reading.wrappers.map((wrapper) => wrapper.name).join('+') : null,
    reason: how.reason ?? reading?.reason ?? '',
    records: ledger.sourceRecords + ledger.malformed + ledger.skipped,
    events: ledger.events,
    sourceRecords: ledger.sourceRecords,
    malformed: ledger.malformed,
    skipped: ledger.skipped,
    bytes: opened.totals.bytes,
    sha256: opened.totals.sha256,
    start: timeText(ledger.firstMs),
    end: timeText(ledger.lastMs),
    zone: normalizing?.zone() ?? (ledger.firstMs === null ? 'none' : 'stated'),
    fields: (normalizing?.fields() ?? []).map((field) => named(field, reading)),
    problems: ledger.problems,
  };
}

/** What only `inspect` tells of an input. */
export function detailsOf({ reading, normalizing }: How): InputDetails {
  const mapped = new Set(Object.values(reading?.format.named ?? {}));
  return {
    runnerUp: reading?.runnerUp ?? null,
    mixed: reading?.others.map(({ name }) => name) ?? [],
    unused: (normalizing?.unused() ?? []).filter(({ path }) => !mapped.has(path)),
  };
}

function named(field: FieldSource, reading: Reading | undefined): FieldSource {
  const from = reading?.format.named?.[field.field];
  return from === undefined ? field : { ...field, from: [from] };
}

function timeText(ms: number | null): string | null {
  return ms === null || Math.abs(ms) > 8.64e15 ? null : toRfc3339(ms);
}
