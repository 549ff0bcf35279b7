/** JSON documents of no special kind: lists of log records, lists of business records, and all others. */

import type { DocumentFormat, ReadResult, Sample, Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { withInnerLine } from '../inner-line.js';
import type { Located } from '../json/located.js';
import { LOG_SAYS, LOG_TIME } from '../json/names.js';
import { isLevelled, readObject } from '../json/read.js';
import { PLAIN, shapeOf } from '../json/shapes.js';
import { asObject, first, parseObject, tryParse, without } from '../json/value.js';
import { withoutBom } from '../json/values.js';
import { type DocumentShape, firstValue, jsonDocument } from './json-document.js';
import { mainList, shareOf, unwrapped } from './list.js';

/** Names of stores that wrap the record: Datadog's, and Elasticsearch's. */
const within = (names: readonly string[]): readonly string[] => [...names, ...names.map((name) => `attributes.${name}`)];
const TIMES = within(LOG_TIME);
const SAYS = within(LOG_SAYS);

/** A log record has a time and a message or level, or the shape of a known logger. */
const isLog = (object: JsonObject): boolean =>
  shapeOf(object) !== undefined || (first(object, TIMES) !== null && first(object, SAYS) !== null) || isLevelled(object);

/** A search store wraps whatever it holds: log records and orders alike. */
const isWrapped = (object: JsonObject): boolean => isObject(object._source) || shapeOf(object) === undefined;

/** A record as its logger wrote it: some stores wrap it, others are read by their own shape. */
const bare = (object: JsonObject): JsonObject => (isWrapped(object) ? unwrapped(object) : object);

/** All that CloudWatch delivers of an event; the id is that of its place in the stream. */
const DELIVERED = ['id', 'timestamp', 'message', 'extractedFields'];

/** A log record in a search store without the names under which the store files it: `_id`, `_index`, `_score`. */
function withoutFiling(item: JsonObject, record: JsonObject): JsonObject {
  const own = Object.keys(item).every((name) => DELIVERED.includes(name));
  const filed = isObject(item._source) ? Object.keys(item).filter((name) => name.startsWith('_')) : own ? ['id'] : [];
  return filed.length > 0 ? without(record, filed) : record;
}

/** Elements that stand in a list beside the list's own kind are no records of it. */
function* elements(document: Located): Generator<ReadResult> {
  const list = mainList(document.value) ?? (Array.isArray(document.value) ? document.value : []);
  const logs = shareOf(list, (object) => isLog(bare(object))) > 0.5;
  for (const item of list) yield logs ? logRecord(item, document) : row(item, document);
}

function logRecord(item: Value, document: Located): ReadResult {
  const line = document.lineOf(item);
  if (!isObject(item)) return { line, reject: 'malformed', reason: 'an element that is no object' };
  const record = withoutFiling(item, bare(item));
  return withInnerLine({ line, ...readObject(record, shapeOf(record) ?? PLAIN) });
}

function row(item: Value, document: Located): ReadResult {
  return { line: document.lineOf(item), time: null, message: null, fields: bare(asObject(item)), proven: { kind: 'row' } };
}

export const jsonArray: DocumentShape = {
  name: 'json-array',
  score: 0.75,
  fits(value) {
    const list = mainList(value);
    if (list === null) return null;
    return shareOf(list, (object) => isLog(bare(object))) > 0.5 ? 'a JSON list of log records' : 'a JSON list of objects';
  },
  read: elements,
};

/** Log records that are pretty-printed one after the other: the first value ends before the text does. */
const stream: DocumentShape = {
  name: 'json-stream',
  fits: (value) => (isObject(value) ? 'JSON objects over several lines, one after the other' : null),
  *read(document) {
    if (isObject(document.value)) yield { line: document.line, ...readObject(document.value, shapeOf(document.value) ?? PLAIN) };
  },
};

/** Objects on lines of their own are JSON lines; an object over several lines is a stream when more follow. */
function fitStream(sample: Sample): { score: number; reason: string } {
  const value = firstValue(sample);
  const none = { score: 0, reason: '' };
  if (!isObject(value) || sample.lines.slice(0, 3).some((line) => parseObject(line) !== undefined)) return none;
  const starts = sample.lines.filter((line) => line.startsWith('{')).length;
  if (starts < 2 && !isLog(value)) return none;
  return { score: isLog(value) ? 0.8 : 0.65, reason: `${starts} JSON objects over several lines, one after the other` };
}

export const jsonStream: DocumentFormat = { ...jsonDocument(stream), fit: fitStream };

/** The whole text is one value, as far as the sample goes: a text that only begins with JSON is none. */
function fitOther(sample: Sample): { score: number; reason: string } {
  const lined = parseObject(sample.lines[0] ?? '') !== undefined;
  const one = sample.complete ? tryParse(withoutBom(sample.head)) : lined ? undefined : firstValue(sample);
  const reason = one === undefined ? brokenReason(sample) : other.fits(one);
  // More than the last resort, which would make a statement of every line.
  return reason === null ? { score: 0, reason: '' } : { score: 0.45, reason };
}

/** Text that begins as no log does but JSON, and is none: a document that was cut or damaged. */
function brokenReason(sample: Sample): string | null {
  const begins = /^\uFEFF?\s*\{\s*"[^"\n]*"\s*:/.test(sample.head) && !sample.lines.some((line) => parseObject(line) !== undefined);
  return begins ? 'a JSON document that is damaged' : null;
}

/** A document that nothing else fits: it is there, and it is one record. */
const other: DocumentShape = {
  name: 'json-document',
  fits: (value) => (typeof value === 'object' && value !== null ? 'a JSON document of no known kind' : null),
  *read(document) {
    yield { line: document.line, reject: 'skipped', reason: 'a JSON document of no known kind' };
  },
};

export const jsonOther: DocumentFormat = { ...jsonDocument(other), fit: fitOther };
