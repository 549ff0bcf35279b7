/** Puts the readings of a record together to events. */

import type { Event } from '../model/event.js';
import { resultLine } from './bodies/body-results.js';
import { itemsOf } from './bodies/items.js';
import { sinceBegun } from './exchanges/answers.js';
import { retriesLeft } from './exchanges/attempts.js';
import { type LimitFields, limitsOf } from './exchanges/limits.js';
import type { Begun } from './exchanges/requests.js';
import { isServed } from './exchanges/served.js';
import { serviceOf } from './exchanges/speaker.js';
import { type Told, tell } from './exchanges/told.js';
import { asRun, triesOf } from './exchanges/tries.js';
import { earlierTries } from './exchanges/upstream-tries.js';
import { vantageOf } from './exchanges/vantage.js';
import { createdOf, idsOf } from './identifiers/identity.js';
import { calledIn, jobOf, operationOf, traceOf } from './identifiers/naming.js';
import type { Memory } from './memory.js';
import { refusalText } from './messages/limit-words.js';
import { failedSetOf } from './messages/queue-stats.js';
import { takenIn } from './messages/taken.js';
import { templateOf } from './messages/template.js';
import { hashOf, shapeOf } from './plan/shape.js';
import { noteSources } from './plan/sources.js';
import { overwrite, seenByCaller } from './proven.js';
import { type Reading, readRecord } from './reading.js';
import type { SourceRecord } from './records/format.js';
import { rowLabels } from './records/row-labels.js';
import { type Settled, type Started, settle, start } from './settled.js';
import { numberAt, textAt } from './slot-values.js';
import { inGivenZone } from './times/stated-time.js';

/** An event without its place in the file. */
export type Part = Partial<Event> & Pick<Event, 'kind'>;

/** A record that was read, before it is known which request it ends. */
export interface Unsettled {
  readonly record: SourceRecord;
  readonly reading: Reading;
  readonly told: Told;
  readonly started: Started;
}

export function unsettled(record: SourceRecord, memory: Memory): Unsettled {
  const reading = readRecord(record, memory.root, memory.mined, memory.meanings);
  const told = tell(record, reading, memory);
  return { record, reading, told, started: start(record, reading, told, memory) };
}

/**
 * Makes the events of one record: the record itself first, then the items of its batch.
 * @param begun The request that it ends.
 */
export function assemble({ record, reading, told, started }: Unsettled, begun: Begun | null, memory: Memory): [Event, ...Part[]] {
  const settled = settle(started, reading, told, begun, memory);
  const whole = overwrite(eventOf(record, reading, told, settled, memory), record.proven);
  whole.kind = settled.kind;
  inGivenZone(whole, record, told.time);
  if (begun?.outbound === true || seenByCaller(record, reading)) whole.vantage = 'caller';
  noteSources(reading, memory.sources);
  if (whole.kind === 'exchange' && whole.vantage !== 'caller') {
    const tries = earlierTries(whole, record.fields, reading);
    if (tries.length > 0) return [whole, ...tries];
  }
  if (reading.tries.length === 0 || settled.exchange.path === null) return [whole, ...itemsOf(whole, told.body, reading)];
  asRun(whole, reading);
  return [whole, ...triesOf(whole, reading, memory.time)];
}

