/** Request lines of uWSGI: `[pid: 7|app: 0|req: 1/1] 10.0.0.1 () {…} [Fri Jan  2 10:00:00 2026] GET /path => generated 18 bytes in 5 msecs (HTTP/1.1 200)`. */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { isNotice } from './notice.js';
import { number, readTarget, status } from './request.js';

const UWSGI =
  /^\[pid: (\d+)\|[^\]]*\] (\S+) \([^)]*\) \{[^}]*\} \[([^\]]+)\] ([A-Z]+) (\S+) => generated (\d+) bytes in (\d+) (msecs|micros) \(HTTP\/[\d.]+ (\d{3})\)/;

function parse(line: string): ParsedLine | null {
  const m = UWSGI.exec(line);
  if (m === null) return null;
  const target = readTarget(m[5] as string);
  const taken = number(m[7]);
  const fields: Record<string, Value> = { pid: m[1] as string, remote_addr: m[2] as string, bytes: m[6] as string };
  if (target.query !== null) fields.query = target.query;
  return {
    time: m[3] as string,
    message: null,
    fields,
    proven: {
      kind: 'exchange',
      vantage: 'target',
      method: m[4] as string,
      path: target.path,
      status: status(m[9]),
      duration_ms: taken === null ? null : m[8] === 'micros' ? taken / 1e3 : taken,
    },
  };
}

export const uwsgi: LineFormat = {
  name: 'uwsgi',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.97, what: 'uWSGI request log' }),
  parse,
};
