/** Puts the readings of a record together to events. */
import type { Event, Signal } from '../model/event.js';
import { attemptsOf } from './attempts.js';
import { type BodyFacts, hashOf, readBody, shapeOf } from './body.js';
import { errorOf } from './error-text.js';
import { type Exchange, exchangeOf, isProbe, numberAt, productOf, textAt, vantageOf } from './exchange.js';
import type { SourceRecord } from './format.js';
import { timeOf } from './guards.js';
import { itemsOf } from './items.js';
import { chooseKeys } from './keys.js';
import { kindOf } from './kind.js';
import { limitsOf } from './limits.js';
import { statusIn, timeoutIn } from './message.js';
import type { KeyValue, Reading } from './reading.js';
import { keyOfPath, routeOf } from './route.js';
import { signalOf } from './signal.js';
import { templateOf } from './template.js';

/** An event without its place in the file. */
export type Part = Partial<Event> & Pick<Event, 'kind'>;

/** What is remembered from record to record of a file. */
export interface Memory {
  readonly format: string;
  /** A moment near the times of the file, for times without a year. */
  readonly near: number | null;
  /** Method, path and target by request id, from the line that tells of the request's start. */
  readonly requests: Map<string, { method: string | null; path: string | null; route: string | null; target: string | null }>;
  /** Name of the field that holds identifiers with a prefix, from the sample. */
  readonly prefixes: Map<string, string>;
  /** Paths that the canonical fields came from. */
  readonly sources: Map<string, Set<string>>;
}

const MAX_REQUESTS = 10_000;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const TOKEN_PATH = /\/(?:oauth2?|token|auth|login|connect|identity|sso)(?:\/[\w.-]+)*\/?$/i;

/** Text that tells what happened: the message, or what stands in its place. */
function messageOf(record: SourceRecord, reading: Reading): string | null {
  if (record.message !== null && record.message !== '') return record.message;
  return textAt(reading, 'operation') ?? (typeof record.fields['event'] === 'string' ? record.fields['event'] : null);
}

/** Whether a record of the sample tells of a success, and whether it announces a retry. */
export function judge(record: SourceRecord, reading: Reading, memory: Memory): { ok: boolean; retry: boolean } {
  const exchange = withProven(exchangeOf(reading), record);
  const signal = signalFor(record, reading, exchange);
  const row = memory.format.includes('csv') && record.message === null;
  const done = exchange.status !== null ? exchange.status < 400 : signal === 'succeeded' || signal === 'answered_from_store';
  return { ok: row || (done && signal !== 'failed' && exchange.method !== 'GET'), retry: signal === 'retry_scheduled' };
}

