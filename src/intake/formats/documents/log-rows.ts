/** Log lines that were exported as a table: a column of times, one of messages, and what loggers state beside them. */

import type { SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { withInnerLine } from '../inner-line.js';
import { isLevelled, readObject } from '../json/read.js';
import type { JsonShape } from '../json/shape.js';
import { PLAIN } from '../json/shapes.js';
import { parseObject, set, without } from '../json/value.js';
import { plain } from './names.js';

const MESSAGE = [
  'message',
  'msg',
  'line',
  'logline',
  'logmessage',
  'logentry',
  'syslogmessage',
  'raw',
  'textpayload',
  'jsonpayloadmessage',
  'content',
  'log',
  'body',
];
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
export function areLogLines(columns: readonly string[], names: ReadonlySet<string>, some: readonly JsonObject[]): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  return (columns.some(isTime) && any(MESSAGE) && (any(LOGGED) || names.size <= 2)) || (some.length > 0 && some.every(isLevelled));
}

/** Cells that hold what a logger was given beside its message (`customDimensions`, `attributes`) are columns of their own; a column of that name stays. */
function withCells(row: JsonObject, said: readonly string[]): JsonObject {
  const out: JsonObject = {};
  const more: JsonObject = {};
  for (const [name, cell] of Object.entries(row)) {
    const inner = typeof cell === 'string' && cell.startsWith('{') && !said.includes(name) ? parseObject(cell) : undefined;
    if (inner === undefined) set(out, name, cell);
    else for (const key of Object.keys(inner)) set(more, key, inner[key] as Value);
  }
  for (const key of Object.keys(more)) if (!Object.hasOwn(out, key)) set(out, key, more[key] as Value);
  return out;
}

/** Application Insights counts its `severityLevel`, and exports the figure. */
function insightsLevel(columns: readonly string[]): Partial<JsonShape> {
  const level = columns.filter((name) => plain(name) === 'severitylevel');
  return level.length === 0 ? {} : { level, scale: 'insights' };
}

/** Reads the rows of such a table, without the columns in which the store files them (`_ResourceId`, `_ItemId`). */
export function logRow(columns: readonly string[]): (row: JsonObject, line: number) => SourceRecord {
  // The surest name first: beside `@message`, `@log` names the group of logs.
  const message = MESSAGE.flatMap((wanted) => columns.filter((name) => plain(name) === wanted));
  const time = columns.filter(isTime);
  const shape: JsonShape = { ...PLAIN, ...insightsLevel(columns), message, time };
  const own = columns.filter((name) => name.startsWith('_') && !message.includes(name) && !time.includes(name));
  return (row, line) => withInnerLine({ line, ...readObject(withCells(without(row, own), message), shape) });
}
