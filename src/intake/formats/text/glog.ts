/** glog and klog: `I0102 15:04:05.678901  12345 file.go:12] message`. The year is not stated. */
import type { LineFormat, ParsedLine, Value } from '../../format.js';
import { isTraceLine, withContinuation } from '../../stack-trace.js';
import { lineFit } from '../fit.js';

const GLOG = /^([IWEFD])(\d{2})(\d{2}) (\d{2}:\d{2}:\d{2}\.\d{1,9})\s+(\d+) ([\w./-]+:\d+)\] ?(.*)$/;
const LEVELS: Readonly<Record<string, string>> = { I: 'info', W: 'warning', E: 'error', F: 'fatal', D: 'debug' };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function parse(line: string): ParsedLine | null {
  const m = GLOG.exec(line);
  const month = m === null ? undefined : MONTHS[Number(m[2]) - 1];
  if (m === null || month === undefined) return null;
  const fields: Record<string, Value> = { level: LEVELS[m[1] as string] ?? 'info', pid: m[5] as string, caller: m[6] as string };
  return { time: `${month} ${m[3]} ${m[4]}`, message: m[7] as string, fields };
}

export const glog: LineFormat = {
  name: 'glog',
  kind: 'lines',
  otherLines: 'continuation',
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.9, what: 'glog lines', ignore: isTraceLine }),
  parse,
  extend: withContinuation,
};
