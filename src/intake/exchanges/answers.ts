/** Which lines begin a request and which end one, and what the one gains from the other. */
import type { Event, Signal } from '../../model/event.js';
import type { NamedKeys } from '../identifiers/identity.js';
import { jobOf } from '../identifiers/naming.js';
import type { Reading } from '../reading.js';
import { textAt } from '../slot-values.js';
import type { Exchange } from './exchange.js';
import type { Answer, Begun, Work } from './requests.js';

/** Signals of lines that begin a request. */
export const BEGINS = new Set<Signal | null>([null, 'started']);
/** Signals of lines that may end one. */
const ENDS = new Set<Signal | null>([null, 'failed', 'succeeded', 'retry_scheduled']);

/** A line without an address may be the end of a request that was begun on an earlier one. */
export function mayAnswer(kind: Event['kind'], said: Exchange, signal: Signal | null, failed: boolean): boolean {
  // The line of a job that states the status of an answer.
  if (kind === 'job' && said.path === null && said.status !== null) return ENDS.has(signal);
  return (
    kind === 'statement' &&
    said.path === null &&
    said.status === null &&
    ENDS.has(signal) &&
    (signal === 'failed' || signal === 'succeeded' || failed)
  );
}

/** How a line speaks of the end of a request. */
export function answerOf(said: Exchange, signal: Signal | null, failed: boolean, reading: Reading): Answer {
  return { status: said.status !== null, error: failed, created: signal === 'succeeded' && reading.message?.created != null };
}

/** What the line that begins a request says of the work behind it. */
export function workOf(reading: Reading, keys: NamedKeys, attempt: number | null): Work {
  const id = (field: string) => textAt(reading, field);
  return {
    key: keys.key,
    attempt,
    operation: id('operation'),
    job_id: jobOf(reading).id,
    event_key: id('event_key'),
    idempotency_key: id('idempotency_key'),
  };
}

/** The record that the begun request named; what this line names beside it was created. */
export function withBegun(keys: NamedKeys, begun: Begun | null): NamedKeys {
  const own = begun?.work?.key ?? null;
  return own === null || keys.key !== null ? keys : { ...keys, key: own };
}

/** Time since the request was begun, in milliseconds. */
export function sinceBegun(at: number | null, begun: Begun | null): number | null {
  const from = begun?.work == null ? null : begun.speaker.at;
  return from === null || at === null || at < from ? null : at - from;
}
