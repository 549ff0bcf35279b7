/** W3C extended logs: IIS, CloudFront and others. A `#Fields:` line names the columns. */

import type { LineFormat, ParsedLine, Sample, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { remembering } from '../remembering.js';
import { number, product, secondsToMs, status } from './request.js';

type Columns = readonly string[];

/** The fields of CloudFront's standard log in their order; collectors drop the lines that name them. */
const CLOUDFRONT =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end'.split(
    ' ',
  );
/** Date, time and the airport code of an edge location, between tabs. */
const CLOUDFRONT_LINE = /^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d\t[A-Z]{3}\d*-[A-Z]\d+\t/;

/** Reads lines by the columns that the last `#Fields:` line named. */
function reader(): (line: string) => ParsedLine | null {
  let columns: Columns = [];
  return (line) => {
    if (line.startsWith('#')) {
      const named = /^#Fields:\s*(.*)$/i.exec(line);
      if (named !== null) columns = (named[1] as string).trim().split(/\s+/);
      return null;
    }
    if (columns.length === 0 && CLOUDFRONT_LINE.test(line)) columns = CLOUDFRONT;
    const values = line.includes('\t') ? line.split('\t') : line.trim().split(/ +/);
    return columns.length < 3 || values.length !== columns.length ? null : record(columns, values);
  };
}

function record(columns: Columns, values: readonly string[]): ParsedLine | null {
  const fields: Record<string, Value> = {};
  columns.forEach((column, index) => {
    const value = values[index] as string;
    if (value !== '-' && value !== '') fields[column] = decoded(column, value);
  });
  const text = (column: string) => (fields[column] as string | undefined) ?? null;
  const time = text('date') === null || text('time') === null ? text('x-timestamp') : `${text('date')}T${text('time')}Z`;
  if (time === null) return null;
  return { time, message: null, fields, proven: provenBy(columns, text, time) };
}

function provenBy(columns: Columns, text: (column: string) => string | null, time: string): ParsedLine['proven'] {
  const cdn = columns.some((column) => column.startsWith('x-edge-'));
  const taken = text('time-taken');
  const end = Date.parse(time);
  const host = text('x-host-header') ?? text('cs-host') ?? text('cs(Host)');
  return {
    kind: 'exchange',
    vantage: cdn ? 'proxy' : 'target',
    method: text('cs-method')?.toUpperCase() ?? null,
    path: text('cs-uri-stem'),
    status: status(text('sc-status')),
    // IIS counts milliseconds, CloudFront seconds with a fraction.
    duration_ms: taken === null ? null : cdn || taken.includes('.') ? secondsToMs(number(taken)) : number(taken),
    end_ms: Number.isNaN(end) ? null : end,
    client: product(text('cs(User-Agent)')),
    request_id: text('x-edge-request-id'),
    target: host?.replace(/:\d+$/, '').toLowerCase() ?? null,
  };
}

/** Blanks inside values are written as + (IIS) or %20 (CloudFront). */
function decoded(column: string, value: string): string {
  if (!column.includes('(')) return value;
  return value.replaceAll('+', ' ').replaceAll('%20', ' ');
}

function fit(sample: Sample): ReturnType<LineFormat['fit']> {
  if (!sample.lines.slice(0, 20).some((line) => /^#Fields:/i.test(line) || CLOUDFRONT_LINE.test(line)))
    return { score: 0, reason: 'no #Fields line' };
  const read = reader();
  return lineFit(sample, (line) => read(line) !== null, { weight: 0.97, what: 'W3C extended log', ignore: (line) => line.startsWith('#') });
}

export const w3c: LineFormat = {
  name: 'w3c',
  kind: 'lines',
  otherLines: 'malformed',
  fit,
  parse: () => null,
  open: (_sample, onMemory) => remembering(reader(), onMemory),
  isDirective: (line) => line.startsWith('#'),
};
