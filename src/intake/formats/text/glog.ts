/**
 * glog and klog: `I0102 15:04:05.678901  12345 file.go:12] message`. The year is not stated. Structured lines of klog
 * have the message in quotes and pairs behind it.
 */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { isTraceLine, withContinuation } from '../../records/stack-trace.js';
import { lineFit } from '../fit.js';
import { readPairs } from '../logfmt.js';

const GLOG = /^([IWEFD])(\d{2})(\d{2}) (\d{2}:\d{2}:\d{2}\.\d{1,9})\s+(\d+) ([\w./-]+:\d+)\] ?(.*)$/;
const LEVELS: Readonly<Record<string, string>> = { I: 'info', W: 'warning', E: 'error', F: 'fatal', D: 'debug' };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `"Pod deleted" pod="a/b" attempt=2` */
const STRUCTURED = /^"((?:[^"\\]|\\.)*)"(?: (\S+=.*))?$/;

function saidIn(rest: string): { readonly message: string; readonly pairs: Record<string, Value> } {
  const m = STRUCTURED.exec(rest);
  const pairs = m?.[2] === undefined ? {} : readPairs(`msg="" ${m[2]}`);
  if (m === null || pairs === null) return { message: rest, pairs: {} };
  const { msg: _, ...others } = pairs;
  return { message: (m[1] as string).replace(/\\(.)/g, '$1'), pairs: others };
}

function parse(line: string): ParsedLine | null {
  const m = GLOG.exec(line);
  const month = m === null ? undefined : MONTHS[Number(m[2]) - 1];
  if (m === null || month === undefined) return null;
  const { message, pairs } = saidIn(m[7] as string);
  const fields: Record<string, Value> = { ...pairs, level: LEVELS[m[1] as string] ?? 'info', pid: m[5] as string, caller: m[6] as string };
  return { time: `${month} ${m[3]} ${m[4]}`, message, fields };
}

export const glog: LineFormat = {
  name: 'glog',
  kind: 'lines',
  otherLines: 'continuation',
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.9, what: 'glog lines', ignore: isTraceLine }),
  parse,
  extend: withContinuation,
};
