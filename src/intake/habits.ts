/** How the program that wrote a file speaks of its calls: what is no evidence on one line is, when all lines agree. */
import type { Signal } from '../model/event.js';
import { callerEvidence, type Exchange } from './exchange.js';
import type { Reading } from './reading.js';

/** What is true of a file as a whole. */
export interface Habits {
  /** True when the file names no address with an answer: its calls are known by the names of procedures. */
  readonly byProcedure: boolean;
  /** True when some calls of addresses without a host can only be a caller's and no line names a client. */
  readonly outbound: boolean;
  /** True when lines that give up with a status tell of the failed call themselves; else they repeat the line before. */
  readonly endsTellCalls: boolean;
}

export const NO_HABITS: Habits = { byProcedure: false, outbound: false, endsTellCalls: false };

/** What was counted in the sample. */
export interface HabitCounts {
  answered: number;
  callers: number;
  servers: number;
  ends: number;
  echoes: number;
  /** Status of the last failed line about a record. */
  readonly failures: Map<string, number>;
}

export const noHabits = (): HabitCounts => ({ answered: 0, callers: 0, servers: 0, ends: 0, echoes: 0, failures: new Map() });

/** Strong enough to stand alone: an attempt and a wait, or a named target and a wait. */
const SURE = 4;

export function noteHabits(reading: Reading, exchange: Exchange, signal: Signal | null, failed: boolean, counts: HabitCounts): void {
  if (exchange.addressed && exchange.status !== null) counts.answered += 1;
  if (reading.slots.has('client') || reading.slots.has('client_address')) counts.servers += 1;
  else if (exchange.addressed && exchange.host === null && exchange.status !== null && callerEvidence(reading) >= SURE) counts.callers += 1;
  const key = reading.keys[0]?.value;
  if (key === undefined || exchange.status === null) return;
  if (signal === 'gave_up') {
    counts.ends += 1;
    if (counts.failures.get(key) === exchange.status) counts.echoes += 1;
    // After a retry was announced, another call was made: the line that gives up tells of that one.
  } else if (signal === 'retry_scheduled') counts.failures.delete(key);
  else if (failed) counts.failures.set(key, exchange.status);
}

export function habitsOf(counts: HabitCounts): Habits {
  return {
    byProcedure: counts.answered === 0,
    outbound: counts.callers > 0 && counts.servers === 0,
    endsTellCalls: counts.ends > 0 && counts.echoes === 0,
  };
}
