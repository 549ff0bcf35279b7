/** Spans of a trace in a table, as trace stores export them. */

import type { SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { parseTime } from '../../times/time.js';
import { asNumber, asText } from '../json/value.js';
import { byName, plain } from './names.js';
import { id, type SpanKind, spanRecord } from './span.js';

const NAMES = {
  name: ['operationname', 'spanname', 'name', 'operation', 'resource'],
  service: ['servicename', 'service', 'application', 'app'],
  worker: ['podname', 'pod', 'hostname', 'host', 'instance'],
  kind: ['spankind', 'kind'],
  parent: ['parentspanid', 'parentid', 'parent'],
  start: ['starttimeunixnano', 'starttime', 'startts', 'start', 'timestamp', 'time', 'begin'],
  end: ['endtimeunixnano', 'endtime', 'endts', 'end'],
  duration: ['durationms', 'durationmillis', 'durationmilliseconds', 'durationnano', 'durationns', 'durationus', 'durationmicros'],
  status: ['status', 'statuscode', 'otelstatuscode', 'error', 'iserror'],
  message: ['statusmessage', 'statusdescription', 'errormessage'],
} as const;

const KINDS: readonly SpanKind[] = ['client', 'server', 'producer', 'consumer'];

/** The unit stands in the column's name; without one a length cannot be read, and the end tells it. */
function duration(row: JsonObject): number | null {
  for (const [column, value] of Object.entries(row)) {
    const name = plain(column);
    const number = asNumber(value);
    if (number === null || !(NAMES.duration as readonly string[]).includes(name)) continue;
    return /ns|nano/.test(name) ? number / 1e6 : /us|micros/.test(name) ? number / 1e3 : number;
  }
  return null;
}

/** Milliseconds, fractions kept where the source has them: epoch numbers of any unit, or text. */
function moment(value: Value | undefined): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value);
  // Nanoseconds since 1970 have more digits than a number holds.
  if (/^\d{19}$/.test(text)) return Number(text.slice(0, 13)) + Number(text.slice(13)) / 1e6;
  if (/^\d{16}$/.test(text)) return Number(text) / 1e3;
  return parseTime(value)?.ms ?? null;
}

/** The record of a row. A span without a kind is a step inside a service. */
export function spanRow(row: JsonObject, line: number): SourceRecord {
  const get = byName(row);
  const said = asText(get(NAMES.kind))?.toLowerCase().replace('span_kind_', '') ?? '';
  const start = moment(get(NAMES.start));
  const length = duration(row);
  const failed = /^(error|true|2|status_code_error|failed)$/i.test(asText(get(NAMES.status)) ?? '');
  const parent = id(get(NAMES.parent));
  return spanRecord({
    line,
    name: asText(get(NAMES.name)) ?? '',
    kind: KINDS.find((kind) => kind === said) ?? 'internal',
    service: asText(get(NAMES.service)),
    worker: asText(get(NAMES.worker)),
    traceId: id(get(['traceid'])),
    spanId: id(get(['spanid'])),
    parentId: parent === 'root' ? null : parent,
    start,
    end: moment(get(NAMES.end)) ?? (start !== null && length !== null ? start + length : null),
    failed,
    error: failed ? asText(get(NAMES.message)) : null,
    attributes: row,
  });
}
