/** JSON documents of no special kind: lists of log records, lists of business records, and all others. */
import type { DocumentFormat, ReadResult, Sample, Value } from '../../format.js';
import { withInnerLine } from '../inner-line.js';
import type { Located } from '../json/located.js';
import { readObject } from '../json/read.js';
import { PLAIN, shapeOf } from '../json/shapes.js';
import { asObject, first, isObject, type JsonObject, parseObject, tryParse } from '../json/value.js';
import { withoutBom } from '../json/values.js';
import { type DocumentShape, firstValue, jsonDocument } from './json-document.js';
import { mainList, shareOf } from './list.js';

const TIME = [
  '@timestamp',
  'timestamp',
  'time',
  'ts',
  'datetime',
  'Timestamp',
  '@t',
  'eventTime',
  'attributes.timestamp',
  '_source.@timestamp',
  '_source.timestamp',
];
const SAYS = [
  'message',
  'msg',
  'level',
  'severity',
  '@mt',
  '@message',
  'textPayload',
  'jsonPayload',
  '_source',
  'attributes.message',
  'log',
];

/** A log record has a time and a message or level, or the shape of a known logger. */
const isLog = (object: JsonObject): boolean =>
  shapeOf(object) !== undefined || (first(object, TIME) !== null && first(object, SAYS) !== null);

/** Elements that stand in a list beside the list's own kind are no records of it. */
function* elements(document: Located, name: string): Generator<ReadResult> {
  const list = mainList(document.value) ?? (Array.isArray(document.value) ? document.value : []);
  const logs = shareOf(list, isLog) > 0.5;
  for (const item of list) yield logs ? logRecord(item, document) : row(item, document, name);
}

function logRecord(item: Value, document: Located): ReadResult {
  const line = document.lineOf(item);
  return isObject(item)
    ? withInnerLine({ line, ...readObject(item, shapeOf(item) ?? PLAIN) })
    : { line, reject: 'malformed', reason: 'an element that is no object' };
}

function row(item: Value, document: Located, _name: string): ReadResult {
  return { line: document.lineOf(item), time: null, message: null, fields: asObject(item), proven: { kind: 'row' } };
}

export const jsonArray: DocumentShape = {
  name: 'json-array',
  score: 0.75,
  fits(value) {
    const list = mainList(value);
    if (list === null) return null;
    return shareOf(list, isLog) > 0.5 ? 'a JSON list of log records' : 'a JSON list of objects';
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
  const reason = one === undefined ? null : other.fits(one);
  return reason === null ? { score: 0, reason: '' } : { score: 0.3, reason };
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
