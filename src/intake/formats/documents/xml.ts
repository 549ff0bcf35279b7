/** XML exports: the elements that repeat are the rows. One of them is one record. */

import type { DocumentFormat, ReadResult, Sample, SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { withInnerLine } from '../inner-line.js';
import { LOG_SAYS, LOG_TIME } from '../json/names.js';
import { readObject } from '../json/read.js';
import { PLAIN } from '../json/shapes.js';
import { asObject, first, tryParse } from '../json/value.js';
import { soapRecord } from './xml-soap.js';
import { type XmlElement, xmlTree, xmlValue } from './xml-tree.js';

const NONE = { score: 0, reason: '' };

/** Number of values below an element. */
function size({ attributes, children, text }: XmlElement): number {
  let count = Object.keys(attributes).length + (text.trim() === '' ? 0 : 1);
  for (const child of children) count += size(child);
  return count;
}

interface Rows {
  readonly rows: readonly XmlElement[];
  readonly size: number;
}

/** The children of one name that hold the most values; a row holds more than one. */
function repeated(parent: XmlElement): Rows {
  const groups = new Map<string, XmlElement[]>();
  for (const child of parent.children) groups.set(child.name, [...(groups.get(child.name) ?? []), child]);
  const all = [...groups.values()].map((rows) => ({ rows, size: rows.reduce((sum, row) => sum + size(row), 0) }));
  return all.sort((a, b) => b.size - a.size)[0] ?? { rows: [], size: 0 };
}

/** Names of one row: a lone element so called is the only row, not a cover. */
const ROW = /^(?:row|record|entry|item|event|order|invoice|message|line)$/i;
const MOST = 0.6;

/**
 * The rows of a document. From the top down: elements that repeat and hold most of its values. A lone
 * element that holds most of them is a cover around the rows, or the only row.
 */
function rowsOf(roots: readonly XmlElement[]): readonly XmlElement[] {
  const top: XmlElement = { name: '', line: 1, attributes: {}, children: [...roots], text: '' };
  let at = top;
  const whole = size(top);
  for (;;) {
    const found = repeated(at);
    if (found.size < whole * MOST || found.rows.length === 0) return at === top ? roots : [at];
    if (found.rows.length > 1) return found.rows;
    const only = found.rows[0] as XmlElement;
    const covers = only.children.some((child) => child.children.length > 0 || Object.keys(child.attributes).length > 1);
    if (!covers || ROW.test(only.name)) return [only];
    at = only;
  }
}

const isLog = (row: JsonObject): boolean => first(row, [...LOG_TIME, 'date', 'millis']) !== null && first(row, LOG_SAYS) !== null;

/** Windows writes time and level of an event below `System`; Java's loggers write theirs as attributes. */
function unfolded(element: XmlElement): JsonObject {
  const value = xmlValue(element);
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [element.name]: value };
  const created = asObject(asObject(object.System).TimeCreated).SystemTime;
  return created === undefined ? object : { timestamp: created, ...asObject(object.System), ...asObject(object.EventData), ...object };
}

function rowRecord(element: XmlElement): SourceRecord {
  const soap = soapRecord(element);
  if (soap !== null) return soap;
  const row = withJson(unfolded(element));
  if (isLog(row)) return withInnerLine({ line: element.line, ...readObject(row, PLAIN) });
  return { line: element.line, time: null, message: null, fields: row, proven: { kind: 'row' } };
}

/** Fields that hold JSON are taken apart. */
function withJson(row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\s*[[{]/.test(value) ? (tryParse(value) ?? value) : value,
    ]),
  );
}

function* read(text: string): Generator<ReadResult> {
  const { roots, fault } = xmlTree(text);
  for (const element of rowsOf(roots)) yield rowRecord(element);
  if (fault) yield { line: fault.line, reject: 'malformed', reason: `Not XML from here on: ${fault.what}.` };
}

/** The head of a long document breaks off; what was read before tells enough. */
function fit({ head }: Sample): { score: number; reason: string } {
  if (!/^\uFEFF?\s*<(?:\?xml|!--|!DOCTYPE|[A-Za-z_][\w:.-]*[\s>/])/.test(head) || /^\uFEFF?\s*<(?:!DOCTYPE\s+html|html)\b/i.test(head))
    return NONE;
  const { roots, fault } = xmlTree(head);
  const rows = rowsOf(roots);
  if (rows.length === 0) return NONE;
  const declared = /^\uFEFF?\s*<\?xml/.test(head);
  // Other formats begin lines with a sign in angle brackets: syslog's priority, the level of a logger.
  if (!declared && fault !== null && !/is not closed/.test(fault.what)) return NONE;
  return { score: declared ? 0.96 : 0.8, reason: `an XML document whose rows are <${rows[0]?.name}>` };
}

export const xml: DocumentFormat = { name: 'xml', kind: 'document', fit, read };
