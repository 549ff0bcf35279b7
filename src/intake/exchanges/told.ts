/** What a record tells by itself, before it is known what kind of thing it describes. */

import type { Event, Signal } from '../../model/event.js';
import { type BodyFacts, readBody } from '../bodies/body.js';
import { receiptOf } from '../bodies/receipts.js';
import { type AttemptEnd, attemptToldIn } from '../dialogues/attempts-told.js';
import { isSilence, isUsual } from '../dialogues/spoken.js';
import type { Memory } from '../memory.js';
import { statusIn } from '../messages/message-request.js';
import { timeoutIn } from '../messages/message-times.js';
import { levelFor, messageOf, signalFor } from '../messages/record-signal.js';
import { transferOf } from '../messages/transfer.js';
import { stepOf } from '../plan/labels.js';
import { withProven } from '../proven.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { isStepOfRun, textAt } from '../slot-values.js';
import { statedTime } from '../times/stated-time.js';
import type { ReadTime } from '../times/time-reader.js';
import { type AttemptFields, attemptsOf } from './attempts.js';
import { type Exchange, exchangeOf } from './exchange.js';
import { type Failure, failureOf } from './failure.js';
import { isProbe } from './probe.js';
import { calledAt, procedureOf } from './procedure.js';
import { productOf } from './speaker.js';

export interface Told {
  /** When it was made; null where it does not say. */
  readonly time: ReadTime | null;
  readonly message: string | null;
  readonly signal: Signal | null;
  readonly level: Event['level'];
  readonly logger: string | null;
  readonly requestId: string | null;
  /** Program that called. */
  readonly client: string | null;
  /** The exchange as this record alone tells it. */
  readonly exchange: Exchange;
  /** Errors and outcome in the body of the answer; null without one. */
  readonly body: BodyFacts | null;
  readonly error: Failure;
  readonly timedOut: boolean;
  /** True when it tells of an error or a timeout. */
  readonly failed: boolean;
  /** True for a check of health. */
  readonly probe: boolean;
  /** Remote procedure that it names, in a file that knows its calls by such names. */
  readonly procedure: string | null;
  /** True when that is the bringing of a file or message to a host. */
  readonly transferred: boolean;
  readonly attempts: AttemptFields;
  /** The work of which it tells how an attempt ended, in a file that tells of its calls by their ends alone. */
  readonly ended: AttemptEnd | null;
}

/** Signals of lines that tell of a failed attempt. */
const REFUSED = new Set<Signal | null>(['failed', 'retry_scheduled', 'throttle_wait', 'swallowed']);

export function tell(record: SourceRecord, reading: Reading, memory: Memory): Told {
  const time = statedTime(record, reading, memory.time);
  const message = messageOf(record, reading);
  const stated = withErrorStatus(withProven(exchangeOf(reading), record), reading);
  const byProcedure = memory.habits.byProcedure && stated.path === null;
  const brought = stated.path === null && stated.status === null ? transferOf(reading, record.message) : null;
  const transfer = byProcedure || brought?.sure ? brought : null;
  const called = byProcedure && transfer === null && record.message !== null ? calledAt(record.message) : null;
  const host = transfer?.host ?? called?.target;
  const exchange = host === undefined ? stated : { ...stated, target: stated.target ?? host };
  const logged = textAt(reading, 'logger');
  const silent = message !== null && !exchange.addressed && isSilence(message, logged, memory.dialogues);
  const usual = message !== null && !silent && isUsual(message, logged, memory.dialogues);
  const signal = signalFor(record, reading, exchange) ?? (usual ? 'succeeded' : null);
  const level = levelFor(record, reading);
  const error = failureOf(reading, message, level, signal, exchange.status);
  const timedOut = silent || error.timedOut || reading.slots.get('timed_out')?.value === true;
  const client = textAt(reading, 'client');
  const failed = error.code !== null || timedOut || (transfer?.failed ?? false);
  const attempts = attemptsOf(reading, signal, time?.ms ?? null, memory.time);
  const refused = failed || REFUSED.has(signal) || (exchange.status ?? 0) >= 400;
  const end = { message: message ?? '', logger: logged, signal, failed: refused, attempt: attempts.attempt };
  return {
    time,
    message,
    signal,
    level,
    logger: loggerOf(reading, message, memory),
    requestId: record.proven?.request_id ?? textAt(reading, 'request_id'),
    client: productOf(client),
    exchange,
    body: bodyOf(record, reading, exchange.status),
    error: silent ? silence(error, message, reading) : error,
    timedOut,
    failed,
    probe: isProbe(exchange.method, exchange.path, record.proven?.client ?? client),
    procedure: transfer?.name ?? called?.name ?? (byProcedure ? procedureOf(reading, record.message) : null),
    transferred: transfer !== null,
    attempts,
    ended: message === null || exchange.addressed || isStepOfRun(reading) ? null : attemptToldIn(end, exchange.status, memory.toldAttempts),
  };
}

/** The body of the answer; where none is logged, the receipt for a document that a good answer carries. */
function bodyOf(record: SourceRecord, reading: Reading, status: number | null): BodyFacts | null {
  if (reading.bodies.response !== undefined) return readBody(reading.bodies.response, status);
  return status !== null && status >= 200 && status < 300 ? receiptOf(record.message, record.fields) : null;
}

/** Nobody answered, in whatever words. */
function silence(error: Failure, message: string, reading: Reading): Failure {
  return {
    ...error,
    code: error.code ?? 'ETIMEDOUT',
    timedOut: true,
    timeout: error.timeout ?? timeoutIn(message) ?? reading.message?.duration ?? null,
  };
}

/** Azure Functions puts the name of a function into the category of its logs: `Function.InvoiceCreated.User`. */
function loggerOf(reading: Reading, message: string | null, { labels }: Memory): string | null {
  const logger = textAt(reading, 'logger');
  return logger === null ? null : (stepOf(logger, message, labels) ?? /^Function\.([\w-]+)(?:\.User)?$/.exec(logger)?.[1] ?? logger);
}

/** A failed call whose status stands in the error text alone: error "HTTP 503". */
function withErrorStatus(exchange: Exchange, reading: Reading): Exchange {
  const error = textAt(reading, 'error');
  if (exchange.status !== null || error === null || !exchange.addressed) return exchange;
  return { ...exchange, status: statusIn(error) };
}
