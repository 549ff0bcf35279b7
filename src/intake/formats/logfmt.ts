/** logfmt: `key=value key="quoted value"` lines of slog, go-kit, logrus, lograge and the Heroku router. */
import { once } from '../../util/once.js';
import type { LineFormat, ParsedLine, Value } from '../records/format.js';
import { logNames } from '../vocabulary/log-names.js';
import { lineFit } from './fit.js';
import { provenByRouter } from './heroku-router.js';
import { MESSAGE, TIME } from './json/names.js';
import { without } from './json/value.js';

const PAIR = /([A-Za-z_@$][\w.@$/[\]-]*)=(?:"((?:[^"\\]|\\.)*)"(?=\s|,|$)|([^\s"]*|\S*))/y;
const TIME_KEYS = ['time', 'ts', ...TIME];
const MESSAGE_KEYS = ['msg', 'message'];
const proseKeys = once(() => [...MESSAGE, ...logNames().message]);
/** One pair is enough when it is one that loggers write first. */
const LEADING = /^(?:time|ts|timestamp|t|level|lvl|loglevel|severity|msg|at)=/;

/** The pairs of a line that consists of pairs; null when it does not. */
export function readPairs(line: string): Record<string, Value> | null {
  const fields: Record<string, Value> = {};
  const end = line.trimEnd().length;
  let pairs = 0;
  let bare = 0;
  let last: string | null = null;
  let at = skipBlanks(line, 0);
  while (at < end) {
    const mark = keyEnd(line, at);
    const plain = mark === -1 ? -1 : plainEnd(line, mark + 1);
    if (plain !== -1) {
      last = line.slice(at, mark);
      fields[last] = line.slice(mark + 1, plain);
      pairs++;
      at = skipBlanks(line, plain);
      continue;
    }
    PAIR.lastIndex = at;
    const m = PAIR.exec(line);
    if (m !== null) {
      last = m[1] as string;
      fields[last] = m[2] === undefined ? (m[3] as string) : quotedValue(m[2]);
      pairs++;
      at = skipBlanks(line, PAIR.lastIndex);
      continue;
    }
    if (last === null) return null;
    const stop = nextBlank(line, at);
    // An unquoted message with blanks in it: its words belong to the key before them.
    if (MESSAGE_KEYS.includes(last) || last === 'error' || last === 'err') fields[last] = `${fields[last]} ${line.slice(at, stop)}`;
    else if (++bare > pairs) return null;
    at = skipBlanks(line, stop);
  }
  return pairs >= 2 || (pairs === 1 && LEADING.test(line)) ? fields : null;
}

/** Letters that a key of `PAIR` may begin with (1), and those that may follow (2 and 1). */
const KEY_LETTERS = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return /[A-Za-z_@$]/.test(letter) ? 1 : /[\w.@$/[\]-]/.test(letter) ? 2 : 0;
});

/** Where the key ends that begins there; -1 where none does. */
function keyEnd(line: string, from: number): number {
  if (KEY_LETTERS[line.charCodeAt(from)] !== 1) return -1;
  let at = from + 1;
  while (KEY_LETTERS[line.charCodeAt(at)]! > 0) at++;
  return line.charCodeAt(at) === 61 ? at : -1;
}

/** Where a value of plain letters ends, without quotes; -1 for any other: `PAIR` reads it. Most values are plain, and a loop is done sooner. */
function plainEnd(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 32 || code === 9) return at;
    if (code === 34 || code < 33 || code > 126) return -1;
  }
  return line.length;
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && (line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9)) at++;
  return at;
}

function nextBlank(line: string, from: number): number {
  const at = line.indexOf(' ', from);
  return at === -1 ? line.length : at;
}

/** A quoted value without its escapes; JSON in it is read. */
function quotedValue(quoted: string): Value {
  const text = quoted.includes('\\') ? unescaped(quoted) : quoted;
  const first = text.charCodeAt(0);
  if ((first !== 123 && first !== 91) || text.length < 2) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
}

function parse(line: string): ParsedLine | null {
  const pairs = readPairs(line);
  if (pairs === null) return null;
  const timeKey = keyOf(pairs, TIME_KEYS, /\d{4}-\d{2}|\d{9}|\d{1,2}:\d{2}/);
  // Under other names prose has blanks; `event=` and `line=` hold words and numbers as well.
  const messageKey = keyOf(pairs, MESSAGE_KEYS, /./s) ?? keyOf(pairs, proseKeys(), /\S\s+\S/);
  const time = timeKey === null ? null : (pairs[timeKey] as string);
  const message = messageKey === null ? null : (pairs[messageKey] as string);
  // A copy: an object from which a key was deleted is slow ever after.
  const fields = without(pairs, [timeKey ?? '', messageKey ?? '']);
  const proven = provenByRouter(fields);
  return proven === null ? { time, message, fields } : { time, message, fields, proven };
}

/** The first of the keys that holds a text of that form. */
function keyOf(pairs: Record<string, Value>, keys: readonly string[], form: RegExp): string | null {
  for (const key of keys) {
    const value = pairs[key];
    if (typeof value === 'string' && form.test(value)) return key;
  }
  return null;
}

export const logfmt: LineFormat = {
  name: 'logfmt',
  kind: 'lines',
  otherLines: 'malformed',
  fit: (sample) => lineFit(sample, (line) => readPairs(line) !== null, { weight: 0.9, what: 'key=value pairs (logfmt)' }),
  parse,
};
