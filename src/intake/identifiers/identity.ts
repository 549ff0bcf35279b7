/** The identifiers of a record by their roles: key of the business record, id of what was created, all others. */
import type { Event, Signal } from '../../model/event.js';
import { memo } from '../../util/memo.js';
import type { Exchange } from '../exchanges/exchange.js';
import { keyOfPath } from '../exchanges/route.js';
import { keyNameOf } from '../plan/key-names.js';
import type { KeyValue, Reading } from '../reading.js';
import { textAt } from '../slot-values.js';
import { chooseKeys } from './keys.js';
import { type NamedId, setInOrder } from './named-ids.js';

/** Record key and created id, with the names of their fields. */
export interface NamedKeys {
  readonly key: { readonly name: string; readonly value: string } | null;
  readonly created: { readonly name: string; readonly value: string } | null;
}

const SUCCESSES = new Set<Signal | null>(['succeeded', 'answered_from_store']);

/** Record key and created id by name; the path of a write or of a single read gives the key when nothing else does. */
export function keysOf(
  reading: Reading,
  exchange: Exchange,
  signal: Signal | null,
  kind: Event['kind'],
  prefixes: ReadonlyMap<string, string>,
): NamedKeys {
  const success =
    kind === 'row' ||
    (exchange.status !== null ? exchange.status < 300 && exchange.method !== 'GET' && exchange.method !== 'DELETE' : SUCCESSES.has(signal));
  const made = reading.message?.created ?? null;
  const all = businessKeys(reading, kind);
  // What the text says was created is no key, where another identifier stands beside it.
  const others = success && made !== null ? all.filter(({ value }) => value !== made) : all;
  const chosen = chooseKeys(others.length > 0 ? others : all, success && signal !== 'failed');
  const named = (one: typeof chosen.key) => (one === null ? null : { name: nameOf(one, prefixes), value: one.value });
  // A lone identifier of an export's row is that of the record, whatever it sounds like.
  const lone = kind === 'row' && chosen.key === null;
  const key = named(lone ? chosen.created : chosen.key);
  const created = lone ? null : named(chosen.created);
  const requested = exchange.method !== null || reading.slots.has('url') || reading.slots.has('path');
  if (key !== null || exchange.path === null || !(requested || kind === 'exchange')) return { key, created };
  const inPath = keyOfPath(exchange.path);
  return { key: inPath === null ? null : { name: inPath.field, value: inPath.key }, created };
}

/** A key that prose names without a noun ("booked for INV-1") has the name under which keys of its prefix stand elsewhere. */
function nameOf(one: KeyValue, prefixes: ReadonlyMap<string, string>): string {
  const name = one.node.key!.name;
  return name === 'record_ref' ? (prefixes.get(prefixOf(one.value)) ?? name) : name;
}

/** The letters with which an identifier begins. */
export function prefixOf(value: string): string {
  return /^[#A-Za-z]+[-_]?/.exec(value)?.[0] ?? '';
}

/** Deliveries and jobs have ids of their own that name no business record. */
function businessKeys(reading: Reading, kind: Event['kind']): readonly KeyValue[] {
  const own = kind === 'delivery' || kind === 'job';
  const sent = reading.slots.has('event_key');
  if (!own && !sent) return reading.keys;
  return reading.keys.filter(({ node }) => !(own && node.key?.name === 'id') && !((own || sent) && node.key?.name === 'delivery_id'));
}

/** The id that the target gave: named in the message, in the Location header, in a field, or in the answer's body. */
export function createdOf(
  reading: Reading,
  keys: NamedKeys,
  exchange: Exchange,
  signal: Signal | null,
): { name: string; value: string } | null {
  const ok = exchange.status !== null ? exchange.status >= 200 && exchange.status < 300 : SUCCESSES.has(signal);
  // Words of success are many; that a text always names a new thing beside its record is success enough.
  const made = ok || (exchange.status === null && signal === null) ? reading.made : null;
  if (made !== null && made.value !== keys.key?.value) return made;
  if (!ok || exchange.method === 'GET') return null;
  // A number that the record states as its version was given by nobody.
  const stated = reading.message?.created ?? null;
  const said = stated !== null && stated === String(reading.slots.get('version')?.value) ? null : stated;
  if (keys.created !== null) return keys.created;
  if (said !== null && said !== keys.key?.value) return { name: 'id', value: said };
  const location = textAt(reading, 'location');
  const last = location
    ?.replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  if (last !== undefined && /\d/.test(last)) return { name: 'location', value: last };
  const body = reading.bodies.response;
  const inBody = exchange.method === 'POST' || exchange.method === null ? idInBody(body, 0) : null;
  return inBody === null || inBody === keys.key?.value ? null : { name: 'id', value: inBody };
}

const looksLikeId = (text: string): boolean => /^(?=[^\s]*\d)[\w/-]{6,60}$/.test(text) && !/^\d{4}-\d\d-\d\d/.test(text);

function idInBody(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 4) return null;
  const object = value as Record<string, unknown>;
  const id = object['id'] ?? object['Id'] ?? object['uuid'];
  if ((typeof id === 'string' && id !== '') || typeof id === 'number') return String(id);
  // A job that returns one identifier returns what it made.
  const [only, ...more] = Object.entries(object);
  if (more.length === 0 && typeof only?.[1] === 'string' && keyNameOf([only[0]]) !== null && looksLikeId(only[1])) return only[1];
  const inner = Object.values(object).filter((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
  return inner.length === 1 ? idInBody(inner[0], depth + 1) : null;
}

/** Every identifier of the record as JSON with sorted names. */
export function idsOf(reading: Reading): string | null {
  const { keys, ids } = reading;
  if (keys.length === 0 && ids.length === 0) return null;
  const named: NamedId[] = [];
  for (const { name, value } of ids) setInOrder(named, name, value);
  for (const { node, value } of keys) setInOrder(named, node.key!.name, value);
  let json = '';
  for (const { name, value } of named) json += (json === '' ? opened(name) : followed(name)) + inQuotes(value);
  return `${json}"}`;
}

/** Names are few: what stands around them is put together once. */
const opened = memo((name) => `{"${name}":"`);
const followed = memo((name) => `","${name}":"`);

/** Nothing in it has to be written in another way in JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;

const inQuotes = (text: string): string => (PLAIN.test(text) ? text : JSON.stringify(text).slice(1, -1));
