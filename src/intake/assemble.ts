/** Puts the readings of a record together to events. */
import type { Event } from '../model/event.js';
import { answerOf, BEGINS, mayAnswer, sinceBegun, withBegun, workOf } from './answers.js';
import { attemptsOf, retriesLeft } from './attempts.js';
import { readBody } from './body.js';
import { type Exchange, exchangeOf, isProbe, numberAt, productOf, serviceOf, textAt, vantageOf } from './exchange.js';
import { failureOf } from './failure.js';
import type { SourceRecord } from './format.js';
import type { Habits } from './habits.js';
import { createdOf, idsOf, keysOf } from './identity.js';
import { itemsOf } from './items.js';
import { kindOf } from './kind.js';
import { refusalText } from './limit-words.js';
import { limitsOf } from './limits.js';
import { statusIn } from './message-request.js';
import { calledIn, operationOf, traceOf } from './naming.js';
import { procedureOf } from './procedure.js';
import { overwrite, seenByCaller } from './proven.js';
import { failedSetOf } from './queue-stats.js';
import type { Reading } from './reading.js';
import { levelFor, messageOf, signalFor } from './record-signal.js';
import { type Requests, recall, remember } from './requests.js';
import { routeOf } from './route.js';
import { hashOf, shapeOf } from './shape.js';
import { noteSources } from './sources.js';
import { speakerOf } from './speaker.js';
import { inGivenZone, statedTime } from './stated-time.js';
import { templateOf } from './template.js';
import type { TimeReader } from './time-reader.js';
import { asRun, triesOf } from './tries.js';

/** An event without its place in the file. */
export type Part = Partial<Event> & Pick<Event, 'kind'>;

/** What is remembered from record to record of a file. */
export interface Memory {
  readonly format: string;
  /** Reads its times. */
  readonly time: TimeReader;
  /** Requests whose answers may stand on later lines. */
  readonly requests: Requests;
  /** Name of the field that holds identifiers with a prefix, from the sample. */
  readonly prefixes: Map<string, string>;
  /** How the program that wrote the file speaks of its calls, from the sample. */
  habits: Habits;
  /** Paths that the canonical fields came from. */
  readonly sources: Map<string, Set<string>>;
  /** True when the file tells of failed calls only on the lines that say what became of them; from the sample. */
  endsTell: boolean;
}

