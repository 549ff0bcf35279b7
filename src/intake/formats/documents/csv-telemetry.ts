/** Tables of Application Insights: the requests that a service took, and the calls it made, tied by the id of the operation. */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { parseTime } from '../../times/time.js';
import { asNumber, asText } from '../json/value.js';
import { withParsedCells } from './cells.js';
import { byName, plain } from './names.js';
import { id, type SpanKind, spanRecord } from './span.js';

const TIME = ['timestamputc', 'timestamp', 'timegeneratedutc', 'timegenerated'];
const DURATION = ['durationms', 'duration'];
const OPERATION = ['operationid'];
const ANSWER = ['resultcode'];
/** Columns that the record of a span has places of its own for. */
const TAKEN = new Set([
  ...TIME,
  ...DURATION,
  ...OPERATION,
  ...ANSWER,
  'id',
  'name',
  'parentid',
  'operationparentid',
  'success',
  'target',
  'type',
  'data',
  'url',
]);

/** True for the tables of requests and of dependencies, by the names of both schemas. */
export function isTelemetry(names: ReadonlySet<string>): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  return any(TIME) && any(DURATION) && any(OPERATION) && any(ANSWER) && names.has('name') && (names.has('url') || names.has('target'));
}

/** Calls of databases and caches are none of an API; steps inside a service are none at all. */
const STORE = /sql|redis|mongo|cosmos|documentdb|postgres|mysql|oracle|table|blob/i;
const INSIDE = /inproc/i;
const QUEUE = /queue message|service bus|event ?hubs?|kafka|rabbit/i;

function kindOf(type: string | null, called: boolean): SpanKind {
  if (!called) return 'server';
  return type !== null && INSIDE.test(type) ? 'internal' : type !== null && QUEUE.test(type) ? 'producer' : 'client';
}

const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+)/;

/** The record of a row. `called` tells the table of dependencies, which name what was called. */
export function telemetryRow(columns: readonly string[]): (row: JsonObject, line: number) => SourceRecord {
  const called = columns.some((column) => plain(column) === 'target');
  return (row, line) => {
    const get = byName(row);
    const text = (names: readonly string[]) => asText(get(names));
    const name = text(['name']) ?? '';
    const type = text(['type', 'dependencytype']);
    const request = REQUEST.exec(name);
    const data = text(called ? ['data'] : ['url']);
    const address = data?.replace(/^[A-Z]+ (?=https?:)/, '') ?? null;
    const url = address !== null && /^(?:https?:\/\/|\/)/.test(address) ? address : request?.[2]?.startsWith('/') ? request[2] : null;
    const start = parseTime(text(TIME) ?? '')?.ms ?? null;
    const length = asNumber(get(DURATION));
    const failed = /^(?:false|0)$/i.test(text(['success']) ?? '');
    const status = text(ANSWER);
    const http = status !== null && /^[1-5]\d\d$/.test(status);
    return spanRecord({
      line,
      name,
      kind: kindOf(type, called),
      service: text(['cloudrolename', 'approlename']),
      worker: text(['cloudroleinstance', 'approleinstance']),
      traceId: id(get(OPERATION)),
      spanId: id(get(['id'])),
      parentId: id(get(['operationparentid', 'parentid'])),
      start,
      end: start === null || length === null ? null : start + length,
      failed,
      error: failed && !http && status !== null ? status : null,
      attributes: {
        ...Object.fromEntries(Object.entries(withParsedCells(row)).filter(([column]) => !TAKEN.has(plain(column)))),
        ...(url === null ? {} : { url, 'http.url': url }),
        ...(request === null ? {} : { 'http.method': request[1]! }),
        ...(http ? { 'http.status_code': Number(status) } : {}),
        ...(called && text(['target']) !== null ? { 'peer.service': text(['target'])!.replace(/ \|.*$/, '') } : {}),
        ...(called && type !== null && STORE.test(type) ? { 'db.system': type } : {}),
      },
    });
  };
}
