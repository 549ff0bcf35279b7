/** Every record accounted for: records = those that became events + malformed + skipped. */
import type { Problem } from '../model/input.js';
import type { Reject } from './format.js';

/** Places of malformed records that are named; all are counted. */
const NAMED_PROBLEMS = 20;

/** The running account of one input. */
export interface Ledger {
  sourceRecords: number;
  events: number;
  malformed: number;
  skipped: number;
  firstMs: number | null;
  lastMs: number | null;
  readonly problems: Problem[];
}

export function openLedger(): Ledger {
  return { sourceRecords: 0, events: 0, malformed: 0, skipped: 0, firstMs: null, lastMs: null, problems: [] };
}

/** Enters a record that could not be read or was left out. */
export function enterReject(ledger: Ledger, reject: Reject): void {
  if (reject.reject === 'skipped') ledger.skipped++;
  else {
    ledger.malformed++;
    noteProblem(ledger, reject.line, reject.reason);
  }
}

/** Enters a record that became events. */
export function enterRecord(ledger: Ledger, events: readonly { readonly at_ms: number | null }[]): void {
  ledger.sourceRecords++;
  ledger.events += events.length;
  for (const { at_ms } of events) {
    if (at_ms === null) continue;
    if (ledger.firstMs === null || at_ms < ledger.firstMs) ledger.firstMs = at_ms;
    if (ledger.lastMs === null || at_ms > ledger.lastMs) ledger.lastMs = at_ms;
  }
}

/** Names a place that was not understood; only the first are kept. `line` is null for the whole file. */
export function noteProblem(ledger: Ledger, line: number | null, reason: string): void {
  if (ledger.problems.length < NAMED_PROBLEMS) ledger.problems.push({ line, reason });
}