/** The exchange with what the format proves of it. */
export function withProven(exchange: Exchange, record: SourceRecord): Exchange {
  const proven = record.proven;
  if (proven === undefined) return exchange;
  const path = proven.path ?? exchange.path;
  return {
    ...exchange,
    method: proven.method ?? exchange.method,
    path,
    route:
      proven.route ??
      (proven.path == null
        ? exchange.route
        : exchange.route !== null && exchange.path !== path && /[{:<]/.test(exchange.route)
          ? exchange.route
          : routeOf(proven.path)),
    target: proven.target ?? exchange.target,
    status: proven.status ?? exchange.status,
    addressed: exchange.addressed || path !== null,
  };
}

/** A failed call whose status stands in the error text alone: error "HTTP 503". */
function withErrorStatus(exchange: Exchange, reading: Reading): Exchange {
  const error = textAt(reading, 'error');
  if (exchange.status !== null || error === null || !exchange.addressed) return exchange;
  return { ...exchange, status: statusIn(error) };
}

/** Makes the events of one record: the record itself first, then the items of its batch. */
export function assemble(record: SourceRecord, reading: Reading, memory: Memory): [Event, ...Part[]] {
  const slots = reading.slots;
  const time = statedTime(record, reading, memory.time);
  const at = time?.ms ?? null;
  const message = messageOf(record, reading);
  const said = withErrorStatus(withProven(exchangeOf(reading), record), reading);
  const signal = signalFor(record, reading, said);
  const level = levelFor(record, reading);
  const requestId = record.proven?.request_id ?? textAt(reading, 'request_id');
  const error = failureOf(reading, message, level, signal, said.status);
  const body = reading.bodies.response === undefined ? null : readBody(reading.bodies.response, said.status);
  const timedOut = error.timedOut || slots.get('timed_out')?.value === true;
  const client = productOf(textAt(reading, 'client'));
  const probe = isProbe(said.method, said.path, record.proven?.client ?? textAt(reading, 'client'));
  const failed = error.code !== null || timedOut;
  const proven = record.proven?.kind;
  const procedure = memory.habits.byProcedure && said.path === null ? procedureOf(reading, record.message) : null;
  const told =
    probe && (proven === undefined || proven === 'exchange')
      ? 'statement'
      : (proven ??
        kindOf({
          reading,
          exchange: said,
          signal,
          format: memory.format,
          failed,
          message: record.message,
          probe,
          timed: at !== null,
          endsTell: memory.endsTell,
          procedure,
          network: timedOut || error.sent === false || (error.code !== null && /^E[A-Z]{4,}$/.test(error.code)),
          endsTellCalls: memory.habits.endsTellCalls,
        }));
  const attempts = attemptsOf(reading, signal, at, memory.time);
  const logger = textAt(reading, 'logger');
  const speaker = speakerOf(reading, record, { id: requestId, logger, at }, body);
  const answer = told === 'exchange' || mayAnswer(told, said, signal, failed) ? answerOf(said, signal, failed, reading) : null;
  const recalled = answer === null ? { exchange: said, begun: null } : recall(said, speaker, memory.requests, answer);
  const { exchange, begun } = recalled;
  const kind = begun === null ? told : 'exchange';
  // A link in a statement is no call.
  const idle = kind === 'statement' && exchange.method === null && !slots.has('url') && !slots.has('path') && !slots.has('target');
  const stated = limitsOf(
    slots,
    reading.bodies.response,
    at,
    reading.message?.retryAfter ?? null,
    refusalText(said, message, body, reading),
  );
  const limits = retriesLeft(reading, signal) ? { ...stated, limit_remaining: null } : stated;
  const keys = withBegun(keysOf(reading, exchange, signal, kind, memory.prefixes), begun);
  const work = begun?.work ?? null;
  const duration = record.proven?.duration_ms ?? numberAt(reading, 'duration') ?? reading.message?.duration ?? sinceBegun(at, begun);
  const topic = textAt(reading, 'topic') ?? reading.message?.queue ?? null;
  const failedSet = kind === 'statement' ? failedSetOf(record.fields) : null;
  if (answer === null)
    remember(
      said,
      speaker,
      memory.requests,
      kind === 'statement' && !probe && said.status === null && BEGINS.has(signal) ? workOf(reading, keys, attempts.attempt) : null,
    );
  const created = kind === 'row' ? keys.created : createdOf(reading, keys, exchange, signal);
  const main: Event = {
    file: '',
    line: record.line,
    part: 0,
    kind,
    at_ms: at,
    zone: time?.zone ?? null,
    start_ms: at === null ? null : duration === null ? null : Math.round(at - duration),
    end_ms: at !== null && duration !== null ? at : null,
    duration_ms: duration,
    vantage:
      kind === 'exchange'
        ? vantageOf(reading, exchange, message, logger, memory.habits.outbound || procedure !== null)
        : kind === 'delivery'
          ? 'caller'
          : null,
    signal,
    level,
    template: message === null ? null : templateOf(message),
    service: serviceOf(reading, record),
    logger,
    worker: textAt(reading, 'worker'),
    client,
    target: idle ? null : exchange.target,
    method: exchange.method,
    path: idle ? null : exchange.path,
    route: idle ? null : exchange.route,
    operation:
      operationOf(exchange, reading, record, kind, topic) ??
      work?.operation ??
      (kind === 'exchange' ? (procedure ?? calledIn(message)) : null),
    status: exchange.status,
    code: error.code ?? body?.code ?? textAt(reading, 'code'),
    error:
      error.text ??
      (body !== null && body.outcome !== 'ok' && (body.message ?? body.code) !== null
        ? templateOf((body.message ?? body.code) as string)
        : error.said),
    timed_out: timedOut ? true : null,
    sent: exchange.status !== null ? null : error.sent,
    body_outcome: body?.outcome ?? null,
    body_errors: body === null ? null : body.errors,
    body_shape: shapeFor(reading),
    payload_hash: reading.bodies.request === undefined ? null : hashOf(reading.bodies.request),
    replayed:
      slots.get('replayed') === undefined ? (signal === 'answered_from_store' ? true : null) : slots.get('replayed')!.value === true,
    created_id: created?.value ?? null,
    created_field: created?.name ?? null,
    ...attempts,
    attempt: attempts.attempt ?? work?.attempt ?? null,
    timeout_ms: numberAt(reading, 'timeout') ?? error.timeout,
    ...limits,
    record_key: keys.key?.value ?? null,
    record_field: keys.key?.name ?? null,
    event_key: textAt(reading, 'event_key') ?? work?.event_key ?? null,
    job_id: textAt(reading, 'job_id') ?? work?.job_id ?? null,
    batch_id: textAt(reading, 'batch_id'),
    request_id: requestId,
    correlation_id: textAt(reading, 'correlation_id'),
    trace_id: traceOf(reading, 'trace_id', 1),
    span_id: traceOf(reading, 'span_id', 2),
    parent_span_id: textAt(reading, 'parent_span_id'),
    idempotency_key: textAt(reading, 'idempotency_key') ?? work?.idempotency_key ?? null,
    ids: idsOf(reading),
    topic,
    depth: failedSet?.depth ?? numberAt(reading, 'depth') ?? reading.message?.depth ?? null,
    state: textAt(reading, 'state'),
    version: keys.key === null ? null : versionOf(reading, kind, memory),
    amount: numberAt(reading, 'amount'),
    labels: kind === 'row' ? labelsOf(record) : null,
    metric: failedSet === null ? null : `${failedSet.name} set`,
    value: null,
    title: null,
    secrets: reading.secrets.size === 0 ? null : [...reading.secrets].sort().join(','),
  };
  noteSources(reading, memory.sources);
  const whole = overwrite(main, record.proven);
  whole.kind = kind;
  inGivenZone(whole, record, time);
  if (begun?.outbound === true || seenByCaller(record, reading)) whole.vantage = 'caller';
  if (reading.tries.length === 0 || exchange.path === null) return [whole, ...itemsOf(whole, body, reading)];
  asRun(whole, reading);
  return [whole, ...triesOf(whole, reading, memory.time)];
}

/** The number of the record's state, or when it got that state. In an export that time is the row's own. */
function versionOf(reading: Reading, kind: Event['kind'], memory: Memory): number | null {
  const number = numberAt(reading, 'version') ?? reading.message?.version ?? null;
  if (number !== null || kind === 'row') return number;
  return memory.time(reading.slots.get('version_time')?.value)?.ms ?? null;
}

function shapeFor(reading: Reading): string | null {
  const body = reading.bodies.request ?? reading.bodies.response ?? reading.bodies.carried;
  return body === undefined ? null : shapeOf(body);
}

function labelsOf(record: SourceRecord): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record.fields).sort(([a], [b]) => (a < b ? -1 : 1))));
}
