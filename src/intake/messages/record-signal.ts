/** What a record says happened, by its message and by what stands beside it. */
import type { Event, Signal } from '../../model/event.js';
import type { Exchange } from '../exchanges/exchange.js';
import { rpcEnd, saysItWentWell } from '../exchanges/procedure.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { textAt } from '../slot-values.js';
import { signalOf } from './signal.js';
import { transferOf } from './transfer.js';

/** A queue logs the state that a job came to as one word; elsewhere such a word says nothing. */
const JOB_STATES: ReadonlyMap<string, Signal> = new Map([
  ['completed', 'succeeded'],
  ['complete', 'succeeded'],
  ['done', 'succeeded'],
  ['finished', 'succeeded'],
  ['succeeded', 'succeeded'],
  ['success', 'succeeded'],
  ['active', 'started'],
  ['processing', 'started'],
  ['running', 'started'],
]);
/** What a text logger puts behind its words. */
const PAIRS = /(?: [\w.@-]+=(?:"(?:[^"\\]|\\.)*"|\S*))+$/;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const TOKEN_PATH = /\/(?:oauth2?|token|auth|login|connect|identity|sso)(?:\/[\w.-]+)*\/?$/i;

/** Text that tells what happened: the message, or what stands in its place. */
export function messageOf(record: SourceRecord, reading: Reading): string | null {
  if (record.message !== null && record.message !== '') return record.message;
  return textAt(reading, 'operation') ?? (typeof record.fields['event'] === 'string' ? record.fields['event'] : null);
}

/** Severity of a record. */
export function levelFor(record: SourceRecord, reading: Reading): Event['level'] {
  return record.proven?.level ?? (reading.slots.get('level')?.value as Event['level'] | undefined) ?? null;
}

/** The signal of a record; null when it tells of nothing that a rule cares for. */
export function signalFor(record: SourceRecord, reading: Reading, exchange: Exchange): Signal | null {
  if (record.proven?.signal != null) return record.proven.signal;
  const message = messageOf(record, reading);
  if (message === null) return null;
  const acknowledged = reading.message?.acknowledged;
  if (acknowledged != null) return acknowledged.accepted ? 'succeeded' : 'failed';
  const state = reading.slots.has('job_id') ? JOB_STATES.get(message.replace(PAIRS, '').trim().toLowerCase()) : undefined;
  if (state !== undefined) return state;
  const signal = givenUp(signalOf(message, { level: levelFor(record, reading), status: exchange.status }), reading);
  if (
    signal === null &&
    (rpcEnd(reading) === 'ok' || saysItWentWell(reading, message) || (exchange.status === null && transferOf(reading, message)?.done))
  )
    return 'succeeded';
  if (signal === 'succeeded' && exchange.method !== null && !WRITES.has(exchange.method)) return null;
  if (
    (signal === null || signal === 'succeeded') &&
    exchange.status !== null &&
    exchange.status < 300 &&
    exchange.method === 'POST' &&
    exchange.path !== null &&
    TOKEN_PATH.test(exchange.path)
  )
    return 'token_refreshed';
  return signal;
}

/** `record dropped error="giving up after 5 attempts"`: the error field says that nothing follows. */
function givenUp(signal: Signal | null, reading: Reading): Signal | null {
  if (signal !== null && signal !== 'failed') return signal;
  const error = textAt(reading, 'error');
  return error !== null && signalOf(error, { level: null, status: null }) === 'gave_up' ? 'gave_up' : signal;
}
