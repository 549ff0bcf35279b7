/** What a job of an exported table was to work on: the JSON in its cells, and the arguments that PHP packs in one of them. */

import type { SourceRecord, Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { defined } from '../json/http.js';
import { asText, parseObject } from '../json/value.js';

/** Names under which frameworks keep the class or function of a job among its data. */
const JOB_NAMES = ['displayName', 'commandName', 'wrapped', 'job_class', 'class', 'func_name', 'task', 'task_name'];
/** Property of a PHP object in its serialized form: `s:5:"order";s:5:"A-100";`, `s:2:"id";i:7;`. */
const PROPERTY = /s:\d+:"(?:\0[^"\0]*\0)?(\w+)";(?:s:\d+:"([^"]*)"|i:(\d+));/g;
/** More of a cell than this is not looked through. */
const LONGEST = 20_000;

/** A row about a job that died. The data come first in the fields: they hold the key of the business record. */
export function jobRow(row: JsonObject, line: number): SourceRecord {
  const data: JsonObject = Object.fromEntries(
    Object.values(row)
      .map(dataIn)
      .reverse()
      .flatMap(Object.entries<Value>),
  );
  const name = JOB_NAMES.map((key) => asText(data[key])).find((text) => text !== null && /^[\w.:\\/-]+$/.test(text)) ?? null;
  return {
    line,
    time: null,
    message: null,
    fields: Object.keys(data).length === 0 ? row : { ...row, data },
    proven: defined({ kind: 'job', signal: 'dead_lettered', operation: name }),
  };
}

function dataIn(cell: Value | undefined): JsonObject {
  const object = typeof cell === 'string' && cell.trimStart().startsWith('{') ? parseObject(cell) : undefined;
  return object === undefined ? {} : withArguments(object);
}

function withArguments(object: JsonObject): JsonObject {
  const packed = asText(isObject(object.data) ? object.data.command : undefined);
  if (packed === null || !/^[OaC]:\d+:/.test(packed)) return object;
  const found = [...packed.slice(0, LONGEST).matchAll(PROPERTY)].map((m): [string, string] => [m[1]!, m[2] ?? m[3]!]);
  return { ...object, data: Object.fromEntries(found.reverse()) };
}
