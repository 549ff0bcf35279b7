/** Traces as Jaeger's and Zipkin's APIs hand them out; both count in microseconds. */

import type { ReadResult, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, set } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { id, type SpanKind, spanRecord } from './span.js';

const KINDS: readonly SpanKind[] = ['client', 'server', 'producer', 'consumer'];
const kindOf = (value: Value | undefined): SpanKind => KINDS.find((kind) => kind === asText(value)?.toLowerCase()) ?? 'internal';

/** Microseconds to milliseconds. */
const ms = (value: Value | undefined): number | null => {
  const us = asNumber(value);
  return us === null ? null : us / 1000;
};
const plus = (start: number | null, duration: number | null): number | null =>
  start === null || duration === null ? null : start + duration;

/** Jaeger's tags and log fields: a list of {key, value}. */
function keyed(list: Value | undefined): JsonObject {
  const out: JsonObject = {};
  for (const tag of asList(list)) {
    const key = asText(asObject(tag).key);
    if (key !== null) set(out, key, asObject(tag).value ?? null);
  }
  return out;
}

const isError = (value: Value | undefined): boolean => value !== undefined && value !== false && value !== 'false' && value !== null;

function parentOf(span: JsonObject): string | null {
  const references = asList(span.references).map(asObject);
  const parent = references.find((reference) => reference.refType === 'CHILD_OF') ?? references[0];
  return id(parent?.spanID ?? span.parentSpanID);
}

function* jaegerTrace(trace: JsonObject, document: Located): Generator<ReadResult> {
  const processes = asObject(trace.processes);
  for (const item of asList(trace.spans)) {
    const span = asObject(item);
    const process = asObject(span.process ?? processes[asText(span.processID) ?? '']);
    const said = Object.assign({}, ...asList(span.logs).map((log) => keyed(asObject(log).fields))) as JsonObject;
    const tags = { ...exceptionOf(said), ...keyed(span.tags) };
    const start = ms(span.startTime);
    const failed = isError(tags.error) || tags['otel.status_code'] === 'ERROR';
    yield spanRecord({
      line: document.lineOf(item),
      name: asText(span.operationName) ?? '',
      kind: kindOf(tags['span.kind']),
      service: asText(process.serviceName),
      worker: asText(keyed(process.tags).hostname),
      traceId: id(span.traceID ?? trace.traceID),
      spanId: id(span.spanID),
      parentId: parentOf(span),
      start,
      end: plus(start, ms(span.duration)),
      failed,
      error: failed ? (asText(tags['otel.status_description']) ?? asText(tags['exception.message'])) : null,
      attributes: tags,
    });
  }
}

/** OpenTracing logs errors as `error.object`, `message`; OpenTelemetry's exporter as `exception.*`. */
function exceptionOf(said: JsonObject): JsonObject {
  const message = said['exception.message'] ?? (said.event === 'error' ? (said.message ?? said['error.object']) : undefined);
  return {
    ...said,
    ...(message === undefined ? {} : { 'exception.message': message }),
    ...(said['error.kind'] === undefined ? {} : { 'exception.type': said['error.kind'] }),
  };
}

function* jaeger(document: Located): Generator<ReadResult> {
  const data = at(document.value, 'data');
  const traces = Array.isArray(data) ? data : [document.value];
  for (const trace of traces) yield* jaegerTrace(asObject(trace), document);
}

function isJaeger(value: Value): string | null {
  const data = at(value, 'data');
  const trace = Array.isArray(data) ? data[0] : value;
  const span = asList(at(trace, 'spans'))[0];
  return at(span, 'operationName') !== undefined && at(span, 'spanID') !== undefined ? 'a trace of the Jaeger API' : null;
}

/** Zipkin hands out a list of spans, or a list of traces that are lists of spans. */
const zipkinSpans = (value: Value): readonly Value[] => asList(value).flatMap((entry) => (Array.isArray(entry) ? entry : [entry]));

function* zipkin(document: Located): Generator<ReadResult> {
  for (const item of zipkinSpans(document.value)) {
    const span = asObject(item);
    const tags = asObject(span.tags);
    const start = ms(span.timestamp);
    const remote = asText(at(span, 'remoteEndpoint.serviceName'));
    yield spanRecord({
      line: document.lineOf(item),
      name: asText(span.name) ?? '',
      kind: kindOf(span.kind),
      service: asText(at(span, 'localEndpoint.serviceName')),
      traceId: id(span.traceId),
      spanId: id(span.id),
      parentId: id(span.parentId),
      start,
      end: plus(start, ms(span.duration)),
      failed: isError(tags.error),
      error: isError(tags.error) ? asText(tags.error) : null,
      attributes: { ...(remote === null ? {} : { 'peer.service': remote }), ...tags },
    });
  }
}

function isZipkin(value: Value): string | null {
  const span = zipkinSpans(value)[0];
  return ['traceId', 'id', 'localEndpoint'].every((key) => at(span, key) !== undefined) ? 'spans of the Zipkin API' : null;
}

export const traceShapes: readonly DocumentShape[] = [
  { name: 'jaeger', fits: isJaeger, read: jaeger },
  { name: 'zipkin', fits: isZipkin, read: zipkin },
];
