/** Tries that a record lists: the run of a step with each call it made, `tries: [{at, httpCode: 429}, …]`. Each is a call of its own. */

import type { Part } from '../assemble.js';
import { believe } from '../plan/guards.js';
import type { Reading } from '../reading.js';
import type { Value } from '../records/format.js';
import type { JsonObject } from '../records/value.js';
import type { TimeReader } from '../times/time-reader.js';

/** Names of lists of tries. */
export const TRY_LIST =
  /^(?:tries|attempts|retries|calls|requests|executions|deliver(?:ies|y_attempts)|attempt_?(?:history|log)|history)$/i;
const TIME = ['at', 'time', 'timestamp', 'startedAt', 'started_at', 'start', 'ts', 'date', 'attempted_at', 'attemptedAt', 'executedAt'];
const STATUS = [
  'httpCode',
  'http_code',
  'statusCode',
  'status_code',
  'httpStatus',
  'http_status',
  'status',
  'code',
  'responseCode',
  'response_code',
  'http',
];
const DURATION = ['ms', 'duration_ms', 'durationMs', 'took_ms', 'elapsed_ms', 'latency_ms', 'duration'];
/** Most tries that one record is split into. */
const MOST = 100;

const firstOf = (object: JsonObject, names: readonly string[]): Value | undefined =>
  names.map((name) => object[name]).find((value) => value != null);
const statusOf = (object: JsonObject): number | null =>
  (believe('http_status', firstOf(object, STATUS) ?? null, 1, false) as number | null) ?? null;

/** True for a list in which every entry has a time and the status of an answer. */
export function areTries(list: readonly Value[]): boolean {
  return (
    list.length > 0 &&
    list.every(
      (entry) =>
        typeof entry === 'object' &&
        entry !== null &&
        !Array.isArray(entry) &&
        firstOf(entry, TIME) !== undefined &&
        statusOf(entry) !== null,
    )
  );
}

/** The calls that a record lists, with what the record says of all of them. */
export function triesOf(main: Part, reading: Reading, time: TimeReader): Part[] {
  const list = reading.tries as readonly JsonObject[];
  return list.slice(0, MOST).map((entry, index) => {
    const at = time(firstOf(entry, TIME))?.ms ?? null;
    const status = statusOf(entry);
    const duration = believe('duration', firstOf(entry, DURATION) ?? null, 1, false) as number | null;
    const failed = status !== null && status >= 400;
    return {
      kind: 'exchange',
      at_ms: at,
      start_ms: at,
      end_ms: at === null ? null : at + (duration ?? 0),
      duration_ms: duration,
      vantage: 'caller',
      service: main.service ?? null,
      target: main.target ?? null,
      method: main.method ?? null,
      path: main.path ?? null,
      route: main.route ?? null,
      operation: main.operation ?? null,
      status,
      attempt: index + 1,
      code: failed ? (main.code ?? null) : null,
      error: failed ? (main.error ?? null) : null,
      record_key: main.record_key ?? null,
      record_field: main.record_field ?? null,
      job_id: main.job_id ?? null,
      correlation_id: main.correlation_id ?? null,
    };
  });
}

/** The record itself tells of no call beside those it lists: it says how the run ended. */
export function asRun(main: Part, reading: Reading): void {
  const last = statusOf(reading.tries.at(-1) as JsonObject);
  main.kind = 'statement';
  main.signal = last !== null && last >= 400 ? 'gave_up' : (main.signal ?? null);
}
