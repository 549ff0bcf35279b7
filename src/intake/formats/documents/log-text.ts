/** A log as text inside JSON: what an API or a tool answers that was asked for the log of a pod, a build or a job. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { readInnerLine } from '../inner-line.js';
import type { Located } from '../json/located.js';
import { asObject } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { mainList } from './list.js';

const NAMES = ['logs', 'log', 'output', 'stdout', 'stderr', 'text', 'content', 'body', 'raw', 'lines'];

/** The text: one string with line breaks, or a list of lines. */
function textOf(object: JsonObject): { name: string; lines: readonly string[] } | null {
  for (const name of NAMES) {
    const value = object[name];
    const lines =
      typeof value === 'string' ? value.split('\n') : Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : [];
    const filled = (lines as readonly string[]).filter((line) => line.trim() !== '');
    if (filled.length >= 2 && filled.filter((line) => readInnerLine(line) !== null).length >= filled.length / 2)
      return { name, lines: filled };
  }
  return null;
}

const holders = (value: Value): readonly Value[] => (isObject(value) && textOf(value) !== null ? [value] : (mainList(value) ?? []));

/** Each line is a record; what is no line of its own belongs to the one before it. All stand on the line of the object. */
function* linesOf(object: JsonObject, line: number): Generator<ReadResult> {
  const found = textOf(object);
  if (found === null) return yield { line, reject: 'skipped', reason: 'an element without a log' };
  const { [found.name]: _, ...around } = object;
  const records: SourceRecord[] = [];
  for (const text of found.lines) {
    const inner = readInnerLine(text);
    const last = records.at(-1);
    if (inner === null && last !== undefined) records[records.length - 1] = { ...last, message: `${last.message ?? ''}\n${text}` };
    else records.push({ line, ...(inner ?? { time: null, message: text }), fields: { ...around, ...inner?.fields } });
  }
  yield* records;
}

export const logText: DocumentShape = {
  name: 'log-text-json',
  score: 0.9,
  fits: (value) => (holders(value).some((item) => textOf(asObject(item)) !== null) ? 'JSON that holds the text of a log' : null),
  *read(document: Located): Generator<ReadResult> {
    for (const item of holders(document.value)) yield* linesOf(asObject(item), document.lineOf(item));
  },
};
