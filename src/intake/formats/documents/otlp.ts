/** OTLP in its JSON encoding, as the collector's file exporter and the SDKs write it: logs, traces, metrics. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined } from '../json/http.js';
import { toLevel } from '../json/level.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, first } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { anyValue, attributes, enumOf, nanos } from './otlp-value.js';
import { sampleRecord } from './sample.js';
import { peer, proveAttributes } from './semconv.js';
import { id, type SpanKind, spanRecord } from './span.js';

/** Where the lists stand: exporters' own names first, then those of stores that hand traces out. */
const SPANS = ['resourceSpans', 'batches', 'trace.resourceSpans', 'result.resourceSpans', 'resource_spans'];
const LOGS = ['resourceLogs', 'resource_logs'];
const METRICS = ['resourceMetrics', 'resource_metrics'];

interface Scoped {
  readonly item: Value;
  readonly resource: JsonObject;
  readonly scope: string | null;
}

/** Every item of a list of resources, with the resource it belongs to. */
function* items(document: Located, roots: readonly string[], scopes: readonly string[], list: string): Generator<Scoped> {
  for (const entry of asList(first(document.value, roots)?.value)) {
    const resource = attributes(at(entry, 'resource.attributes'));
    for (const scoped of asList(first(entry, scopes)?.value)) {
      const scope = asText(at(scoped, 'scope.name')) ?? asText(at(scoped, 'instrumentationLibrary.name'));
      for (const item of asList(asObject(scoped)[list])) yield { item, resource, scope };
    }
  }
}

const service = (resource: JsonObject): string | null => asText(resource['service.name']);
const worker = (resource: JsonObject): string | null =>
  asText(resource['service.instance.id'] ?? resource['k8s.pod.name'] ?? resource['host.name']);

const KINDS: Readonly<Record<string, SpanKind>> = {
  2: 'server',
  3: 'client',
  4: 'producer',
  5: 'consumer',
  SPAN_KIND_SERVER: 'server',
  SPAN_KIND_CLIENT: 'client',
  SPAN_KIND_PRODUCER: 'producer',
  SPAN_KIND_CONSUMER: 'consumer',
};

/** Attributes of the exceptions that a span recorded as events. */
function exceptions(span: JsonObject): JsonObject {
  const events = asList(span.events).filter((event) => asText(asObject(event).name) === 'exception');
  return Object.assign({}, ...events.map((event) => attributes(asObject(event).attributes))) as JsonObject;
}

function* spans(document: Located): Generator<ReadResult> {
  for (const { item, resource } of items(document, SPANS, ['scopeSpans', 'instrumentationLibrarySpans', 'scope_spans'], 'spans')) {
    const span = asObject(item);
    const all: JsonObject = { ...exceptions(span), ...attributes(span.attributes) };
    const status = asObject(span.status);
    yield spanRecord({
      line: document.lineOf(item),
      name: asText(span.name) ?? '',
      kind: enumOf(span.kind, KINDS, 'internal'),
      service: service(resource),
      worker: worker(resource),
      traceId: id(span.traceId ?? span.trace_id),
      spanId: id(span.spanId ?? span.span_id),
      parentId: id(span.parentSpanId ?? span.parent_span_id),
      start: nanos(span.startTimeUnixNano ?? span.start_time_unix_nano),
      end: nanos(span.endTimeUnixNano ?? span.end_time_unix_nano),
      failed: status.code === 2 || status.code === 'STATUS_CODE_ERROR',
      error: asText(status.message) ?? asText(all['exception.message']),
      attributes: all,
    });
  }
}

function logRecord({ item, resource, scope }: Scoped, line: number): SourceRecord {
  const log = asObject(item);
  const own = attributes(log.attributes);
  const body = anyValue(log.body);
  const at_ms = nanos(log.timeUnixNano) ?? nanos(log.observedTimeUnixNano);
  const structured = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const { message, msg, ...rest } = structured;
  return {
    line,
    time: at_ms,
    message: typeof body === 'object' ? asText(message ?? msg) : asText(body),
    fields: { ...own, ...rest },
    proven: defined({
      ...proveAttributes(own),
      at_ms: at_ms === null ? null : Math.round(at_ms),
      level: toLevel(log.severityNumber || undefined, 'otel') ?? toLevel(log.severityText),
      service: service(resource),
      worker: worker(resource),
      logger: scope,
      target: peer(own),
      trace_id: id(log.traceId),
      span_id: id(log.spanId),
    }),
  };
}

function* logs(document: Located): Generator<ReadResult> {
  for (const scoped of items(document, LOGS, ['scopeLogs', 'instrumentationLibraryLogs', 'scope_logs'], 'logRecords')) {
    yield logRecord(scoped, document.lineOf(scoped.item));
  }
}

const POINTS = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'];

function* metrics(document: Located): Generator<ReadResult> {
  for (const { item, resource } of items(
    document,
    METRICS,
    ['scopeMetrics', 'instrumentationLibraryMetrics', 'scope_metrics'],
    'metrics',
  )) {
    const metric = asObject(item);
    const points = POINTS.flatMap((kind) => asList(at(metric, `${kind}.dataPoints`)));
    for (const point of points) yield pointRecord(point, metric, resource, document.lineOf(point));
  }
}

/** One data point. A distribution counts as its number of observations; their sum is a sample beside it. */
function pointRecord(point: Value, metric: JsonObject, resource: JsonObject, line: number): SourceRecord {
  const one = asObject(point);
  const name = asText(metric.name);
  const owner = service(resource);
  const labels = { ...attributes(one.attributes), ...(owner === null ? {} : { 'service.name': owner }) };
  const ms = nanos(one.timeUnixNano);
  const single = asNumber(one.asDouble) ?? asNumber(one.asInt);
  const sum = single === null ? asNumber(one.sum) : null;
  const main = sampleRecord(line, { metric: single === null ? `${name}_count` : name, value: single ?? asNumber(one.count), labels, ms });
  if (sum === null) return main;
  return { ...main, also: [{ ...main.proven, metric: `${name}_sum`, value: sum }] };
}

const holds = (roots: readonly string[], words: string) => (value: Value) => {
  const list = first(value, roots)?.value;
  // Tempo's `batches` is a word that others use too; theirs hold no resource.
  return Array.isArray(list) &&
    (list.length === 0 ||
      asObject(list[0]).resource !== undefined ||
      Object.keys(asObject(list[0])).some((key) => /^(scope|instrumentation)/.test(key)))
    ? words
    : null;
};

export const otlpShapes: readonly DocumentShape[] = [
  { name: 'otlp-traces', fits: holds(SPANS, 'OTLP traces: spans by resource'), read: spans },
  { name: 'otlp-logs', fits: holds(LOGS, 'OTLP logs: log records by resource'), read: logs },
  { name: 'otlp-metrics', fits: holds(METRICS, 'OTLP metrics: data points by resource'), read: metrics },
];
