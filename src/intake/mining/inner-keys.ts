/**
 * Finds ids of flows and jobs that are put together from a word and the key of the record that the flow is about:
 * `sample-SMP-61209`, `order-sync:SO-4711`, `invoice/88231`. Where its lines name no record otherwise, that key is the record's.
 */

import { nameWords } from '../plan/names.js';
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { MOST_VALUES } from './bounds.js';
import { isNoun } from './words.js';

/** What was seen of the ids of flows at a path. */
export interface FlowIds {
  count: number;
  /** Ids that are put together so. */
  formed: number;
  /** Lines on which another key stands. */
  keyed: number;
  readonly words: Set<string>;
  readonly keys: Set<string>;
}

/** Fewer ids than these show no form. */
const LEAST = 8;
const MOST = 0.95;
/** Flows of so few kinds run in one program. */
const KINDS = 4;
const SLOTS = ['correlation_id', 'job_id'];
const FORM = /^([A-Za-z][A-Za-z_-]*?)[-_:/.]((?:[A-Z]{1,6}[-_]?)?\d{3,}(?:[-/]\d{1,4})?)$/;

/** The word and the key of such an id; digits alone are a key behind a noun. */
export function innerKey(value: string): { readonly word: string; readonly key: string } | null {
  const m = FORM.exec(value);
  if (m === null) return null;
  const word = nameWords(m[1]!).at(-1) ?? '';
  return /^\d/.test(m[2]!) && !isNoun(word) ? null : { word, key: m[2]! };
}

/** Notes the ids of flows of a record. */
export function noteFlowIds(ids: Map<PathNode, FlowIds>, reading: Reading): void {
  for (const slot of SLOTS) {
    const { node, value } = reading.slots.get(slot) ?? {};
    if (node === undefined || typeof value !== 'string') continue;
    const seen = ids.get(node) ?? { count: 0, formed: 0, keyed: 0, words: new Set<string>(), keys: new Set<string>() };
    ids.set(node, seen);
    seen.count += 1;
    if (reading.keys.some((key) => key.node.key!.score >= 0)) seen.keyed += 1;
    const inner = innerKey(value);
    if (inner === null) continue;
    seen.formed += 1;
    if (seen.words.size <= KINDS) seen.words.add(inner.word);
    if (seen.keys.size < MOST_VALUES) seen.keys.add(inner.key);
  }
}

/** Lets the paths whose ids are put together so give the keys in them; true when there are any. */
export function settleFlowIds(ids: ReadonlyMap<PathNode, FlowIds>): boolean {
  let found = false;
  for (const [node, { count, formed, keyed, words, keys }] of ids) {
    if (count < LEAST || formed < MOST * count || keyed > (1 - MOST) * count || words.size > KINDS || keys.size < LEAST / 2) continue;
    node.key = { name: [...words][0]!, score: 2, rank: 3, sure: true };
    node.inner = true;
    found = true;
  }
  return found;
}
