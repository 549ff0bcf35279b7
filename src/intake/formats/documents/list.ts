/** The list in a JSON document that holds what the document is about. */
import type { Value } from '../../format.js';
import { asObject, at, isObject } from '../json/value.js';

/** Names under which APIs hand lists out, when several lists stand in a document. */
const NAMES = [
  'data',
  'items',
  'results',
  'records',
  'Records',
  'entries',
  'events',
  'logEvents',
  'deliveries',
  'attempts',
  'jobs',
  'rows',
  'value',
  'values',
  'hits.hits',
  'Messages',
  'models',
  'result',
  'logs',
  'list',
  'orders',
  'content',
  'objects',
];

/** An answer that hands a list out says little else: a count, a cursor, a name. */
const MEMBERS = 5;

const isList = (value: Value | undefined): value is Value[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item));

/**
 * The list of objects that a value is, or holds under a usual name or as its only list; null when there is none.
 */
export function mainList(value: Value): Value[] | null {
  if (isList(value)) return value;
  if (!isObject(value)) return null;
  for (const name of NAMES) {
    const list = at(value, name);
    if (isList(list)) return list;
  }
  const lists = Object.values(value).filter(isList);
  // Among many other members a list is a part of what the document describes, not what it holds.
  return lists.length === 1 && lists[0] && Object.keys(value).length <= MEMBERS ? lists[0] : null;
}

/** The share of the first 20 objects of a list that a test holds for. */
export function shareOf(list: readonly Value[], test: (object: ReturnType<typeof asObject>) => boolean): number {
  const some = list.slice(0, 20).map(asObject);
  return some.length === 0 ? 0 : some.filter(test).length / some.length;
}
