/**
 * Finds ids of what a receiver made for an event, under names that no vocabulary knows: `{"event_id": "e-1", "grant": "cg_04b0786c63"}`.
 * No two lines hold the same one, and one sentence alone speaks of them; ids of requests, runs and traces stand in several.
 */

import { nameWords } from '../plan/names.js';
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { MOST_VALUES } from './bounds.js';
import { isMachinery } from './words.js';

/** What was seen of a field on lines about events. */
export interface Given {
  readonly values: Set<string>;
  readonly sentences: Set<string>;
  count: number;
  /** Lines that name no event. */
  others: number;
}

/** Fewer values than these show no behaviour. */
const LEAST = 8;
const MOST_FIELDS = 200;
/** Letters and digits of one length, or a number: no time, no word, no measure. */
const ID = /^(?=.*\d)[A-Za-z0-9][\w.:/-]{4,63}$/;
const NO_ID =
  /^\d{1,4}$|^\d+\.\d+|^\d{4}-\d\d|^\d\d:\d\d|^1[5-9]\d{8}(?:\d{3})?$|^[\d.]+(?:ms|s|kb|mb|b)$|^\/|:\/\/|^\d{1,3}(?:\.\d{1,3}){3}/i;
const NOT_MADE =
  /pass|secret|token|auth|cookie|session|sign|hmac|digest|hash|etag|sum|nonce|credential|key|time|date|ip|addr|host|url|path|ray|corr|span|trace|agent/i;
/** How sounds what a target gave back, in `key-names.ts`. */
const SCORE = -1;

/** Notes the values of a record whose role no name tells. */
export function noteGiven(fields: Map<PathNode, Given>, reading: Reading, message: string | null): void {
  const event = reading.slots.has('event_key');
  for (const { node, value } of reading.unread ?? []) {
    const known = fields.get(node);
    if (known === undefined && (fields.size >= MOST_FIELDS || NOT_MADE.test(node.name))) continue;
    const field = known ?? { values: new Set<string>(), sentences: new Set<string>(), count: 0, others: 0 };
    if (known === undefined) fields.set(node, field);
    field.count += 1;
    if (!event) field.others += 1;
    if (field.values.size < MOST_VALUES) field.values.add(String(value));
    if (field.sentences.size < 3) field.sentences.add(sentenceOf(message));
  }
}

/** The first words of a text, which are the same on all lines of a sentence. */
const sentenceOf = (message: string | null): string =>
  (message ?? '')
    .split(/[=:\d]/, 1)[0]!
    .trim()
    .toLowerCase();

/** Makes identifiers of those that behave as what was made; true when there are any. */
export function settleGiven(fields: ReadonlyMap<PathNode, Given>): boolean {
  let found = false;
  for (const [node, field] of fields) {
    if (node.key !== null || node.fields.length > 0 || !isMade(node, field)) continue;
    node.key = { name: node.name, score: SCORE, rank: 2, sure: true };
    found = true;
  }
  return found;
}

function isMade(node: PathNode, { values, sentences, count, others }: Given): boolean {
  if (count < LEAST || values.size < count || others > 0 || sentences.size > 1 || sentences.has('')) return false;
  if (nameWords(node.name).some(isMachinery)) return false;
  const texts = [...values];
  // Ids of one target are written alike.
  const { length } = texts[0]!;
  return texts.every((text) => Math.abs(text.length - length) <= 1 && ID.test(text) && !NO_ID.test(text));
}
