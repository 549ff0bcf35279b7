/**
 * Plain text whose records start with a time: log4j, logback, Python logging, Celery, Sidekiq, Rails,
 * Go, .NET, winston, redis, PostgreSQL, nginx and Apache error logs, and what looks like them.
 * Lines without a time go on with the record before them.
 */
import type { LineFormat, ParsedLine, Sample, Value } from '../../format.js';
import { isTraceLine, withContinuation } from '../../stack-trace.js';
import { lineFit } from '../fit.js';
import { type Header, type Layout, NO_LAYOUT, readHeader } from './header.js';
import { isLevel } from './level.js';
import { readTimestamp } from './timestamp.js';
import { splitTrailingJson } from './trailing-json.js';

/** What may stand before the time: `pid:role` (redis), `I, [` (Ruby), a level, a name and level. */
const BEFORE = /(?:(\d+):([A-Z]) |([DIWEFA]), \[|\[?([A-Za-z]{3,9})\]?[:\s|-]\s*\[?|\[[\w.-]+\] (\d+)\s+- )/y;
const FIRST = /^[\w[(<"]/;
/** Ruby's logger: `I, [2026-01-01T00:00:00.123456 #42]  INFO -- program: message`. */
const RUBY_REST = / #(\d+)\]\s+([A-Z]+) -- ([^:]*): ?/y;

interface Start {
  readonly time: string | number | null;
  readonly end: number;
  readonly fields: Record<string, Value>;
}

function readStart(line: string): Start | null {
  const at = line.charCodeAt(0);
  const direct = (at >= 48 && at <= 57) || at === 91 || at === 40 || at === 60 || (at >= 65 && at <= 90) ? readTimestamp(line, 0) : null;
  if (direct !== null && !(direct.time === null && !/^[\s\])]*[\s[(|]/.test(line.slice(direct.end, direct.end + 4)))) {
    return { ...direct, fields: {} };
  }
  BEFORE.lastIndex = 0;
  const m = BEFORE.exec(line);
  return m === null ? null : afterPrefix(line, m);
}

function afterPrefix(line: string, m: RegExpExecArray): Start | null {
  if (m[4] !== undefined && !isLevel(m[4])) return null;
  const found = readTimestamp(line, m[0].endsWith('[') ? m[0].length - 1 : m[0].length);
  const bare = found ?? (m[0].endsWith('[') ? readTimestamp(line, m[0].length) : null);
  if (m[3] !== undefined) return rubyStart(line, m[0].length);
  if (bare === null || bare.time === null) return null;
  const fields: Record<string, Value> = {};
  if (m[1] !== undefined) Object.assign(fields, { pid: m[1], role: m[2] });
  if (m[4] !== undefined) fields.level = m[4];
  if (m[5] !== undefined) fields.pid = m[5];
  return { ...bare, fields };
}

function rubyStart(line: string, from: number): Start | null {
  const time = /\d{4}-\d{2}-\d{2}T[\d:.]+/y;
  time.lastIndex = from;
  const stamp = time.exec(line);
  if (stamp === null) return null;
  RUBY_REST.lastIndex = from + stamp[0].length;
  const rest = RUBY_REST.exec(line);
  if (rest === null) return null;
  const fields: Record<string, Value> = { pid: rest[1] as string, level: rest[2] as string };
  if (rest[3]) fields.logger = rest[3];
  return { time: stamp[0], end: RUBY_REST.lastIndex, fields };
}

function reader(layout: Layout): (line: string) => ParsedLine | null {
  return (line) => {
    if (!FIRST.test(line)) return null;
    const start = readStart(line);
    if (start === null) return null;
    const header = readHeader(line, start.end, layout, start.fields);
    return withMessage(line, start.time, header);
  };
}

function withMessage(line: string, time: string | number | null, header: Header): ParsedLine {
  const { message, object } = splitTrailingJson(line.slice(header.end).trimEnd());
  const { role: _role, ...fields } = header.fields;
  return { time, message, fields: object === null ? fields : { ...object, ...fields } };
}

const readPlain = reader(NO_LAYOUT);

/** Learns what the header of this file looks like; a plain word is a logger only where most lines have one. */
export function learnLayout(sample: Sample): Layout {
  const starts = sample.lines.map((line) => [line, FIRST.test(line) ? readStart(line) : null] as const);
  const found = starts.filter((pair): pair is [string, Start] => pair[1] !== null);
  const rests = found.map(([line, start]) => line.slice(readHeader(line, start.end, NO_LAYOUT, { ...start.fields }).end));
  if (rests.length < 2) return NO_LAYOUT;
  const plain = found.filter(([line, start]) => hasPlainLogger(line, start)).length;
  const first = /^([A-Za-z][\w]*(?:[-_.][\w]+)+):?\s/.exec(rests[0] as string)?.[1] ?? null;
  const program = first !== null && rests.length >= 5 && rests.every((rest) => rest.startsWith(first)) ? first : null;
  return { plainLogger: plain >= found.length * 0.6, program };
}

function hasPlainLogger(line: string, start: Start): boolean {
  const withPlain = readHeader(line, start.end, { plainLogger: true, program: null }, { ...start.fields });
  return withPlain.fields.logger !== undefined;
}

export const timestamped: LineFormat = {
  name: 'timestamped-text',
  kind: 'lines',
  otherLines: 'continuation',
  fit: fitTimestamped,
  parse: readPlain,
  open: (sample) => reader(sample === undefined ? NO_LAYOUT : learnLayout(sample)),
  extend: withContinuation,
};

/** Long stack traces must not hide the records between them: traces do not count against the fit. */
function fitTimestamped(sample: Sample): ReturnType<LineFormat['fit']> {
  const fit = lineFit(sample, (line) => readPlain(line) !== null, { weight: 1, what: 'text with a time', ignore: isTraceLine });
  if (fit.score === 0) return fit;
  const records = sample.lines.filter((line) => readPlain(line) !== null).length;
  const enough = fit.score >= 0.5 || records >= 3;
  return { score: enough ? 0.5 + 0.2 * fit.score : 0.2 * fit.score, reason: fit.reason };
}
