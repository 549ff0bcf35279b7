/** What the rows of a CSV export are: metric values, deliveries, dead letters, alerts, log lines, or business records. */
import type { SourceRecord } from '../../format.js';
import { withInnerLine } from '../inner-line.js';
import type { Proven } from '../json/http.js';
import { readObject } from '../json/read.js';
import { PLAIN } from '../json/shapes.js';
import type { JsonObject } from '../json/value.js';
import { alertRecord } from './alert.js';
import { metricReader } from './csv-metrics.js';
import { spanRow } from './csv-spans.js';
import { stepsReader } from './csv-steps.js';
import { areDeliveries, deliveryTime, proveDelivery } from './deliveries.js';
import { jobRow } from './job-data.js';
import { byName, plain } from './names.js';
import { areQueues, queueRecord } from './queue-tables.js';
import { isIncident, ticketRecord } from './tickets.js';

/** Makes a record of a row. */
export type RowReader = (row: JsonObject, line: number) => SourceRecord;

const record =
  (time: (row: JsonObject) => string | number | null, prove: (row: JsonObject) => Proven): RowReader =>
  (row, line) => ({ line, time: time(row), message: null, fields: row, proven: prove(row) });
const none = (): null => null;

const MESSAGE = ['message', 'msg', 'line', 'logline', 'logmessage', 'raw', 'textpayload', 'jsonpayloadmessage', 'content', 'log', 'body'];
const TIMES = ['timestamp', 'time', 'date', 'datetime', 'ts', 'timegenerated', 'eventtime', 'logtime', 'createdat', 'ingestiontime'];
/** A zone behind the name of a column: `timestamp [UTC]`, `Time (UTC)`, `time_utc`. */
const ZONE = /[\s_]*[[(]?\b(?:utc|gmt|z|iso ?8601)[\])]?\s*$/i;
const isTime = (column: string): boolean => TIMES.includes(plain(column.replace(/_/g, ' ').replace(ZONE, '')));
const LOGGED = [
  'level',
  'severity',
  'severitylevel',
  'severitytext',
  'severitynumber',
  'loglevel',
  'logger',
  'stream',
  'logstream',
  'host',
  'hostname',
  'service',
  'source',
  'pod',
  'container',
  'thread',
  'program',
  'app',
  'appname',
  'application',
  'applicationname',
  'cloudrolename',
  'cloudroleinstance',
  'rolename',
  'loggername',
  'loggroup',
  'logname',
  'facility',
  'namespace',
  'instance',
  'podname',
  'containername',
];

/** A time and a message, and either nothing else or what only loggers state. */
function areLogLines(columns: readonly string[], names: ReadonlySet<string>): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  return columns.some(isTime) && any(MESSAGE) && (any(LOGGED) || names.size <= 2);
}

/** An exchange a row: method, path and status. What it is then, the vocabulary says as for any log. */
function areExchanges(names: ReadonlySet<string>): boolean {
  const any = (...list: readonly string[]): boolean => list.some((name) => names.has(name));
  return (
    any('method', 'httpmethod', 'requestmethod', 'verb') &&
    any('path', 'url', 'uri', 'requesturi', 'requestpath', 'route', 'endpoint') &&
    any('status', 'statuscode', 'httpstatus', 'responsecode', 'responsestatus', 'code')
  );
}

/** Dead letters: jobs or messages with the error that they died of. */
function areDeadLetters(names: ReadonlySet<string>, file: string): boolean {
  const all = [...names];
  const any = (pattern: RegExp): boolean => all.some((name) => pattern.test(name));
  if (any(/^deadletter|^dlq|deadletteredat|deadat$/)) return true;
  const work = any(/^(jobid|jid|messageid|taskid|job|task|queue|topic|queuename|originalqueue|sourcequeue)$/);
  const error = any(/^(error|errormessage|lasterror|exception|failedreason|failurereason|reason|errorclass|errorcode)$/);
  if (/dlq|dead.?letter|failed.?(jobs|messages|events)|poison/i.test(file)) return error || work;
  return work && error && any(/^(failedat|attempts|attemptsmade|retrycount|retries|deliverycount|receivecount|diedat)$/);
}

