/** The list in a JSON document that holds what the document is about, however deep it stands. */

import type { Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { asObject, at } from '../json/value.js';

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
  'd.results',
  'd',
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
/** Deepest object in which a list is looked for: `data.shop.orders.edges` and one more. */
const DEEPEST = 5;
/** A list that is what a document is about holds most of its values. */
const MOST = 0.5;
/** The only list of a small document may be short, but not lost beside what else it says. */
const SOME = 0.2;

const isList = (value: Value | undefined): value is Value[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item));

/** Number of scalars below a value. */
function leaves(value: Value | undefined): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 0;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) count += leaves(inner);
  return count;
}

/** Lists of objects that are reached through objects alone: a list inside an element is a part of the element. */
function* listsBelow(value: JsonObject, depth: number): Generator<Value[]> {
  for (const inner of Object.values(value)) {
    if (isList(inner)) yield inner;
    else if (isObject(inner) && depth < DEEPEST) yield* listsBelow(inner, depth + 1);
  }
}

/** The list with the most values, when it holds most of the document. */
function largest(value: JsonObject): Value[] | null {
  const all = [...listsBelow(value, 1)].map((list) => ({ list, size: leaves(list) })).sort((a, b) => b.size - a.size);
  const [best] = all;
  return best !== undefined && best.size >= leaves(value) * MOST ? best.list : null;
}

/**
 * The list of objects that a value is, or holds: under a usual name, as its only list, or anywhere
 * when it holds most of the document. Null when there is none.
 */
export function mainList(value: Value): Value[] | null {
  if (isList(value)) return value;
  if (!isObject(value)) return null;
  for (const name of NAMES) {
    const list = at(value, name);
    if (isList(list)) return list;
  }
  // A request with its answer is itself what is told of; the servers that were tried for it are a part.
  if (isObject(value.request) && isObject(value.response)) return null;
  const lists = Object.values(value).filter(isList);
  // Among many other members a list is a part of what the document describes, not what it holds.
  const only = lists.length === 1 && Object.keys(value).length <= MEMBERS ? lists[0] : undefined;
  if (only !== undefined && leaves(only) >= leaves(value) * SOME) return only;
  return largest(value);
}

/** Members in which APIs wrap what an element is: GraphQL, Elasticsearch, JSON:API, FHIR. */
const WRAPPED = ['node', '_source', 'attributes', 'resource'];
/** A wrapper says little of its own: a cursor, an id, a type, an index, a score, links. */
const AROUND = 8;

/** An element out of the wrapper that its API puts around it; what the wrapper says of it stays. */
export function unwrapped(element: JsonObject): JsonObject {
  for (const name of WRAPPED) {
    const inner = element[name];
    if (!isObject(inner) || Object.keys(element).length > AROUND || Object.keys(inner).length < 2) continue;
    const { [name]: _, ...around } = element;
    const scalars = Object.fromEntries(Object.entries(around).filter(([key, value]) => typeof value !== 'object' && !(key in inner)));
    return { ...inner, ...scalars };
  }
  return element;
}

/** The share of the first 20 objects of a list that a test holds for. */
export function shareOf(list: readonly Value[], test: (object: ReturnType<typeof asObject>) => boolean): number {
  const some = list.slice(0, 20).map(asObject);
  return some.length === 0 ? 0 : some.filter(test).length / some.length;
}
