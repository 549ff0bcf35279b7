/** Every record accounted for: records = those that became events + malformed + skipped. */
import type { Problem } from '../model/input.js';
import type { Reject } from './records/format.js';

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

/** Takes a step on the way from a record to events; null where it fails: then the record is malformed. */
export function understood<Made>(line: number, ledger: Ledger, step: () => Made): Made | null {
  try {
    return step();
  } catch (error) {
    enterReject(ledger, { line, reject: 'malformed', reason: `The record cannot be understood: ${(error as Error).message}` });
    return null;
  }
}

/** Adds the account of later records of the same file. */
export function addLedger(later: Ledger, ledger: Ledger): void {
  ledger.sourceRecords += later.sourceRecords;
  ledger.events += later.events;
  ledger.malformed += later.malformed;
  ledger.skipped += later.skipped;
  noteTime(later.firstMs, ledger);
  noteTime(later.lastMs, ledger);
  for (const { line, reason } of later.problems) noteProblem(ledger, line, reason);
}

/** Enters a record that became events. */
export function enterRecord(ledger: Ledger, events: readonly { readonly at_ms: number | null }[]): void {
  ledger.sourceRecords++;
  ledger.events += events.length;
  for (const { at_ms } of events) noteTime(at_ms, ledger);
}

function noteTime(ms: number | null, ledger: Ledger): void {
  if (ms === null) return;
  if (ledger.firstMs === null || ms < ledger.firstMs) ledger.firstMs = ms;
  if (ledger.lastMs === null || ms > ledger.lastMs) ledger.lastMs = ms;
}

/** Names a place that was not understood; only the first are kept. `line` is null for the whole file. */
export function noteProblem(ledger: Ledger, line: number | null, reason: string): void {
  if (ledger.problems.length < NAMED_PROBLEMS) ledger.problems.push({ line, reason });
}
