/** Which identifiers stand around the work of a file: the customer of many orders, beside the order. */

import type { KeyValue } from '../reading.js';
import type { PathNode } from './paths.js';

/** Different values that two identifiers had on the records that carry both. */
interface Beside {
  readonly parties: Set<string>;
  readonly works: Set<string>;
}

/** What the sample shows of a party and of the work beside it. */
export type Around = Map<PathNode, Map<PathNode, Beside>>;

/** Fewer pieces of work than this show nothing of how they belong to parties. */
const LEAST_WORKS = 20;
/** Pieces of work for one party, from which on the party is no name for one of them. Repeats alone seldom make as many. */
const WORKS_EACH = 3;
const MOST = 5000;

const isParty = ({ node }: KeyValue): boolean => node.key?.rank === 0;
/** What a target gave back has another name, an id or one that says so. */
const isWork = ({ node }: KeyValue): boolean => node.key?.rank === 3 && node.key.score >= 2;

/** Notes the identifiers of one record of the sample. */
export function noteAround(keys: readonly KeyValue[], around: Around): void {
  if (keys.length < 2) return;
  for (const party of keys.filter(isParty)) {
    for (const work of keys.filter(isWork)) {
      const works = around.get(party.node) ?? new Map<PathNode, Beside>();
      around.set(party.node, works);
      const beside = works.get(work.node) ?? { parties: new Set(), works: new Set() };
      works.set(work.node, beside);
      if (beside.works.size < MOST) beside.parties.add(party.value);
      if (beside.works.size < MOST) beside.works.add(work.value);
    }
  }
}

/** Tells the parties beside which work they are no key. */
export function settleAround(around: Around): void {
  for (const [party, works] of around) {
    party.around = new Set(
      [...works].filter(([, beside]) => beside.works.size >= Math.max(LEAST_WORKS, WORKS_EACH * beside.parties.size)).map(([node]) => node),
    );
  }
}

/** The identifiers of a record without those that stand around another of them. */
export function withoutAround(keys: readonly KeyValue[]): readonly KeyValue[] {
  if (keys.every(({ node }) => node.around.size === 0)) return keys;
  return keys.filter(({ node }) => !keys.some((other) => node.around.has(other.node)));
}
