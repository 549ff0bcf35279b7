/**
 * Plain text whose records start with a level and state no time before the message: winston's simple
 * format, the console logger of .NET, `[INFO] message`, `WARN: message`, npm and uvicorn.
 */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { isTraceLine, withContinuation } from '../../records/stack-trace.js';
import { lineFit } from '../fit.js';
import { isLevel } from './level.js';
import { splitTrailingJson } from './trailing-json.js';

/** `info: `, `INFO  `, `[INFO] `, `<warn> `; `Error: ` with a capital is an exception, not a level. */
const LEVELLED =
  /^(?:\[([A-Za-z]{3,11})\]|<([a-z]{3,9})>|([a-z]{3,11})(?=:)|([A-Z]{4,11})(?=[\s:]|\[\d+\]\s)(?:\[\d+\])?)[:\s]\s*(?:\[([\w .$/-]{1,60})\]\s*)?/;
/** Python's basic layout: `INFO:logger:message`. */
const BASIC = /^[A-Z]{4,8}:([A-Za-z_][\w.]*):/;
/** .NET names the category and the event before the line break. */
const CATEGORY = /^([A-Za-z_][\w`]*(?:\.[\w`]+)+)\[(\d+)\]$/;

function parse(line: string): ParsedLine | null {
  const m = LEVELLED.exec(line);
  const level = m?.[1] ?? m?.[2] ?? m?.[3] ?? m?.[4];
  if (m === null || level === undefined || !isLevel(level)) return null;
  const fields: Record<string, Value> = { level };
  if (m[5] !== undefined) fields.logger = m[5];
  const basic = BASIC.exec(line);
  if (basic !== null) fields.logger = basic[1] as string;
  const rest = line.slice((basic ?? m)[0].length).trimEnd();
  const category = CATEGORY.exec(rest);
  if (category !== null)
    return { time: null, message: '', fields: { ...fields, logger: category[1] as string, event_id: category[2] as string } };
  const { message, object } = splitTrailingJson(rest);
  return object === null ? { time: null, message, fields } : withObject(message, object, fields);
}

/** winston prints its timestamp with the other metadata behind the message. */
function withObject(message: string, object: Record<string, Value>, fields: Record<string, Value>): ParsedLine {
  const { timestamp, ...others } = object;
  const time = typeof timestamp === 'string' || typeof timestamp === 'number' ? timestamp : null;
  const said = message === '' ? (others.message ?? others.msg) : message;
  return { time, message: typeof said === 'string' ? said : message, fields: { ...others, ...fields } };
}

/** The indented message of the .NET console, or a trace. */
function extend(record: ParsedLine, more: readonly string[]): ParsedLine {
  if (record.message !== '') return withContinuation(record, more);
  const [first, ...rest] = more;
  const { message, object } = splitTrailingJson((first ?? '').trim());
  const whole = { ...record, message, fields: object === null ? record.fields : { ...object, ...record.fields } };
  return rest.length === 0 ? whole : withContinuation(whole, rest);
}

export const levelled: LineFormat = {
  name: 'levelled-text',
  kind: 'lines',
  otherLines: 'continuation',
  neverMixed: true,
  fit: (sample) =>
    lineFit(sample, (line) => parse(line) !== null, { weight: 0.65, what: 'text that starts with a level', ignore: isTraceLine }),
  parse,
  extend,
};
