/**
 * Finds the ids of delivered events under names that each sender makes up: `X-Acme-Event`, `x-foo-delivery`, `notificationUid`. They stand
 * on requests that hand something over, hardly one is like another, and the same one comes back where the first was not taken.
 */

import type { Signal } from '../../model/event.js';
import type { Exchange } from '../exchanges/exchange.js';
import { nameWords } from '../plan/names.js';
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { LEAST, MOST, MOST_VALUES } from './bounds.js';
import { give } from './fields.js';
import { isEvent, isIdentifier, isMachinery } from './words.js';

/** What was seen of a field on requests that hand something over. */
export interface EventField {
  /** Whether the request that named the value last failed. */
  readonly last: Map<string, boolean>;
  count: number;
  /** Requests whose address is one to which others send what happened. */
  hooked: number;
  /** Lines that say that something came in. */
  received: number;
  /** Values of the form of an id. */
  formed: number;
  /** Values that came back after a failure, and those that did after none. */
  back: number;
  others: number;
}

/** An event is seldom handed over more often; what is on more requests says who or where. */
const SENT = 5;
/** Of a name that tells nothing, so many values must come back after a failure. */
const LEAST_BACK = 3;
/** Fields that are looked at; a hostile log does not get past the bound. */
const MOST_FIELDS = 200;

/** Where others send what happened. */
const HOOK = /hook|callback|postback|notif|event|inbound|incoming|ingest|receiv|listen|\bipn\b/i;
/** No time, no address, no signature: letters and digits, or a long number. */
const ID = /^(?=[^\s]*\d)(?=.{8,64}$)[A-Za-z0-9]+(?:[_.:-][A-Za-z0-9]+)*$/;
const NO_ID = /^\d{4}-\d\d-\d\d|^\d{1,3}(?:\.\d{1,3}){3}|^1[5-9]\d{8}(?:\d{3})?$|^[0-9a-f]{40,}$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const SECRET = /pass|secret|token|auth|cookie|session|sign|hmac|digest|hash|credential|key/i;

/** Notes the fields of a request that hands something over and names no event in words that are known. */
export function noteEventFields(fields: Map<PathNode, EventField>, reading: Reading, exchange: Exchange, failed: boolean): void {
  if (exchange.method !== 'POST' || exchange.path === null || reading.slots.has('event_key')) return;
  const hooked = HOOK.test(exchange.path) || HOOK.test(exchange.host ?? '');
  for (const { node, value } of [...reading.keys, ...(reading.unread ?? [])]) {
    if (SECRET.test(node.name) || !(inHeaders(node) || (hooked && saysEvent(node)))) continue;
    const field = fieldAt(fields, node);
    if (field !== null) noteValue(field, String(value), hooked, failed);
  }
}

/**
 * Notes the fields of a line that says that something came in, and names a record: one whose name says no more than that it
 * identifies is of what came in, `Webhook received {"guid": "…", "sale": "S-7"}`.
 */
export function noteReceivedFields(
  fields: Map<PathNode, EventField>,
  reading: Reading,
  message: string | null,
  signal: Signal | null,
): void {
  if (signal !== 'received' || message === null || reading.slots.has('event_key') || !tellsOfEvent(message)) return;
  for (const { node, value } of [...reading.keys, ...(reading.unread ?? [])]) {
    if (!UUID.test(String(value)) || !isBare(node) || reading.keys.every((key) => key.node === node)) continue;
    const field = fieldAt(fields, node);
    if (field === null) continue;
    field.received += 1;
    noteValue(field, String(value), true, false);
  }
}

const tellsOfEvent = (message: string): boolean =>
  message
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some(isEvent);

const isBare = (node: PathNode): boolean => nameWords(node.segments.at(-1) ?? '').every(isIdentifier);

/** What was seen of a field; null of one too many. */
function fieldAt(fields: Map<PathNode, EventField>, node: PathNode): EventField | null {
  const known = fields.get(node);
  if (known !== undefined || fields.size >= MOST_FIELDS) return known ?? null;
  const field = { last: new Map<string, boolean>(), count: 0, hooked: 0, received: 0, formed: 0, back: 0, others: 0 };
  fields.set(node, field);
  return field;
}

function noteValue(field: EventField, value: string, hooked: boolean, failed: boolean): void {
  const before = field.last.get(value);
  if (before === undefined && field.last.size >= MOST_VALUES) return;
  field.count += 1;
  if (hooked) field.hooked += 1;
  if (ID.test(value) && !NO_ID.test(value)) field.formed += 1;
  if (before === true) field.back += 1;
  else if (before === false) field.others += 1;
  field.last.set(value, failed);
}

/** Lets the field that behaves most as the id of an event be it; true when there is one. */
export function settleEventFields(fields: ReadonlyMap<PathNode, EventField>): boolean {
  const found = [...fields].filter(([node, field]) => holdsEvents(node, field));
  // Each try may have an id as well; that of the event is the one that comes back.
  const best = found.sort(([, a], [, b]) => b.count - b.last.size - (a.count - a.last.size))[0];
  if (best === undefined) return false;
  best[0].key = null;
  give(best[0], 'event_key', 'id');
  return true;
}

function holdsEvents(node: PathNode, field: EventField): boolean {
  const { last, count, formed, hooked, received, back, others } = field;
  if (last.size < LEAST || formed < MOST * count || count > SENT * last.size) return false;
  if (saysEvent(node) || received >= MOST * count) return true;
  if (nameWords(node.name).some((word) => word !== 'x' && isMachinery(word))) return false;
  return hooked >= MOST * count && back >= LEAST_BACK && back >= MOST * (back + others);
}

/** Below the headers, or under a name that only headers have. */
const inHeaders = (node: PathNode): boolean =>
  node.segments.slice(0, -1).some((part) => /^headers?$/i.test(part)) || /^x[-_][a-z]+[-_]/i.test(node.segments.at(-1) ?? '');

/** The last word, but for one that only says that an identifier follows. */
function saysEvent(node: PathNode): boolean {
  const words = nameWords(node.segments.at(-1) ?? '');
  while (words.length > 1 && isIdentifier(words.at(-1)!)) words.pop();
  return isEvent(words.at(-1) ?? '');
}
