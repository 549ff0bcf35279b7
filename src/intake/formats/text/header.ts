/**
 * What stands between the time and the message of a plain-text line: level, thread, logger, process,
 * source file, ids, in any order, each told by its form. One reader instead of one pattern for each
 * of the many layouts.
 */
import type { Value } from '../../records/format.js';
import { inBrackets, THREAD } from './brackets.js';
import { jobLog, markedProgram } from './graded.js';
import { capitalLevelAt, isLevel, smallLevelAt } from './level.js';

/** What the lines of a file have in common, learned from its sample. */
export interface Layout {
  /**
   * What stands before a colon or dash after the level: any word is a logger, or only one with dots
   * in it, or it is the start of the message.
   */
  readonly logger: 'any' | 'scoped' | 'none';
  /** The word that all lines start their message with: the name of the program. */
  readonly program: string | null;
  /** True when the lines end with their logger in parentheses: log4j's `%m (%c)`, as Kafka and ZooKeeper write it. */
  readonly trailing: boolean;
  /** True when the brackets right before the message hold what the line is about. */
  readonly tagged: boolean;
}

export const NO_LAYOUT: Layout = { logger: 'scoped', program: null, trailing: false, tagged: false };

/** The parts of a header; `end` is where the message starts. */
export interface Header {
  readonly fields: Record<string, Value>;
  readonly end: number;
}

