/** The JSON values of a text, one after the other: one document, one a line, or pretty-printed in a row. */
import type { Reject, Value } from '../../records/format.js';
import { JsonError, type Located, readLocated } from './located.js';
import { tryParse } from './value.js';

export const withoutBom = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** All on one line: the fast way, where the line of everything is known. */
function onOneLine(value: Value, line: number, end: number): Located {
  return { value, line, end, cut: null, lineOf: () => line };
}

/** Offset and line of the next line that begins with a bracket, where reading can go on. */
function resume(text: string, offset: number, line: number): { offset: number; line: number } {
  let at = offset;
  let row = line;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end < 0) return { offset: text.length, line: row };
    at = end + 1;
    row++;
    const char = text[at];
    if (char === '{' || char === '[') return { offset: at, line: row };
  }
}

/** Values and unreadable places of a text in the order of its lines. Never throws. */
export function* jsonValues(source: string): Generator<Located | Reject> {
  const text = withoutBom(source);
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const lineEnd = text.indexOf('\n', at);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const row = text.slice(at, end).trim();
    const whole = row === '' ? undefined : tryParse(row);
    if (row === '' || whole !== undefined) {
      if (whole !== undefined) yield onOneLine(whole, line, end);
      at = end + 1;
      line++;
      continue;
    }
    const next = readOne(text, at, line);
    yield next.result;
    ({ offset: at, line } = next);
  }
}

function readOne(text: string, at: number, line: number): { result: Located | Reject; offset: number; line: number } {
  try {
    const result = readLocated(text, at, line);
    const offset = skipComma(text, result.end);
    return { result, offset, line: line + count(text, at, offset) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const next = error.final ? { offset: text.length, line } : resume(text, at, line);
    return { result: { line, reject: 'malformed', reason: `Not JSON: ${error.what} (line ${error.line})` }, ...next };
  }
}

/** Some tools put a comma between the documents they concatenate. */
function skipComma(text: string, at: number): number {
  const found = /[ \t\r]*,?[ \t\r]*/y;
  found.lastIndex = at;
  return at + (found.exec(text)?.[0].length ?? 0);
}

function count(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
