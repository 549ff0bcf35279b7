/**
 * Plain text whose records start with a time: log4j, logback, Python logging, Celery, Sidekiq, Rails,
 * Go, .NET, winston, redis, PostgreSQL, nginx and Apache error logs, and what looks like them.
 * Lines without a time go on with the record before them.
 */

import { levelOf } from '../../plan/guards.js';
import type { LineFormat, ParsedLine, Sample, Value } from '../../records/format.js';
import { isTraceLine, withContinuation } from '../../records/stack-trace.js';
import { lineFit } from '../fit.js';
import { inBrackets } from './brackets.js';
import { type Header, type Layout, NO_LAYOUT, readHeader } from './header.js';
import { withColumns } from './karaf.js';
import { isLevel } from './level.js';
import { areTagged, withoutTag } from './tag.js';
import { readTimestamp } from './timestamp.js';
import { splitTrailingJson } from './trailing-json.js';

/** What may stand before the time: `pid:role` (redis), `I, [` (Ruby), a name and process (Nest), a level, a name. */
const BEFORE =
  /(?:(\d+):([A-Z]|[a-z-]+(?= \()) |([DIWEFA]), \[|\[([\w.-]+)\] (\d+)\s+- |\[?((?:[A-Z]{4,11}|[a-z]{4,11}|[A-Z][a-z]{3,10}))\]?[:\s|-]\s*\[?(?=\d)|\[?([\w./:@-]{1,80}?)\]?:? (?=\[?\d{4}[-/]))/y;
const FIRST = /^[\w[(<"@]/;
/** `nov. 26, 2026`: many languages write months with a small letter. */
const MONTH_FIRST = /^[a-z][a-zäéûç]{2,9}\.? +\d{1,2},? /;
/** Ruby's logger: `I, [2026-01-01T00:00:00.123456 #42]  INFO -- program: message`. */
const RUBY_REST = / #(\d+)\]\s+([A-Z]+) -- ([^:]*): ?/y;

interface Start {
  readonly time: string | number | null;
  readonly end: number;
  readonly fields: Record<string, Value>;
}

function readStart(line: string): Start | null {
  const at = line.charCodeAt(0);
  const direct =
    (at >= 48 && at <= 57) || at === 91 || at === 40 || at === 60 || at === 64 || (at >= 65 && at <= 90) || MONTH_FIRST.test(line)
      ? readTimestamp(line, 0)
      : null;
  if (direct !== null && !(direct.time === null && !/^[\s\])]*[\s[(|]/.test(line.slice(direct.end, direct.end + 4)))) {
    return withinBracket(line, { ...direct, fields: {} });
  }
  BEFORE.lastIndex = 0;
  const m = BEFORE.exec(line);
  return m === null ? null : afterPrefix(line, m);
}

/** Some loggers put more than the time into the first brackets: `[time: LEVEL/process]`, `[time LEVEL thread]`. */
function withinBracket(line: string, start: Start): Start {
  if (line.charCodeAt(0) !== 91 || line.charCodeAt(start.end - 1) === 93) return start;
  const close = line.indexOf(']', start.end);
  if (close === -1 || close - start.end > 100) return start;
  const inside = line.slice(start.end, close).replace(/^[:\s|-]+/, '');
  if (inside !== '') inBrackets(inside.trim(), start.fields);
  return { ...start, end: close + 1 };
}

function afterPrefix(line: string, m: RegExpExecArray): Start | null {
  const at = m[0].length;
  if (m[3] !== undefined) return rubyStart(line, at);
  const found = readTimestamp(line, m[0].endsWith('[') ? at - 1 : at);
  if (found === null || found.time === null) return null;
  const fields: Record<string, Value> = {};
  const word = m[6] ?? m[7];
  if (m[1] !== undefined) Object.assign(fields, { pid: m[1], role: m[2] });
  if (m[5] !== undefined) Object.assign(fields, { source: m[4], pid: m[5] });
  if (word !== undefined) fields[isLevel(word) ? 'level' : 'source'] = word;
  return { ...found, fields };
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
    const tail = layout.trailing ? TRAILING.exec(line) : null;
    const text = tail === null ? line : line.slice(0, tail.index);
    const whole = withColumns(text, readHeader(text, start.end, layout, start.fields));
    const header = layout.tagged ? withoutTag(text, start.end, whole) : whole;
    if (tail !== null) renamed(header.fields, tail[1] as string);
    return withMessage(text, start.time, header);
  };
}

/** ` (kafka.server.KafkaServer)` at the end of a line. */
const TRAILING = /\s+\(((?:[A-Za-z_$][\w$]*\.)+[A-Za-z_$][\w$]*)\)$/;

/** The class is the logger; what stood in brackets before the message is a label. */
function renamed(fields: Record<string, Value>, logger: string): void {
  if (fields.logger !== undefined) fields.marker = fields.logger;
  fields.logger = logger;
}

function withMessage(line: string, time: string | number | null, header: Header): ParsedLine {
  const { message, object } = splitTrailingJson(line.slice(header.end).trimEnd());
  const { role: _role, ...fields } = header.fields;
  return { time, message, fields: object === null ? fields : { ...object, ...fields } };
}

const readPlain = reader(NO_LAYOUT);

/**
 * Learns what the header of this file looks like: a word before a colon is a logger only where most
 * lines have one, for `INFO orders: 5 pending` may as well be a message.
 */
export function learnLayout(sample: Sample): Layout {
  const found = sample.lines.map((line) => ({ line, start: FIRST.test(line) ? readStart(line) : null })).filter(isStarted);
  if (found.length < 3) return NO_LAYOUT;
  const trailing = found.filter((one) => TRAILING.test(one.line)).length >= found.length * 0.6;
  const share = (logger: Layout['logger']) =>
    found.filter((one) => headerOf(one, logger).fields.logger !== undefined).length / found.length;
  const logger = share('any') >= 0.6 ? 'any' : share('scoped') >= 0.3 ? 'scoped' : 'none';
  const rests = found.map((one) => one.line.slice(headerOf(one, logger).end));
  const tagged = areTagged(found.map((one) => ({ line: one.line, from: one.start.end, end: headerOf(one, logger).end })));
  return { logger, program: programOf(rests), trailing, tagged };
}

interface StartedLine {
  readonly line: string;
  readonly start: Start;
}

function isStarted(one: { line: string; start: Start | null }): one is StartedLine {
  return one.start !== null;
}

function headerOf({ line, start }: StartedLine, logger: Layout['logger']): Header {
  return readHeader(line, start.end, { ...NO_LAYOUT, logger }, { ...start.fields });
}

/** A compound word with which all messages start, or one in capitals that has a column of its own: the program names itself. */
function programOf(rests: readonly string[]): string | null {
  const first =
    /^(?:([A-Za-z]\w*(?:[-_.]\w+)+):?\s|([A-Z][A-Z0-9]{2,})(?: {2,}|\t))/
      .exec(rests[0] as string)
      ?.slice(1)
      .find(Boolean) ?? null;
  return first !== null && rests.length >= 5 && rests.every((rest) => rest.startsWith(first)) ? first : null;
}

export const timestamped: LineFormat = {
  name: 'timestamped-text',
  kind: 'lines',
  otherLines: 'continuation',
  loose: true,
  fit: fitTimestamped,
  parse: readPlain,
  open: (sample) => reader(sample === undefined ? NO_LAYOUT : learnLayout(sample)),
  extend,
};

/** `Ledger post` and `eu.trade.Ledger lambda$post$1`: all that stands beside the time in the first of two lines. */
const CLASS_AND_METHOD = /^([A-Za-z_$][\w$.]*)(?: [A-Za-z_$<][\w$<>]*)?$/;
/** The level as Java writes it in the language of its machine: `WARNING: `, `AVERTISSEMENT: `, `SCHWERWIEGEND: `. */
const LEVEL_LINE = /^(\p{L}[\p{L} ]{1,24}): (.*)$/u;

/** java.util.logging writes class and method with the time, level and message on the next line. */
function extend(record: ParsedLine, more: readonly string[]): ParsedLine {
  const m = record.fields.level === undefined ? LEVEL_LINE.exec(more[0] ?? '') : null;
  const where = CLASS_AND_METHOD.exec(record.message ?? '');
  if (m === null || where === null || levelOf(m[1] as string) === null) return withContinuation(record, more);
  const whole = { ...record, message: m[2] as string, fields: { logger: where[1] as string, ...record.fields, level: m[1] as string } };
  return more.length === 1 ? whole : withContinuation(whole, more.slice(1));
}

/** Long stack traces must not hide the records between them: traces do not count against the fit. */
function fitTimestamped(sample: Sample): ReturnType<LineFormat['fit']> {
  const fit = lineFit(sample, (line) => readPlain(line) !== null, { weight: 1, what: 'text with a time', ignore: isTraceLine });
  if (fit.score === 0) return fit;
  const records = sample.lines.filter((line) => readPlain(line) !== null).length;
  const enough = fit.score >= 0.5 || records >= 3 || readPlain(sample.lines[0] ?? '')?.fields.level !== undefined;
  return { score: enough ? 0.5 + 0.2 * fit.score : 0.2 * fit.score, reason: fit.reason };
}
