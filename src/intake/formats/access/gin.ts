/** Access lines of Go's gin: `[GIN] 2026/01/02 - 15:04:05 | 200 | 1.2ms | 10.0.0.1 | GET "/path"`. The time is the end. */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { isNotice } from './notice.js';
import { readTarget, status } from './request.js';

const GIN = /^\[GIN\] (\d{4}\/\d{2}\/\d{2}) - (\d{2}:\d{2}:\d{2}) \| *(\d{3}) \| *(\S+) \| *(\S+) \| *([A-Z]+) *\|? *"?([^\s"]+)"?(.*)$/;
/** Milliseconds in the units of Go durations. */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, µs: 1e-3, us: 1e-3, ns: 1e-6 };

function parse(line: string): ParsedLine | null {
  const m = GIN.exec(line);
  if (m === null) return null;
  const time = `${(m[1] as string).replaceAll('/', '-')}T${m[2]}`;
  const end = Date.parse(`${time}Z`);
  const target = readTarget(m[7] as string);
  const fields: Record<string, Value> = { remote_addr: m[5] as string };
  if (target.query !== null) fields.query = target.query;
  return {
    time,
    message: null,
    fields,
    proven: {
      kind: 'exchange',
      vantage: 'target',
      method: m[6] as string,
      path: target.path,
      status: status(m[3]),
      duration_ms: goDuration(m[4] as string),
      end_ms: Number.isNaN(end) ? null : end,
    },
  };
}

/** `1m2.5s` → 62500; null when it is no duration. */
function goDuration(text: string): number | null {
  let ms = 0;
  let read = 0;
  for (const part of text.matchAll(/([\d.]+)(h|ms|m|s|µs|us|ns)/g)) {
    ms += Number(part[1]) * (UNITS[part[2] as string] ?? 0);
    read += part[0].length;
  }
  return read === text.length && Number.isFinite(ms) ? Math.round(ms * 1e6) / 1e6 : null;
}

export const gin: LineFormat = {
  name: 'gin',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.97, what: 'gin access log' }),
  parse,
};