/** Every field of the event, from the surest place that has it: one list, in the order of the schema. */
function eventOf(record: SourceRecord, reading: Reading, told: Told, settled: Settled, memory: Memory): Event {
  const { slots, bodies } = reading;
  const { signal, message, error, body, attempts } = told;
  const { kind, exchange, begun, keys } = settled;
  const at = told.time?.ms ?? null;
  const work = begun?.work ?? null;
  const duration = record.proven?.duration_ms ?? numberAt(reading, 'duration') ?? reading.message?.duration ?? sinceBegun(at, begun);
  const job = jobOf(reading);
  const topic = textAt(reading, 'topic') ?? reading.message?.queue ?? job.name;
  const limits = limitsFor(reading, told);
  const failedSet = kind === 'statement' ? failedSetOf(record.fields) : null;
  const created = kind === 'row' ? keys.created : createdOf(reading, keys, exchange, signal);
  // A link in a statement is no call.
  const idle = kind === 'statement' && exchange.method === null && !slots.has('url') && !slots.has('path') && !slots.has('target');
  // Each by its name: objects that are spread into so long a list take several times as long.
  return {
    file: '',
    line: record.line,
    part: 0,
    kind,
    at_ms: at,
    zone: told.time?.zone ?? null,
    start_ms: at === null || duration === null ? null : Math.round(at - duration),
    end_ms: duration === null ? null : at,
    duration_ms: duration,
    vantage: vantageFor(record, reading, told, settled, memory),
    signal,
    level: told.level,
    template: message === null ? null : templateOf(message),
    service: serviceOf(reading, record),
    logger: told.logger,
    worker: textAt(reading, 'worker'),
    client: told.client,
    target: idle ? null : exchange.target,
    method: exchange.method,
    path: idle ? null : exchange.path,
    route: idle ? null : exchange.route,
    operation:
      operationOf(exchange, reading, record, kind, topic) ??
      work?.operation ??
      (kind === 'exchange' ? (told.procedure ?? told.ended?.operation ?? calledIn(message)) : null),
    status: exchange.status,
    code: error.code ?? body?.code ?? textAt(reading, 'code'),
    error: error.text ?? bodyError(told) ?? error.said,
    timed_out: told.timedOut ? true : null,
    sent: exchange.status !== null ? null : error.sent,
    body_outcome: body?.outcome ?? (kind === 'exchange' && message !== null ? takenIn(message) : null),
    body_errors: body === null ? null : body.errors,
    result: kind === 'exchange' || kind === 'delivery' ? resultOf(reading, told) : null,
    body_shape: shapeFor(reading),
    payload_hash: bodies.request === undefined ? null : hashOf(bodies.request),
    replayed: replayedOf(reading, told),
    created_id: created?.value ?? null,
    created_field: created?.name ?? null,
    attempt: attempts.attempt ?? work?.attempt ?? null,
    max_attempts: attempts.max_attempts,
    wait_ms: attempts.wait_ms,
    timeout_ms: numberAt(reading, 'timeout') ?? error.timeout,
    limit_max: limits.limit_max,
    limit_remaining: limits.limit_remaining,
    limit_window_ms: limits.limit_window_ms,
    limit_reset_ms: limits.limit_reset_ms,
    retry_after_ms: limits.retry_after_ms,
    record_key: keys.key?.value ?? null,
    record_field: keys.key?.name ?? null,
    event_key: textAt(reading, 'event_key') ?? work?.event_key ?? null,
    job_id: job.id ?? work?.job_id ?? null,
    batch_id: textAt(reading, 'batch_id'),
    request_id: told.requestId,
    correlation_id: textAt(reading, 'correlation_id'),
    trace_id: traceOf(reading, 'trace_id', 1),
    span_id: traceOf(reading, 'span_id', 2),
    parent_span_id: textAt(reading, 'parent_span_id'),
    idempotency_key: textAt(reading, 'idempotency_key') ?? work?.idempotency_key ?? null,
    ids: idsOf(reading),
    topic,
    step: textAt(reading, 'step'),
    depth: failedSet?.depth ?? numberAt(reading, 'depth') ?? reading.message?.depth ?? null,
    state: textAt(reading, 'state'),
    version: keys.key === null ? null : versionOf(reading, record, kind, memory),
    amount: numberAt(reading, 'amount'),
    labels: kind === 'row' ? rowLabels(record) : null,
    metric: failedSet === null ? null : `${failedSet.name} set`,
    value: null,
    title: null,
    secrets: reading.secrets.length === 0 ? null : reading.secrets.sort().join(','),
  };
}

function vantageFor(record: SourceRecord, reading: Reading, told: Told, { kind, exchange }: Settled, { habits }: Memory): Event['vantage'] {
  if (kind === 'delivery') return 'caller';
  if (kind !== 'exchange') return null;
  // Who counts attempts makes them.
  if (told.ended !== null) return 'caller';
  const outbound = habits.outbound || told.procedure !== null;
  const served = isServed(record.fields, told.logger);
  return vantageOf(reading, exchange, told.message, told.logger, { outbound, bareOutbound: habits.bareOutbound, served });
}

/** What the body of a failed answer says. */
function bodyError({ body }: Told): string | null {
  if (body === null || body.outcome === 'ok') return null;
  const said = body.message ?? body.code;
  return said === null ? null : templateOf(said);
}

/** The result of the call as a code: in the body of the answer, else beside the status. */
function resultOf({ slots }: Reading, { body }: Told): string | null {
  if (body?.result != null) return resultLine(body.result);
  const stated = slots.get('result');
  if (stated === undefined) return null;
  const text = slots.get('result_text')?.value;
  return resultLine({ name: stated.node.last, code: String(stated.value), text: typeof text === 'string' ? text : null, sure: true });
}

function replayedOf({ slots }: Reading, { signal }: Told): boolean | null {
  const stated = slots.get('replayed');
  if (stated !== undefined) return stated.value === true;
  return signal === 'answered_from_store' ? true : null;
}

function limitsFor(reading: Reading, { exchange, message, body, signal, time }: Told): LimitFields {
  const response = reading.bodies.response;
  const text = refusalText(exchange, message, body, reading);
  const stated = limitsOf(reading.slots, response, time?.ms ?? null, reading.message?.retryAfter ?? null, text);
  return retriesLeft(reading, signal) ? { ...stated, limit_remaining: null } : stated;
}

/** The number of the record's state, or when it got that state. In an export that time is the row's own, as it is where no other is told. */
function versionOf(reading: Reading, record: SourceRecord, kind: Event['kind'], memory: Memory): number | null {
  const number = numberAt(reading, 'version') ?? reading.message?.version ?? null;
  const since = reading.slots.get('version_time');
  if (number !== null || kind === 'row' || since === undefined) return number;
  const isOwn = record.time === null && reading.slots.get('time')?.node === since.node;
  // What a list of deliveries tells beside their times is the event's; whether it was applied, the list does not know.
  const isEvents = kind === 'delivery' && since.node.fields.some(({ field }) => field === 'time');
  return isOwn || isEvents ? null : (memory.time(since.value)?.ms ?? null);
}

function shapeFor({ bodies }: Reading): string | null {
  const body = bodies.request ?? bodies.response ?? bodies.carried;
  return body === undefined ? null : shapeOf(body);
}
