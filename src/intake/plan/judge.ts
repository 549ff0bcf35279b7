/** What a record of the sample tells: success, failure, or what became of a failed call. */
import type { Signal } from '../../model/event.js';
import { type Exchange, exchangeOf } from '../exchanges/exchange.js';
import { BECAME } from '../kind.js';
import { signalFor } from '../messages/record-signal.js';
import { withProven } from '../proven.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';

/** What a record of the sample tells. */
export interface Judged {
  /** The state of a record, as exports tell it. */
  readonly row: boolean;
  /** A success. */
  readonly ok: boolean;
  readonly retry: boolean;
  readonly failed: boolean;
  /** A failed call with its status: its own line, or one that says what became of it. */
  readonly refusal: 'own' | 'became' | null;
  readonly signal: Signal | null;
  readonly exchange: Exchange;
}

/** Whether a record of the sample tells of a success or a failure, and whether it announces a retry. */
export function judge(record: SourceRecord, reading: Reading, format: string): Judged {
  const exchange = withProven(exchangeOf(reading), record);
  const signal = signalFor(record, reading, exchange);
  const row = record.proven?.kind === 'row' || (record.message === null && (format === 'csv' || isState(reading, exchange, format)));
  const done = exchange.status !== null ? exchange.status < 400 : signal === 'succeeded' || signal === 'answered_from_store';
  const retry = signal === 'retry_scheduled';
  const failed = retry || signal === 'failed' || signal === 'throttle_wait' || (exchange.status !== null && exchange.status >= 400);
  const refused = exchange.status !== null && exchange.status >= 400;
  const refusal = refused ? (BECAME.has(signal) && !exchange.addressed ? 'became' : 'own') : null;
  return { row, ok: row || (done && signal !== 'failed' && exchange.method !== 'GET'), retry, failed, refusal, signal, exchange };
}

/** Exports come as JSON lines too: a record that names one of a business, and neither a call nor a level. */
function isState(reading: Reading, exchange: Exchange, format: string): boolean {
  const { keys, slots } = reading;
  return format === 'json' && keys.length > 0 && exchange.status === null && !exchange.addressed && !slots.has('level');
}
