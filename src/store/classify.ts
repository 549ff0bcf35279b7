/** What became of an exchange: its outcome by the taxonomy, the strongest evidence first. */
import type { Outcome, TaxonomyEntry } from '../model/taxonomy.js';
import { codeReader, list, squash } from './error-codes.js';

/** What a record says of the end of an exchange; events that say the same share one class. */
export interface Ending {
  readonly kind: string;
  readonly is_write: boolean;
  readonly status: number | null;
  readonly code: string | null;
  readonly error: string | null;
  readonly timed_out: boolean | null;
  readonly sent: boolean | null;
  readonly body_outcome: string | null;
  readonly replayed: boolean | null;
  readonly signal: string | null;
  readonly level: string | null;
}

/** Builds the classifier; provider codes and texts beat status codes, whatever their order in the files. */
export function classifier(entries: readonly TaxonomyEntry[]): (ending: Ending) => Outcome {
  const matchers = entries.map((entry) => ({
    entry,
    statuses: new Set(list(entry.status)),
    codes: new Set(list(entry.code).map(squash)),
    text: entry.text === undefined ? null : new RegExp(entry.text, 'i'),
    rank: (entry.code ? 4 : 0) + (entry.text ? 2 : 0) + (entry.status ? 1 : 0) + (entry.write === undefined ? 0 : 0.5),
  }));
  matchers.sort((a, b) => b.rank - a.rank);
  const codeOf = codeReader(entries);
  return (ending) => decided(ending) ?? taxonomyOutcome(matchers, codeOf(ending), ending) ?? remaining(ending);
}

/** What the record itself settles, whatever the status. */
function decided(ending: Ending): Outcome | null {
  if (ending.replayed || ending.signal === 'answered_from_store') return 'replayed';
  if (ending.signal === 'duplicate_skipped' || ending.signal === 'stale_skipped') return 'refused_duplicate';
  if (ending.kind === 'job' && (ending.signal === 'succeeded' || ending.signal === 'received' || ending.signal === 'started')) return 'ok';
  return null;
}

interface Matcher {
  readonly entry: TaxonomyEntry;
  readonly statuses: ReadonlySet<number>;
  readonly codes: ReadonlySet<string>;
  readonly text: RegExp | null;
}

function taxonomyOutcome(matchers: readonly Matcher[], code: string, ending: Ending): Outcome | null {
  const bodyFails = bodyFailed(ending);
  // A clean success is not searched for error words: "retry later" in a 200 without errors is prose.
  if (isSuccess(ending.status) && !bodyFails && !isLoud(ending.code)) return 'ok';
  for (const m of matchers) {
    // A good status says nothing of a body that reports errors.
    if (bodyFails && m.entry.outcome === 'ok') continue;
    if (m.entry.write !== undefined && m.entry.write !== ending.is_write) continue;
    if (m.statuses.size > 0 && !(ending.status !== null && m.statuses.has(ending.status))) continue;
    if (m.codes.size > 0 && !m.codes.has(code)) continue;
    if (m.entry.answered !== undefined && m.entry.answered !== (ending.status !== null)) continue;
    if (m.text !== null && !m.text.test(`${ending.code ?? ''} ${ending.error ?? ''}`)) continue;
    return m.entry.outcome;
  }
  return null;
}

/** A short plain word beside a good status is no error: a country, a currency, a state. */
const isLoud = (code: string | null): boolean => code !== null && (code.length >= 8 || code.includes('_'));

const bodyFailed = (ending: Ending): boolean => ending.body_outcome === 'error' || ending.body_outcome === 'partial';

/** What follows from the class of the status or the fact of a failure when no entry speaks of it. */
function remaining(ending: Ending): Outcome {
  const { status } = ending;
  if (ending.sent === false) return 'transient';
  if (isSuccess(status)) {
    return bodyFailed(ending) ? 'ok_with_errors' : 'ok';
  }
  if (ending.timed_out) return ending.is_write ? 'ambiguous' : 'transient';
  if (status !== null && status >= 500) return 'transient';
  if (status !== null && status >= 400) return 'permanent';
  if (ending.signal === 'succeeded') return bodyFailed(ending) ? 'ok_with_errors' : 'ok';
  // Nobody tells a status: the caller waits since it was over its limit.
  if (ending.signal === 'throttle_wait' && status === null && ending.code === null) return 'throttled';
  return failed(ending) ? 'transient' : 'unknown';
}

const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 400;

function failed(ending: Ending): boolean {
  const words =
    ending.signal === 'failed' || ending.signal === 'retry_scheduled' || ending.signal === 'gave_up' || ending.signal === 'dead_lettered';
  return words || ending.code !== null || ending.error !== null || ending.level === 'error' || ending.level === 'fatal';
}