const SEPARATORS = /(?:\s|\||[,;](?=\s)|-{1,3}(?=\s)|:(?=\s)|\u2013(?=\s))+/y;
const BRACKET = /\[([^[\]]{0,120}(?:\[[^\]]{0,40}\][^[\]]{0,60}){0,3})\]/y;
const PAREN = /\(([\w.$#/: -]{1,80})\)/y;
const PROCESS = /(?:pid[=:] ?|PID ?|#)?(\d{1,10})(?=\s+(?:---|[A-Z[(]|-\s)|:\s)/y;
const PAIR = /(pid|tid|jid|class|thread|bid|elapsed|request_id|trace_id|tags|queue)=("[^"]*"|\S+)/y;
const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?=\t)/y;
const CALLER = /\{?([\w.$/@-]+\.(?:py|go|js|mjs|ts|tsx|rs|c|cc|cpp|java|kt|rb|php|cs|ex|exs|scala):\d+(?::\w+)?)(?=[\]}]|:?\s)[\]}:]?/y;
/** A Java class needs nothing behind it to be told from a word of the message. */
const CLASS = /((?:[a-z_][\w$]*\.){1,12}[A-Z][\w$]*(?:\.[a-z][\w$]*)?)(?=\s)/y;
/** loguru: module:function:line; .NET: category and event, alone on the line. */
const LOCATED = /([A-Za-z_][\w.]*):[\w<>]+:\d+(?=\s+-\s)|([A-Za-z_][\w`]*(?:\.[\w`]+)*\[\d+\])\s*$/y;
/** lager: <process>@module:function:line */
const ERLANG = /<\d+\.\d+\.\d+>@([a-z]\w*):\w+:\d+(?=\s)/y;
/** bunyan: name/process on host; Monolog: channel.LEVEL */
const ON_HOST = /([\w.-]+)\/(\d+)(?: on ([\w.-]+))?(?=:\s|\)|$)/y;
const CHANNEL = /([A-Za-z_][\w-]*)\.([A-Z]{4,9})(?=:\s)/y;
/** Laravel names its channel by the environment (`name` in config/logging.php): that says nothing of which part of the program speaks. */
const ENVIRONMENT = /^(?:production|prod|preprod|staging|stage|local|development|dev|testing|test|qa|uat|sandbox)$/i;
/** A dotted or scoped name: com.acme.Orders, app::db, Microsoft.Hosting.Lifetime[14]. */
const SCOPED = /([A-Za-z_$][\w$-]*(?:(?:\.|::|\/|#)[\w$<>-]+)+(?:\[\d*\])?)(?=\s*(?::(?=\s|$)|-(?=\s)|\||\t)|\s--\s|\s\[)/y;
const PLAIN = /([A-Za-z_$][\w$-]*(?:\[\d*\])?)(?=\s*(?::(?=\s|$)|-(?=\s)|\||\t)|\s--\s)/y;
const COLON_STYLE = /:([A-Za-z]{3,11}):(?:([A-Za-z_][\w.-]*):(?!\/\/))?/y;
/** redis marks the level by one character. */
const REDIS_MARK = /([.\-*#])(?= )/y;
const REDIS_LEVELS: Readonly<Record<string, string>> = { '.': 'debug', '-': 'debug', '*': 'notice', '#': 'warning' };

const ERRORLIKE = /(?:Error|Exception|Failure|Timeout|Warning|Traceback|Caused|Note)$/;

/** Reads the header from a place after the time on. */
export function readHeader(line: string, from: number, layout: Layout, known: Record<string, Value> = {}): Header {
  const header: Header & { end: number } = { fields: known, end: colonStyle(line, from, known) };
  for (let parts = 0; parts < 12; parts++) {
    const at = skip(SEPARATORS, line, header.end);
    const end = readPart(line, at, header.fields, layout, parts);
    if (end === at) {
      header.end = at;
      return header;
    }
    header.end = end;
  }
  return header;
}

/** Python's basic layout has colons and no blanks: `time:LEVEL:logger:message`. */
function colonStyle(line: string, from: number, fields: Record<string, Value>): number {
  const m = match(COLON_STYLE, line, from);
  if (m === null || !isLevel(m[1] as string)) return from;
  fields.level ??= m[1] as string;
  if (m[2] !== undefined) fields.logger ??= m[2];
  return from + m[0].length;
}

function readPart(line: string, at: number, fields: Record<string, Value>, layout: Layout, parts: number): number {
  const code = line.charCodeAt(at);
  if (code === 91) return bracket(line, at, fields);
  if (code === 40) return parenthesis(line, at, fields);
  if (fields.level === undefined) {
    const level = levelAt(line, at, fields, parts);
    if (level > at) return level;
  }
  for (const part of [jobLog, markedProgram, erlang, pair, process, uuid, caller, channel, onHost]) {
    const end = part(line, at, fields);
    if (end > at) return end;
  }
  return logger(line, at, fields, layout);
}

/** A word in small letters is a level only where one is expected: `error reading file` is a message. */
function levelAt(line: string, at: number, fields: Record<string, Value>, parts: number): number {
  const length = capitalLevelAt(line, at) || (parts === 0 || fields.logger !== undefined ? smallLevelAt(line, at) : 0);
  if (length > 0) {
    fields.level = line.slice(at, at + length);
    return line.charCodeAt(at + length) === 58 ? at + length + 1 : at + length;
  }
  if (fields.role === undefined) return at;
  const mark = match(REDIS_MARK, line, at);
  if (mark === null) return at;
  fields.level = REDIS_LEVELS[mark[1] as string] ?? 'info';
  return at + 1;
}

function bracket(line: string, at: number, fields: Record<string, Value>): number {
  const m = match(BRACKET, line, at);
  if (m === null) return at;
  const end = at + m[0].length;
  const text = (m[1] as string).trim();
  // "[1, 2, 3]" or "[]" in a message is a value, not a part of the header.
  if (text === '' || /^[{"'\d]+,/.test(text)) return text === '' ? end : at;
  // Only threads are padded to a column.
  if (/^\s|\s$/.test(m[1] as string) && !isLevel(text)) fields.thread ??= text;
  else inBrackets(text, fields);
  return line.charCodeAt(end) === 58 ? end + 1 : end;
}

function parenthesis(line: string, at: number, fields: Record<string, Value>): number {
  const m = match(PAREN, line, at);
  if (m === null || fields.level === undefined) return at;
  const text = m[1] as string;
  const end = at + m[0].length;
  if (/^\d+$/.test(text)) fields.pid ??= text;
  else if (THREAD.test(text) || /^[a-z][\w .:-]*-\d+$/i.test(text)) fields.thread ??= text;
  else if (onHost(line, at + 1, fields) !== end - 1) return at;
  return end;
}

function onHost(line: string, at: number, fields: Record<string, Value>): number {
  const m = fields.level !== undefined && fields.logger === undefined ? match(ON_HOST, line, at) : null;
  if (m === null) return at;
  Object.assign(fields, { logger: m[1], pid: m[2], ...(m[3] === undefined ? {} : { host: m[3] }) });
  return at + m[0].length;
}

/** Monolog names channel and level in one word. */
function channel(line: string, at: number, fields: Record<string, Value>): number {
  const m = fields.level === undefined ? match(CHANNEL, line, at) : null;
  if (m === null || !isLevel(m[2] as string)) return at;
  if (ENVIRONMENT.test(m[1] as string)) fields.environment ??= m[1] as string;
  else fields.logger ??= m[1] as string;
  fields.level = m[2] as string;
  return at + m[0].length;
}

function pair(line: string, at: number, fields: Record<string, Value>): number {
  // After the level the pairs are part of what is said, and the message reader takes them up.
  const m = fields.level === undefined ? match(PAIR, line, at) : null;
  if (m === null) return at;
  fields[m[1] as string] = (m[2] as string).replace(/^"|"$/g, '');
  return at + m[0].length;
}

function process(line: string, at: number, fields: Record<string, Value>): number {
  const m = fields.pid === undefined && fields.logger === undefined ? match(PROCESS, line, at) : null;
  if (m === null) return at;
  const before = fields.level === undefined || /^\s+(?:---|\[)/.test(line.slice(at + m[0].length, at + m[0].length + 8));
  if (!before) return at;
  fields.pid = m[1] as string;
  return at + m[0].length;
}

function uuid(line: string, at: number, fields: Record<string, Value>): number {
  const m = fields.request_id === undefined ? match(UUID, line, at) : null;
  if (m === null) return at;
  fields.request_id = m[1] as string;
  return at + m[0].length;
}

function erlang(line: string, at: number, fields: Record<string, Value>): number {
  const m = fields.logger === undefined && line.charCodeAt(at) === 60 ? match(ERLANG, line, at) : null;
  if (m === null) return at;
  fields.logger = m[1] as string;
  return at + m[0].length;
}

function caller(line: string, at: number, fields: Record<string, Value>): number {
  const m = fields.caller === undefined ? match(CALLER, line, at) : null;
  if (m === null) return at;
  fields.caller = m[1] as string;
  return at + m[0].length;
}

function logger(line: string, at: number, fields: Record<string, Value>, layout: Layout): number {
  if (
    layout.program !== null &&
    fields.logger === undefined &&
    line.startsWith(layout.program, at) &&
    /[\s:]/.test(line.charAt(at + layout.program.length))
  ) {
    fields.logger = layout.program;
    return at + layout.program.length;
  }
  const known = fields.logger;
  if (layout.logger === 'none' || String(known ?? '').includes('.')) return at;
  // `[marker] … com.acme.Orders - message`: the name with dots is the logger, what came before is a marker.
  const located = match(LOCATED, line, at);
  if (located !== null) {
    fields.logger = (located[1] ?? located[2]) as string;
    return at + located[0].length;
  }
  const m =
    match(SCOPED, line, at) ?? match(CLASS, line, at) ?? (layout.logger === 'any' && known === undefined ? match(PLAIN, line, at) : null);
  if (m === null || ERRORLIKE.test(m[1] as string)) return at;
  if (known !== undefined) fields.marker = known;
  fields.logger = m[1] as string;
  return at + m[0].length;
}

function match(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

function skip(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : at;
}