function withProven(exchange: Exchange, record: SourceRecord): Exchange {
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

function levelFor(record: SourceRecord, reading: Reading): Event['level'] {
  return record.proven?.level ?? (reading.slots.get('level')?.value as Event['level'] | undefined) ?? null;
}

function signalFor(record: SourceRecord, reading: Reading, exchange: Exchange): Signal | null {
  if (record.proven?.signal != null) return record.proven.signal;
  const message = messageOf(record, reading);
  if (message === null) return null;
  const signal = signalOf(message, { level: levelFor(record, reading), status: exchange.status });
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

/** Makes the events of one record: the record itself first, then the items of its batch. */
export function assemble(record: SourceRecord, reading: Reading, memory: Memory): [Event, ...Part[]] {
  const slots = reading.slots;
  const at = record.proven?.at_ms ?? timeOf(record.time ?? undefined, memory.near) ?? timeOf(slots.get('time')?.value, memory.near);
  const message = messageOf(record, reading);
  const said = withErrorStatus(withProven(exchangeOf(reading), record), reading);
  const signal = signalFor(record, reading, said);
  const level = levelFor(record, reading);
  const requestId = record.proven?.request_id ?? textAt(reading, 'request_id');
  const error = errorFacts(reading, message, level, signal);
  const body = reading.bodies.response === undefined ? null : readBody(reading.bodies.response, said.status);
  const timedOut = error.timedOut || slots.get('timed_out')?.value === true;
  const client = productOf(textAt(reading, 'client'));
  const probe = isProbe(said.method, said.path, record.proven?.client ?? textAt(reading, 'client'));
  const failed = error.code !== null || timedOut;
  const proven = record.proven?.kind;
  const kind =
    probe && (proven === undefined || proven === 'exchange')
      ? 'statement'
      : (proven ??
        kindOf({ reading, exchange: said, signal, format: memory.format, failed, message: record.message, probe, timed: at !== null }));
  const exchange = kind === 'exchange' ? recall(said, requestId, memory) : remember(said, requestId, memory);
  // A link in a statement is no call.
  const idle = kind === 'statement' && exchange.method === null && !slots.has('url') && !slots.has('path') && !slots.has('target');
  const attempts = attemptsOf(reading, signal, at, memory.near);
  const limits = limitsOf(slots, reading.bodies.response, at, reading.message?.retryAfter ?? null);
  const keys = keysOf(reading, exchange, signal, kind, memory);
  const duration = numberAt(reading, 'duration') ?? reading.message?.duration ?? null;
  const topic = textAt(reading, 'topic') ?? reading.message?.queue ?? null;
  const logger = textAt(reading, 'logger');
  const created = kind === 'row' ? keys.created : createdOf(reading, keys, exchange, signal);
  const main: Event = {
    file: '',
    line: record.line,
    part: 0,
    kind,
    at_ms: at,
    start_ms: at === null ? null : duration === null ? null : Math.round(at - duration),
    end_ms: at !== null && duration !== null ? at : null,
    duration_ms: duration,
    vantage: kind === 'exchange' ? vantageOf(reading, exchange, message, logger) : kind === 'delivery' ? 'caller' : null,
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
    operation: operationOf(exchange, reading, kind, topic),
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
    timeout_ms: numberAt(reading, 'timeout') ?? error.timeout,
    ...limits,
    record_key: keys.key?.value ?? null,
    record_field: keys.key?.name ?? null,
    event_key: textAt(reading, 'event_key'),
    job_id: textAt(reading, 'job_id'),
    batch_id: textAt(reading, 'batch_id'),
    request_id: requestId,
    correlation_id: textAt(reading, 'correlation_id'),
    trace_id: traceOf(reading, 'trace_id', 1),
    span_id: traceOf(reading, 'span_id', 2),
    parent_span_id: textAt(reading, 'parent_span_id'),
    idempotency_key: textAt(reading, 'idempotency_key'),
    ids: idsOf(reading),
    topic,
    depth: numberAt(reading, 'depth') ?? reading.message?.depth ?? null,
    state: textAt(reading, 'state'),
    version: keys.key === null ? null : numberAt(reading, 'version'),
    amount: numberAt(reading, 'amount'),
    labels: kind === 'row' ? labelsOf(record) : null,
    metric: null,
    value: null,
    title: null,
    secrets: reading.secrets.size === 0 ? null : [...reading.secrets].sort().join(','),
  };
  noteSources(reading, memory);
  const whole = overwrite(main, record.proven);
  whole.kind = kind;
  if (seenByCaller(record, reading)) whole.vantage = 'caller';
  return [whole, ...itemsOf(whole, body, reading)];
}

/** A log entry of a platform names the callee's answer; attempts are counted by the caller alone. */
function seenByCaller(record: SourceRecord, reading: Reading): boolean {
  if (record.proven?.vantage !== 'target' || record.message === null || reading.slots.has('client')) return false;
  return reading.slots.has('attempt') || reading.slots.has('max_attempts');
}

/** Writes the proven fields over the others; empty ones prove nothing. */
function overwrite(part: Event, proven: SourceRecord['proven']): Event {
  if (proven === undefined) return part;
  const whole = part as Record<string, unknown>;
  for (const field in proven) {
    const value = proven[field as keyof typeof proven];
    if (value !== null && value !== undefined) whole[field] = value;
  }
  return part;
}

interface ErrorSummary {
  readonly code: string | null;
  /** What an error field says. */
  readonly text: string | null;
  /** What the message says of a failure. */
  readonly said: string | null;
  readonly timedOut: boolean;
  readonly sent: boolean | null;
  readonly timeout: number | null;
}

/** The error of a record: what its error fields say, else what its message says when it tells of a failure. */
function errorFacts(reading: Reading, message: string | null, level: Event['level'], signal: Signal | null): ErrorSummary {
  const text = textAt(reading, 'error');
  const stated = textAt(reading, 'code');
  const inField = text === null ? null : errorOf(text);
  const ofCode = stated === null ? null : errorOf(stated);
  const facts = reading.message;
  // A line at info that announces a wait or a limit names a timeout without one having passed.
  const inMessage =
    facts !== null &&
    facts.code !== null &&
    (level === null ||
      level === 'warn' ||
      level === 'error' ||
      level === 'fatal' ||
      signal === 'failed' ||
      signal === 'swallowed' ||
      signal === 'gave_up' ||
      facts.method !== null)
      ? facts
      : null;
  const specific = ofCode !== null && /^E[A-Z]+$/.test(ofCode.code) ? ofCode.code : stated;
  const timedOut = inField?.timedOut === true || ofCode?.timedOut === true || inMessage?.timedOut === true;
  return {
    code: specific ?? inField?.code ?? inMessage?.code ?? null,
    text: text === null ? null : templateOf(text),
    said:
      text === null && message !== null && (signal === 'failed' || signal === 'gave_up' || signal === 'swallowed') ? tailOf(message) : null,
    timedOut,
    sent: inField?.sent ?? ofCode?.sent ?? inMessage?.sent ?? null,
    timeout: !timedOut ? null : ((text === null ? null : timeoutIn(text)) ?? inMessage?.timeout ?? null),
  };
}

/** The part of a failure's message that names the cause: what follows the last colon, else all of it. */
function tailOf(message: string): string {
  const colon = message.lastIndexOf(': ');
  const tail = message.slice(colon + 2);
  return templateOf(colon > 0 && tail.length > 4 && !/^\S+=\S+$/.test(tail) ? tail : message);
}

function operationOf(exchange: Exchange, reading: Reading, kind: Event['kind'], topic: string | null): string | null {
  const rpc = textAt(reading, 'operation');
  if (exchange.route !== null && exchange.method !== null) return `${exchange.method} ${exchange.route}`;
  if (rpc !== null && (kind === 'exchange' || kind === 'job')) return rpc;
  if (kind === 'delivery' && exchange.route !== null) return `POST ${exchange.route}`;
  if (kind === 'job' || kind === 'delivery') return topic;
  return null;
}

/** The line that ends a request often names the id alone: method and path come from the line that began it. */
function recall(exchange: Exchange, id: string | null, memory: Memory): Exchange {
  if (id === null) return exchange;
  const begun = memory.requests.get(id);
  if (begun === undefined || (exchange.method !== null && exchange.path !== null)) return exchange;
  return {
    ...exchange,
    method: exchange.method ?? begun.method,
    path: exchange.path ?? begun.path,
    route: exchange.route ?? begun.route,
    target: exchange.target ?? begun.target,
  };
}

function remember(exchange: Exchange, id: string | null, memory: Memory): Exchange {
  if (id === null || exchange.method === null || exchange.path === null) return exchange;
  if (memory.requests.size >= MAX_REQUESTS) memory.requests.delete(memory.requests.keys().next().value as string);
  memory.requests.set(id, { method: exchange.method, path: exchange.path, route: exchange.route, target: exchange.target });
  return exchange;
}

interface NamedKeys {
  readonly key: { readonly name: string; readonly value: string } | null;
  readonly created: { readonly name: string; readonly value: string } | null;
}

const SUCCESSES = new Set<Signal | null>(['succeeded', 'answered_from_store']);

/** Record key and created id by name; the path of a write or of a single read gives the key when nothing else does. */
function keysOf(reading: Reading, exchange: Exchange, signal: Signal | null, kind: Event['kind'], memory: Memory): NamedKeys {
  const success =
    kind === 'row' ||
    (exchange.status !== null ? exchange.status < 300 && exchange.method !== 'GET' && exchange.method !== 'DELETE' : SUCCESSES.has(signal));
  const chosen = chooseKeys(businessKeys(reading, kind), success && signal !== 'failed');
  const named = (one: typeof chosen.key) => (one === null ? null : { name: nameOf(one, memory), value: one.value });
  const key = named(chosen.key);
  const created = named(chosen.created);
  if (key !== null || exchange.path === null) return { key, created };
  const inPath = keyOfPath(exchange.path);
  return { key: inPath === null ? null : { name: inPath.field, value: inPath.key }, created };
}

/** A key that prose names without a noun ("booked for INV-1") has the name under which keys of its prefix stand elsewhere. */
function nameOf(one: KeyValue, memory: Memory): string {
  const name = one.node.key!.name;
  return name === 'record_ref' ? (memory.prefixes.get(prefixOf(one.value)) ?? name) : name;
}

/** The letters with which an identifier begins. */
export function prefixOf(value: string): string {
  return /^[#A-Za-z]+[-_]?/.exec(value)?.[0] ?? '';
}

/** In lists of jobs the name is that of the job. */
function serviceOf(reading: Reading, record: SourceRecord): string | null {
  const slot = reading.slots.get('service');
  if (slot === undefined) return null;
  const named = slot.node.segments.at(-1)?.toLowerCase() === 'name';
  return named && record.proven?.kind === 'job' ? null : (slot.value as string);
}

/** Deliveries and jobs have ids of their own that name no business record. */
function businessKeys(reading: Reading, kind: Event['kind']): readonly KeyValue[] {
  const own = kind === 'delivery' || kind === 'job';
  const sent = reading.slots.has('event_key');
  if (!own && !sent) return reading.keys;
  return reading.keys.filter(({ node }) => !(own && node.key?.name === 'id') && !((own || sent) && node.key?.name === 'delivery_id'));
}

/** The id that the target gave: named in the message, in the Location header, in a field, or in the answer's body. */
function createdOf(reading: Reading, keys: NamedKeys, exchange: Exchange, signal: Signal | null): { name: string; value: string } | null {
  const ok = exchange.status !== null ? exchange.status >= 200 && exchange.status < 300 : SUCCESSES.has(signal);
  if (!ok || exchange.method === 'GET') return null;
  const said = reading.message?.created ?? null;
  if (keys.created !== null) return keys.created;
  if (said !== null && said !== keys.key?.value) return { name: 'id', value: said };
  const location = textAt(reading, 'location');
  const last = location
    ?.replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  if (last !== undefined && /\d/.test(last)) return { name: 'location', value: last };
  const body = reading.bodies.response;
  const inBody = exchange.method === 'POST' || exchange.method === null ? idInBody(body, 0) : null;
  return inBody === null || inBody === keys.key?.value ? null : { name: 'id', value: inBody };
}

function idInBody(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 4) return null;
  const object = value as Record<string, unknown>;
  const id = object['id'] ?? object['Id'] ?? object['uuid'];
  if ((typeof id === 'string' && id !== '') || typeof id === 'number') return String(id);
  const inner = Object.values(object).filter((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
  return inner.length === 1 ? idInBody(inner[0], depth + 1) : null;
}

function shapeFor(reading: Reading): string | null {
  const body = reading.bodies.request ?? reading.bodies.response;
  return body === undefined ? null : shapeOf(body);
}

/** Trace ids stand alone or inside a W3C traceparent. */
function traceOf(reading: Reading, field: string, part: number): string | null {
  const own = textAt(reading, field);
  if (own !== null) return own.startsWith('projects/') ? (own.split('/').at(-1) ?? own) : own;
  return textAt(reading, 'traceparent')?.split('-')[part] ?? null;
}

/** Every identifier of the record as JSON with sorted names. */
function idsOf(reading: Reading): string | null {
  if (reading.keys.length === 0 && reading.ids.size === 0) return null;
  const values = new Map(reading.ids);
  for (const { node, value } of reading.keys) values.set(node.key!.name, value);
  const parts = [...values.keys()].sort().map((name) => `"${name}":${JSON.stringify(values.get(name))}`);
  return `{${parts.join(',')}}`;
}

function labelsOf(record: SourceRecord): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record.fields).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const EVENT_NAMES: Readonly<Record<string, string>> = {
  wait: 'wait_ms',
  timeout: 'timeout_ms',
  duration: 'duration_ms',
  retry_after: 'retry_after_ms',
  retry: 'attempt',
  max_retries: 'max_attempts',
  url: 'path',
  host: 'target',
  location: 'created_id',
  wait_until: 'wait_ms',
  limit_pair: 'limit_remaining',
  time: 'at_ms',
};

function noteSources(reading: Reading, memory: Memory): void {
  for (const [field, { node }] of reading.slots) {
    if (node.used) continue;
    node.used = true;
    addSource(memory, EVENT_NAMES[field] ?? field, node.path);
  }
  for (const { node } of reading.keys) {
    if (node.used) continue;
    node.used = true;
    addSource(memory, 'record_key', node.path);
  }
}

function addSource(memory: Memory, field: string, path: string): void {
  const known = memory.sources.get(field);
  if (known === undefined) memory.sources.set(field, new Set([path]));
  else if (known.size < 50) known.add(path);
}
