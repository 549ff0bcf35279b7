/** What the rows of a CSV export are: metric values, deliveries, dead letters, alerts, log lines, or business records. */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Proven } from '../json/http.js';
import { alertRow, areAlerts } from './alert-rows.js';
import { withParsedCells } from './cells.js';
import { metricReader } from './csv-metrics.js';
import { spanRow } from './csv-spans.js';
import { stepsReader } from './csv-steps.js';
import { isTelemetry, telemetryRow } from './csv-telemetry.js';
import { areDeadLetters } from './dead-letter-rows.js';
import { areDeliveries, deliveryTime, proveDelivery } from './deliveries.js';
import { gradedRow } from './graded-rows.js';
import { jobRow } from './job-data.js';
import { areLogLines, logRow } from './log-rows.js';
import { plain } from './names.js';
import { areQueues, queueRecord } from './queue-tables.js';
import { isIncident, ticketRecord } from './tickets.js';

/** Makes a record of a row. */
export type RowReader = (row: JsonObject, line: number) => SourceRecord;

const record =
  (time: (row: JsonObject) => string | number | null, prove: (row: JsonObject) => Proven): RowReader =>
  (row, line) => ({ line, time: time(row), message: null, fields: row, proven: prove(row) });
const none = (): null => null;
const exchange: RowReader = (row, line) => ({ line, time: null, message: null, fields: withParsedCells(row), proven: {} });

/** An exchange a row: method, path and status. What it is then, the vocabulary says as for any log. */
function areExchanges(names: ReadonlySet<string>): boolean {
  const any = (...list: readonly string[]): boolean => list.some((name) => names.has(name));
  return (
    any('method', 'httpmethod', 'requestmethod', 'verb') &&
    any('path', 'url', 'uri', 'requesturi', 'requestpath', 'route', 'endpoint') &&
    any('status', 'statuscode', 'httpstatus', 'responsecode', 'responsestatus', 'code')
  );
}

/** How the rows with these columns are read. `some` are the first rows, from which metric exports are told. */
export function rowReader(columns: readonly string[], some: readonly JsonObject[], file: string): { kind: string; read: RowReader } {
  const names = new Set(columns.map(plain));
  const metrics = metricReader(columns, some);
  if (metrics) return { kind: 'metric-csv', read: metrics };
  if (areDeliveries(columns, some)) return { kind: 'delivery-csv', read: record(deliveryTime, proveDelivery) };
  if (some.length > 0 && some.filter(isIncident).length > some.length / 2) return { kind: 'ticket-csv', read: ticketRecord };
  if (areQueues(names)) return { kind: 'queue-csv', read: queueRecord };
  if (areAlerts(names, some)) return { kind: 'alert-csv', read: alertRow };
  if (areLogLines(columns, names, some)) return { kind: 'log-csv', read: logRow(columns) };
  if (names.has('traceid') && names.has('spanid')) return { kind: 'trace-csv', read: spanRow };
  if (isTelemetry(names)) return { kind: 'trace-csv', read: telemetryRow(columns) };
  const steps = stepsReader(columns, some);
  if (steps) return { kind: 'exchange-csv', read: steps };
  if (areExchanges(names)) return { kind: 'exchange-csv', read: exchange };
  if (areDeadLetters(names, file)) return { kind: 'dead-letter-csv', read: jobRow };
  const graded = gradedRow(columns, some);
  if (graded) return { kind: 'log-csv', read: graded };
  return { kind: 'csv', read: record(none, () => ({ kind: 'row' })) };
}
