/**
 * Finds numbers that count how often an event was handed over under a name that elsewhere names a record, or none that is known:
 * `evt=e-7 delivery=2`. For each event they begin with 1 and rise one by one; numbers of shipments do not.
 */

import { nameWords } from '../plan/names.js';
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { LEAST, MOST, MOST_VALUES } from './bounds.js';
import { give } from './fields.js';
import { isDelivery } from './words.js';

/** What was seen of a number beside the id of an event. */
export interface Deliveries {
  /** Last number of each event. */
  readonly last: Map<string, number>;
  /** How often the number was the next one of its event, and how often any other. */
  next: number;
  others: number;
}

/** Notes the numbers of a record that names an event. */
export function noteDelivery(deliveries: Map<PathNode, Deliveries>, reading: Reading): void {
  const event = reading.slots.get('event_key')?.value;
  if (typeof event !== 'string') return;
  for (const { node, value } of [...reading.keys, ...(reading.unread ?? [])]) {
    if (!isDelivery(nameWords(node.name).at(-1) ?? '')) continue;
    const seen = deliveries.get(node) ?? { last: new Map<string, number>(), next: 0, others: 0 };
    deliveries.set(node, seen);
    const number = /^\d{1,2}$/.test(String(value)) ? Number(value) : Number.NaN;
    const before = seen.last.get(event) ?? 0;
    if (number === before) continue;
    if (number === before + 1) seen.next += 1;
    else seen.others += 1;
    if (before > 0 || seen.last.size < MOST_VALUES) seen.last.set(event, number);
  }
}

/** Makes attempts of them where they behave as such. */
export function settleDeliveries(deliveries: ReadonlyMap<PathNode, Deliveries>): void {
  for (const [node, { next, others }] of deliveries) {
    if (next < LEAST || next < MOST * (next + others)) continue;
    node.key = null;
    give(node, 'attempt', 'count');
  }
}
