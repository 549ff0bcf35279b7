/** What the rows of a CSV export are: metric values, deliveries, dead letters, alerts, log lines, or business records. */
import type { SourceRecord } from '../../format.js';
import { isKeyValue, keyNameOf } from '../../key-names.js';
import { withInnerLine } from '../inner-line.js';
import { defined, type Proven } from '../json/http.js';
import { readObject } from '../json/read.js';
import { PLAIN } from '../json/shapes.js';
import { type JsonObject, parseObject } from '../json/value.js';
import { alertRecord } from './alert.js';
import { metricReader } from './csv-metrics.js';
import { spanRow } from './csv-spans.js';
import { areDeliveries, deliveryTime, proveDelivery } from './deliveries.js';
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
const TIMES = ['timestamp', 'time', 'date', 'datetime', 'ts', 'timegenerated', 'eventtime'];
const LOGGED = [
  'level',
  'severity',
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
];

/** A time and a message, and either nothing else or what only loggers state. */
function areLogLines(names: ReadonlySet<string>): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  return any(TIMES) && any(MESSAGE) && (any(LOGGED) || names.size <= 2);
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

const ACTION = [
  'action',
  'step',
  'stepname',
  'operation',
  'activity',
  'activityname',
  'node',
  'nodename',
  'connector',
  'endpoint',
  'tasktype',
  'process',
];
const ANSWER = ['responsecode', 'statuscode', 'httpstatus', 'httpstatuscode', 'responsestatus', 'resultcode', 'httpcode', 'http'];
const OUTPUT = ['output', 'message', 'error', 'errormessage', 'details', 'result', 'response'];

/** Steps of jobs, as integration platforms list them: an action a row, with the status of its answer. */
function areSteps(names: ReadonlySet<string>): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  return (
    any(ACTION.filter((name) => name !== 'endpoint')) &&
    any(ANSWER) &&
    !['method', 'httpmethod', 'url', 'data'].some((name) => names.has(name))
  );
}

/** `Create lead (POST /v1/leads)`. */
const NAMED_REQUEST = /\((GET|POST|PUT|PATCH|DELETE) (\/[^\s)]*|https?:\/\/[^\s)]+)\)/;

/** Where no cell names a record, the address of the person that a step is about does. */
function personIn(columns: readonly string[]): (row: JsonObject) => Proven {
  const mail = columns.find((name) => /e-?mail/i.test(name));
  const names = columns.flatMap((column) => {
    const name = /^(?:task|job|run|execution|step)|mail/i.test(column) ? null : keyNameOf([column]);
    return name === null ? [] : [{ column, name }];
  });
  return (row) => {
    const address = mail === undefined ? '' : String(row[mail] ?? '');
    const named = names.some(({ column, name }) => isKeyValue(row[column] ?? null, name));
    return !named && /^[^\s@]+@[^\s@]+\.\w+$/.test(address) ? { record_key: address, record_field: 'email' } : {};
  };
}