/** Columns that tell when an alert began: such a row is the whole alert, whatever became of it. */
const BEGAN = ['startsat', 'firedat', 'triggeredat', 'createdon', 'createdat', 'activeat', 'starttime', 'startedat'];

const ALERT = {
  title: ['alertname', 'alert', 'alerttitle', 'monitorname', 'alarmname', 'description', 'title', 'summary', 'message'],
  start: [...BEGAN, 'time', 'timestamp', 'date'],
  end: ['endsat', 'resolvedat', 'resolvedon', 'closedat', 'endtime'],
  acknowledged: ['acknowledgedat', 'acknowledgedon', 'firstacknowledgedat'],
  state: ['state', 'status', 'newstate'],
};

function areAlerts(names: ReadonlySet<string>, some: readonly JsonObject[]): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  if (!any(ALERT.start)) return false;
  return (
    any(['alertname', 'alert', 'monitorname', 'alarmname', 'incidentnumber', 'tinyid']) ||
    (any(ALERT.title) && any(ALERT.state) && areUrgent(some))
  );
}

/** Priorities as those who are on call give them: P1 to P5. */
function areUrgent(some: readonly JsonObject[]): boolean {
  const urgency = some.map((row) => byName(row)(['priority', 'urgency']));
  return urgency.length > 0 && urgency.every((one) => /^P[0-5]$/i.test(String(one)));
}

const alert: RowReader = (row, line) => {
  const get = byName(row);
  const closed = /^(ok|resolved|normal|closed|recovered)$/i.test(String(get(ALERT.state) ?? ''));
  const end = get(ALERT.end) ?? (closed ? get(['updatedat', 'lastupdatedat', 'updatedon']) : undefined);
  const over = closed && end === undefined && get(BEGAN) === undefined;
  const facts = { title: String(get(ALERT.title) ?? ''), summary: null, labels: {}, service: null };
  const ends = end === undefined ? [] : [{ state: 'resolved' as const, time: end }];
  const acknowledged = get(ALERT.acknowledged) === undefined ? [] : [{ state: 'acknowledged' as const, time: get(ALERT.acknowledged) }];
  return alertRecord(
    line,
    { ...facts, states: [{ state: over ? 'resolved' : 'firing', time: get(ALERT.start) }, ...acknowledged, ...ends] },
    row,
  );
};

/** How the rows with these columns are read. `some` are the first rows, from which metric exports are told. */
export function rowReader(columns: readonly string[], some: readonly JsonObject[], file: string): { kind: string; read: RowReader } {
  const names = new Set(columns.map(plain));
  const metrics = metricReader(columns, some);
  if (metrics) return { kind: 'metric-csv', read: metrics };
  if (areDeliveries(columns)) return { kind: 'delivery-csv', read: record(deliveryTime, proveDelivery) };
  if (some.length > 0 && some.filter(isIncident).length > some.length / 2) return { kind: 'ticket-csv', read: ticketRecord };
  if (areQueues(names)) return { kind: 'queue-csv', read: queueRecord };
  if (areAlerts(names, some)) return { kind: 'alert-csv', read: alert };
  if (areLogLines(columns, names))
    return {
      kind: 'log-csv',
      read: (row, line) =>
        withInnerLine({
          line,
          ...readObject(row, {
            ...PLAIN,
            message: columns.filter((name) => MESSAGE.includes(plain(name))),
            time: columns.filter(isTime),
          }),
        }),
    };
  if (names.has('traceid') && names.has('spanid')) return { kind: 'trace-csv', read: spanRow };
  const steps = stepsReader(columns, some);
  if (steps) return { kind: 'exchange-csv', read: steps };
  if (areExchanges(names)) return { kind: 'exchange-csv', read: record(none, () => ({})) };
  if (areDeadLetters(names, file)) return { kind: 'dead-letter-csv', read: jobRow };
  return { kind: 'csv', read: record(none, () => ({ kind: 'row' })) };
}
