/** How the program that wrote a file speaks of its calls: what is no evidence on one line is, when all lines agree. */
import type { Signal } from '../model/event.js';
import { callerEvidence, type Exchange } from './exchange.js';
import type { Reading } from './reading.js';

/** What is true of a file as a whole. */
export interface Habits {
  /** True when the file names no address with an answer: its calls are known by the names of procedures. */
  readonly byProcedure: boolean;
  /**
   * True when no line names a client, and some calls of addresses without a host can only be a caller's, or nearly all
   * speak for one: the others are then of the same program.
   */
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
  /** Calls of addresses without a host of which something, however little, speaks for a caller; and those of which nothing does. */
  leaning: number;
  silent: number;
  ends: number;
  echoes: number;
  /** Status of the last failed line about a record. */
  readonly failures: Map<string, number>;
}

export const noHabits = (): HabitCounts => ({
  answered: 0,
  callers: 0,
  servers: 0,
  leaning: 0,
  silent: 0,
  ends: 0,
  echoes: 0,
  failures: new Map(),
});

/** Strong enough to stand alone: an attempt and a wait, or a named target and a wait. */
const SURE = 4;
/** Fewer lines than this show no habit. */
const LEAST_LEANING = 20;
const NEARLY_ALL = 0.9;

export function noteHabits(reading: Reading, exchange: Exchange, signal: Signal | null, failed: boolean, counts: HabitCounts): void {
  if (exchange.addressed && exchange.status !== null) counts.answered += 1;
  if (reading.slots.has('client') || reading.slots.has('client_address')) counts.servers += 1;
  // Who got no answer and sends again is the caller; a server knows the status of what it answered.
  else if (exchange.addressed && exchange.host === null && exchange.status === null && signal === 'retry_scheduled') counts.callers += 1;
  else if (exchange.addressed && exchange.host === null && exchange.status !== null) {
    const evidence = callerEvidence(reading);
    if (evidence >= SURE) counts.callers += 1;
    if (evidence > 0 || reading.keys.length > 0) counts.leaning += 1;
    else counts.silent += 1;
  }
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
    outbound: counts.servers === 0 && (counts.callers > 0 || leans(counts)),
    endsTellCalls: counts.ends > 0 && counts.echoes === 0,
  };
}

const leans = ({ leaning, silent }: HabitCounts): boolean => leaning >= LEAST_LEANING && leaning >= NEARLY_ALL * (leaning + silent);