/** A step without an answer is the job itself: it says how the job ended. */
function stepReader(columns: readonly string[]): RowReader {
  const find =
    (list: readonly string[], test = (_: string) => true) =>
    (row: JsonObject) => {
      const column = columns.find((name) => list.includes(plain(name)) && test(String(row[name] ?? '')));
      return column === undefined ? '' : String(row[column]);
    };
  const action = find(ACTION, (value) => /[A-Za-z]/.test(value));
  const answer = find(ANSWER);
  const output = find(OUTPUT, (value) => value !== '' && !/^\s*[[{]/.test(value));
  const state = find(['status', 'state', 'outcome', 'result']);
  const person = personIn(columns);
  return (row, line) => {
    const name = action(row);
    const record = { line, time: null, fields: row };
    if (answer(row) === '')
      return { ...record, message: [name, state(row), output(row)].filter((part) => part !== '').join(' '), proven: {} };
    // `system.do_something`: the part before the dot is the system.
    const system = /^([A-Za-z][\w-]*)[.:/]\w/.exec(name)?.[1] ?? null;
    const request = NAMED_REQUEST.exec(name);
    if (request !== null)
      return {
        ...record,
        message: null,
        fields: { ...row, method: request[1]!, request_path: request[2]! },
        proven: { vantage: 'caller', ...person(row) },
      };
    return {
      ...record,
      message: null,
      proven: defined({ ...person(row), operation: name === '' ? null : name, target: system, vantage: 'caller' }),
    };
  };
}

/** `POST /v1/orders` in one cell. */
const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*|https?:\/\/\S+)$/;

/** The column whose cells hold method and address, as the tables of Application Insights and of some gateways do. */
function requestColumn(columns: readonly string[], some: readonly JsonObject[]): string | null {
  const share = (name: string) => some.filter((row) => REQUEST.test(String(row[name] ?? ''))).length / Math.max(1, some.length);
  return columns.find((name) => share(name) >= 0.5) ?? null;
}

/** Cells with JSON are taken apart: custom dimensions and the like. */
function requestReader(column: string): RowReader {
  return (row, line) => {
    const m = REQUEST.exec(String(row[column] ?? ''));
    const fields = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, (typeof value === 'string' && parseObject(value)) || value]),
    );
    return { line, time: null, message: null, fields: m === null ? fields : { ...fields, method: m[1]!, request_path: m[2]! }, proven: {} };
  };
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

const ALERT = {
  title: ['alertname', 'alert', 'alerttitle', 'monitorname', 'alarmname', 'description', 'title', 'summary'],
  start: [
    'startsat',
    'firedat',
    'triggeredat',
    'createdon',
    'createdat',
    'activeat',
    'starttime',
    'startedat',
    'time',
    'timestamp',
    'date',
  ],
  end: ['endsat', 'resolvedat', 'resolvedon', 'closedat', 'endtime'],
  acknowledged: ['acknowledgedat', 'acknowledgedon', 'firstacknowledgedat'],
  state: ['state', 'status', 'newstate'],
};

function areAlerts(names: ReadonlySet<string>): boolean {
  return (
    ['alertname', 'alert', 'monitorname', 'alarmname', 'incidentnumber'].some((name) => names.has(name)) &&
    ALERT.start.some((name) => names.has(name))
  );
}

const alert: RowReader = (row, line) => {
  const get = byName(row);
  const state = String(get(ALERT.state) ?? '');
  const over = /^(ok|resolved|normal|closed|recovered)$/i.test(state) && get(ALERT.end) === undefined;
  const facts = { title: String(get(ALERT.title) ?? ''), summary: null, labels: {}, service: null };
  const ends = get(ALERT.end) === undefined ? [] : [{ state: 'resolved' as const, time: get(ALERT.end) }];
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
  if (areAlerts(names)) return { kind: 'alert-csv', read: alert };
  if (areLogLines(names))
    return {
      kind: 'log-csv',
      read: (row, line) =>
        withInnerLine({
          line,
          ...readObject(row, {
            ...PLAIN,
            message: columns.filter((name) => MESSAGE.includes(plain(name))),
            time: columns.filter((name) => TIMES.includes(plain(name))),
          }),
        }),
    };
  if (names.has('traceid') && names.has('spanid')) return { kind: 'trace-csv', read: spanRow };
  const request = requestColumn(columns, some);
  if (request !== null && ANSWER.some((name) => names.has(name))) return { kind: 'exchange-csv', read: requestReader(request) };
  if (areSteps(names)) return { kind: 'exchange-csv', read: stepReader(columns) };
  if (areExchanges(names)) return { kind: 'exchange-csv', read: record(none, () => ({})) };
  if (areDeadLetters(names, file))
    return { kind: 'dead-letter-csv', read: record(none, () => defined({ kind: 'job', signal: 'dead_lettered' })) };
  return { kind: 'csv', read: record(none, () => ({ kind: 'row' })) };
}
