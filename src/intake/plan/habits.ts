/** How the program that wrote a file speaks of its calls: what is no evidence on one line is, when all lines agree. */
import type { Signal } from '../../model/event.js';
import type { Exchange } from '../exchanges/exchange.js';
import { isProbe } from '../exchanges/probe.js';
import { rpcEnd } from '../exchanges/procedure.js';
import { callerEvidence } from '../exchanges/vantage.js';
import type { Reading } from '../reading.js';
import { numberAt, textAt } from '../slot-values.js';

/** What is true of a file as a whole. */
export interface Habits {
  /** True when the file names no address with an answer: its calls are known by the names of procedures. */
  readonly byProcedure: boolean;
  /**
   * True when no line names a client, and some calls of addresses without a host can only be a caller's, or nearly all
   * speak for one: the others are then of the same program.
   */
  readonly outbound: boolean;
  /** True when such a line begins with the request as servers write it: then the others of that form are no server's either. */
  readonly bareOutbound: boolean;
  /** True when lines that give up with a status tell of the failed call themselves; else they repeat the line before. */
  readonly endsTellCalls: boolean;
  /** The same of lines that give up after a call got no answer at all: no line of the call stands right before them. */
  readonly endsTellSilence: boolean;
}

export const NO_HABITS: Habits = { byProcedure: false, outbound: false, bareOutbound: false, endsTellCalls: false, endsTellSilence: false };

/** How a call ended - its status, or the error of a procedure - and its number where the line counts attempts. */
interface End {
  readonly how: number | string;
  readonly attempt: number | null;
}

/** What was counted in the sample. */
export interface HabitCounts {
  answered: number;
  callers: number;
  /** Those that begin with the method and the address. */
  bare: number;
  servers: number;
  /** Calls of addresses without a host of which something, however little, speaks for a caller; and those of which nothing does. */
  leaning: number;
  silent: number;
  ends: number;
  echoes: number;
  /** How the last failed line about a record ended, and as which attempt. */
  readonly failures: Map<string, End>;
  readonly silence: { ends: number; echoes: number; readonly lastAt: Map<string, number> };
}

export const noHabits = (): HabitCounts => ({
  answered: 0,
  callers: 0,
  bare: 0,
  servers: 0,
  leaning: 0,
  silent: 0,
  ends: 0,
  echoes: 0,
  failures: new Map(),
  silence: { ends: 0, echoes: 0, lastAt: new Map() },
});

/** Strong enough to stand alone: an attempt and a wait, or a named target and a wait. */
const SURE = 4;
/** Fewer lines than this show no habit. */
const LEAST_LEANING = 20;
const NEARLY_ALL = 0.9;

export function noteHabits(
  reading: Reading,
  exchange: Exchange,
  signal: Signal | null,
  failed: boolean,
  counts: HabitCounts,
  message: string | null = null,
): void {
  // Checks of health are answered by every program, whatever it calls.
  if (exchange.addressed && exchange.status !== null && !isProbe(exchange.method, exchange.path, textAt(reading, 'client')))
    counts.answered += 1;
  if (reading.slots.has('client') || reading.slots.has('client_address')) counts.servers += 1;
  // Who got no answer and sends again is the caller; a server knows the status of what it answered.
  else if (exchange.addressed && exchange.host === null && exchange.status === null && signal === 'retry_scheduled') {
    counts.callers += 1;
    if (exchange.method !== null && message?.startsWith(`${exchange.method} ${exchange.path}`)) counts.bare += 1;
  } else if (exchange.addressed && exchange.host === null && exchange.status !== null) {
    const evidence = callerEvidence(reading);
    if (evidence >= SURE || keepsRefused(exchange.status, signal)) counts.callers += 1;
    if (evidence > 0 || reading.keys.length > 0) counts.leaning += 1;
    else counts.silent += 1;
  }
  const key = reading.keys[0]?.value;
  const how = exchange.status ?? rpcEnd(reading);
  if (key === undefined || how === null) return;
  const end: End = { how, attempt: numberAt(reading, 'attempt') ?? reading.message?.attempt ?? null };
  if (signal === 'gave_up') {
    counts.ends += 1;
    if (repeats(end, counts.failures.get(key))) counts.echoes += 1;
    // After a retry was announced, another call was made: the line that gives up tells of that one.
  } else if (signal === 'retry_scheduled') counts.failures.delete(key);
  else if (failed) counts.failures.set(key, end);
}

/** An attempt with a number of its own is no repetition of the line before. */
const repeats = (end: End, before: End | undefined): boolean =>
  before !== undefined && before.how === end.how && (before.attempt === null || end.attempt === null || before.attempt === end.attempt);

/** True where work stays waiting for the next time since it was refused: who refuses keeps nothing. */
const keepsRefused = (status: number, signal: Signal | null): boolean => status >= 400 && (signal === 'deferred' || signal === 'requeued');

/** A line that repeats another follows it at once; lines of other work may come between. */
const RIGHT_BEFORE = 2;

/** True where somebody waited in vain or found nobody, as the text says. */
const isSilence = ({ message }: Reading): boolean => message?.timedOut === true || /^E[A-Z]{4,}$/.test(message?.code ?? '');

/** Notes whether lines that give up on a silent target repeat what the line before told. */
export function noteSilence(place: number, reading: Reading, exchange: Exchange, signal: Signal | null, { silence }: HabitCounts): void {
  if (exchange.method === null || !exchange.addressed || exchange.status !== null || !isSilence(reading)) return;
  const address = `${exchange.method} ${exchange.path}`;
  const before = silence.lastAt.get(address);
  if (signal === 'gave_up') {
    silence.ends += 1;
    if (before !== undefined && place - before <= RIGHT_BEFORE) silence.echoes += 1;
  } else silence.lastAt.set(address, place);
}

export function habitsOf(counts: HabitCounts): Habits {
  return {
    byProcedure: counts.answered === 0,
    outbound: counts.servers === 0 && (counts.callers > 0 || leans(counts)),
    endsTellCalls: counts.ends > 0 && counts.echoes === 0,
    bareOutbound: counts.servers === 0 && counts.bare > 0,
    // Of calls that are made side by side another one may fail right before.
    endsTellSilence: counts.silence.ends > 0 && counts.silence.echoes <= 0.3 * counts.silence.ends,
  };
}

const leans = ({ leaning, silent }: HabitCounts): boolean => leaning >= LEAST_LEANING && leaning >= NEARLY_ALL * (leaning + silent);
