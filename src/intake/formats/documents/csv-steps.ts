/** Tables of steps and requests: run histories of integration platforms, traces of gateways. */

import { isKeyValue, keyNameOf } from '../../plan/key-names.js';
import type { JsonObject } from '../../records/value.js';
import { defined, type Proven } from '../json/http.js';
import { withParsedCells } from './cells.js';
import type { RowReader } from './csv-kind.js';
import { plain } from './names.js';

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
/** Columns with the state of a step. */
const STATE = ['status', 'state', 'outcome', 'result', 'stepstatus', 'runstatus', 'jobstatus'];
const OUTPUT = ['output', 'message', 'error', 'errormessage', 'details', 'result', 'response'];
/** Columns with what a step gave or failed with. */
const HISTORY = [...OUTPUT, 'data', 'info', 'note', 'description', 'reason', 'text', 'comment', 'exception'];

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
    const fields = withParsedCells(row);
    return { line, time: null, message: null, fields: m === null ? fields : { ...fields, method: m[1]!, request_path: m[2]! }, proven: {} };
  };
}

/** States of a step that was made, as run histories word them. */
const RUN_STATE =
  /^(?:done|ok|success\w*|succeeded|complete\w*|finished|failed|failure|error|errored|retry\w*|retried|skipped|stopped|aborted|running|started|pending|cancel\w*|timed?.?out|erfolg\w*|fehl\w*|wiederhol\w*|abgebrochen|termin\w*|réussi\w*|échou\w*|échec|exitoso|fallido|error\w*)$/i;

/** The column whose cells hold the states of steps; null where there is none. */
function stateColumn(columns: readonly string[], some: readonly JsonObject[]): string | null {
  const share = (name: string) => some.filter((row) => RUN_STATE.test(String(row[name] ?? '').trim())).length / Math.max(1, some.length);
  return columns.find((name) => STATE.includes(plain(name)) && share(name) >= 0.9) ?? null;
}

/** Steps by their requests, each with a state and what it gave or what it failed with: run histories of integration platforms. */
function historyReader(column: string, state: string, columns: readonly string[]): RowReader {
  const outputs = columns.filter((name) => name !== state && HISTORY.includes(plain(name)));
  return (row, line) => {
    const m = REQUEST.exec(String(row[column] ?? ''));
    const said = outputs.map((name) => String(row[name] ?? '').trim()).filter((part) => part !== '' && !/^[[{]/.test(part));
    const message = [m === null ? String(row[column] ?? '') : '', String(row[state] ?? ''), ...said]
      .filter((part) => part !== '')
      .join(' ');
    const others = Object.fromEntries(Object.entries(row).filter(([name]) => name !== column && !outputs.includes(name)));
    const status = said.map((part) => /^(?:HTTP )?([1-5]\d\d)\b/.exec(part)?.[1]).find((code) => code !== undefined);
    const answered: JsonObject = status === undefined ? {} : { http_status: Number(status) };
    if (m === null) return { line, time: null, message, fields: others, proven: {} };
    return {
      line,
      time: null,
      message,
      fields: { ...others, ...answered, method: m[1]!, request_path: m[2]! },
      proven: { kind: 'exchange', vantage: 'caller' },
    };
  };
}

/** Reads tables of steps and requests; null where the columns are of something else. `some` are the first rows. */
export function stepsReader(columns: readonly string[], some: readonly JsonObject[]): RowReader | null {
  const names = new Set(columns.map(plain));
  const request = requestColumn(columns, some);
  if (request !== null && ANSWER.some((name) => names.has(name))) return requestReader(request);
  const state = stateColumn(columns, some);
  if (request !== null && state !== null && columns.some((name) => HISTORY.includes(plain(name))))
    return historyReader(request, state, columns);
  return areSteps(names) ? stepReader(columns) : null;
}
