/** Spans of any tracer as records. */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined, type Proven, span as spanTimes } from '../json/http.js';
import { asText } from '../json/value.js';
import { peer, proveAttributes } from './semconv.js';

export type SpanKind = 'client' | 'server' | 'producer' | 'consumer' | 'internal';

export interface Span {
  readonly line: number;
  readonly name: string;
  readonly kind: SpanKind;
  readonly service: string | null;
  readonly worker?: string | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly parentId: string | null;
  /** Milliseconds UTC. */
  readonly start: number | null;
  readonly end: number | null;
  readonly failed: boolean;
  /** Text of the status or of the exception. */
  readonly error: string | null;
  /** Attributes of the span, exception attributes of its events included. */
  readonly attributes: JsonObject;
}

/**
 * Whose side a span was taken from. A call to a database or cache is not a call of an API, and a step
 * inside a service is none at all: both are statements.
 */
function side(span: Span): Proven {
  const { attributes } = span;
  const store = attributes['db.system'] !== undefined || attributes['db.system.name'] !== undefined;
  if (span.kind === 'client' && !store) return { kind: 'exchange', vantage: 'caller', target: peer(attributes) };
  if (span.kind === 'server') return { kind: 'exchange', vantage: 'target', target: span.service };
  return span.kind === 'consumer' ? { kind: 'job' } : { kind: 'statement' };
}

/** The record of a span: at its start, with all of its attributes as fields. */
export function spanRecord(span: Span): SourceRecord {
  const attributes = proveAttributes(span.attributes);
  const own = side(span);
  const said = own.kind === 'exchange' ? span.error : [span.name, span.error].filter((part) => part !== null).join(': ');
  return {
    line: span.line,
    time: span.start,
    message: said,
    fields: { span_name: span.name, ...span.attributes },
    proven: defined({
      ...attributes,
      ...own,
      ...spanTimes({ start: span.start, end: span.end }),
      at_ms: span.start === null ? null : Math.round(span.start),
      level: span.failed ? 'error' : 'info',
      service: span.service,
      worker: span.worker ?? null,
      trace_id: span.traceId,
      span_id: span.spanId,
      parent_span_id: span.parentId,
      signal: own.kind === 'job' ? (span.failed ? 'failed' : 'succeeded') : null,
      operation: attributes.operation ?? (own.kind === 'job' ? (attributes.topic ?? span.name) : null),
    }),
  };
}

/** Ids of zeros and empty ids mean "none". */
export function id(value: unknown): string | null {
  const text = asText(value as string);
  return text === null || /^0+$/.test(text) ? null : text;
}
