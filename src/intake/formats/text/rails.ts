/**
 * Rails as it logs without a formatter: only the line `Started … at` states a time, `Completed` the
 * status. Lines below belong to the request that was started last under the same tags.
 */

import type { Fit, LineFormat, ParsedLine, Sample, Value } from '../../records/format.js';
import { withContinuation } from '../../records/stack-trace.js';
import { readTarget } from '../access/request.js';
import { lineFit } from '../fit.js';
import { remembering } from '../remembering.js';

const TAGS = /^((?:\[[^\]]{1,80}\] ?)*)(.*)$/s;
const STARTED = /^Started ([A-Z]+) "([^"]*)" for (\S+) at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})$/;
const COMPLETED = /^Completed (\d{3})\b.*? in (\d+(?:\.\d+)?)ms\b/;
/** Lines that the framework writes between them. */
const FRAMEWORK = /^(?:Processing by |Redirected to |Sent (?:file|data) |Filter chain halted|Can't verify |\s+\S)/;
/** Queries, views and parameters: how a request was done, not what came of it. */
const INNER = /^\s+(?:Rendered |Rendering |Parameters: |CACHE |↳ |(?:\S+ )*\([\d.]+ms\))/;
/** Further lines of a query that was written over several. */
const QUERY = /^(?:SELECT|FROM|(?:LEFT |RIGHT |INNER |OUTER |CROSS )*JOIN|WHERE|AND|OR|ORDER BY|GROUP BY|HAVING|LIMIT|UNION)\b/;
/** `ActionController::RoutingError (No route matches …):` */
const RAISED = /^((?:[A-Z]\w*::)*[A-Z]\w*(?:Error|Exception|Timeout|NotFound|Invalid|Exists|Refused|Missing|Mismatch)\w*) \((.*)\):$/;

interface Started {
  readonly time: string;
  readonly method: string;
  readonly path: string;
}

/** Requests whose `Completed` is not yet written; more than a process has threads were never completed. */
const OPEN = 500;

function reader(): (line: string) => ParsedLine | null {
  const open = new Map<string, Started>();
  return (line) => {
    if (/^\s/.test(line) || QUERY.test(line)) return null;
    const m = TAGS.exec(line);
    const [tags, text] = [(m?.[1] ?? '').trim(), m?.[2] ?? line];
    const fields = tagged(tags);
    const started = STARTED.exec(text);
    if (started !== null) return begin(started, tags, fields, open, text);
    const request = open.get(tags);
    const completed = COMPLETED.exec(text);
    if (completed !== null) return complete(completed, request, fields, text);
    const raised = RAISED.exec(text);
    if (raised === null) return { time: request?.time ?? null, message: text, fields };
    const error = { level: 'error', 'exception.type': raised[1] as string, 'exception.message': raised[2] as string };
    return { time: request?.time ?? null, message: text, fields: { ...fields, ...error } };
  };
}

/** The first tag of a request is its id; others are words of the application. */
function tagged(tags: string): Record<string, Value> {
  const id = /\[([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32})\]/.exec(tags)?.[1];
  return id === undefined ? {} : { request_id: id };
}

function begin(m: RegExpExecArray, tags: string, fields: Record<string, Value>, open: Map<string, Started>, text: string): ParsedLine {
  const [method, time] = [m[1] as string, m[4] as string];
  const { path } = readTarget(m[2] as string);
  open.delete(tags);
  open.set(tags, { time, method, path: path ?? '/' });
  if (open.size > OPEN) open.delete(open.keys().next().value as string);
  return {
    time,
    message: text,
    fields: { ...fields, remote_addr: m[3] as string },
    proven: { kind: 'statement', signal: 'started', method, path },
  };
}

/** The time of the answer is that of the request and what it took. */
function complete(m: RegExpExecArray, request: Started | undefined, fields: Record<string, Value>, text: string): ParsedLine {
  const duration = Number(m[2]);
  const begun = request === undefined ? Number.NaN : Date.parse(request.time.replace(' ', 'T').replace(' ', ''));
  const times = Number.isNaN(begun) ? {} : { at_ms: Math.round(begun + duration), start_ms: begun, end_ms: Math.round(begun + duration) };
  return {
    time: null,
    message: text,
    fields,
    proven: {
      kind: 'exchange',
      vantage: 'target',
      method: request?.method ?? null,
      path: request?.path ?? null,
      status: Number(m[1]),
      duration_ms: duration,
      ...times,
    },
  };
}

function extend(record: ParsedLine, more: readonly string[]): ParsedLine {
  const told = more.filter((line) => !INNER.test(line));
  return told.length === 0 ? record : withContinuation(record, told);
}

function fit(sample: Sample): Fit {
  if (!sample.lines.some((line) => STARTED.test(untagged(line)))) return { score: 0, reason: 'no line starts a request' };
  const reads = (line: string) => [STARTED, COMPLETED, FRAMEWORK, RAISED].some((form) => form.test(untagged(line)));
  return lineFit(sample, reads, { weight: 0.9, what: 'lines of Rails' });
}

function untagged(line: string): string {
  return TAGS.exec(line)?.[2] ?? line;
}

/** Alone, only what Rails itself writes is known; in its own log every line is. */
function parse(line: string): ParsedLine | null {
  return STARTED.test(untagged(line)) || COMPLETED.test(untagged(line)) ? reader()(line) : null;
}

export const rails: LineFormat = {
  name: 'rails',
  kind: 'lines',
  otherLines: 'continuation',
  fit,
  parse,
  open: (_sample, onMemory) => remembering(reader(), onMemory),
  extend,
};
