/**
 * What a value at a path stands for, as far as the two alone tell. Most paths hold few values (levels, methods, hosts,
 * statuses): what each of them stands for is worked out once.
 */
import { ownCopy } from '../../util/memo.js';
import type { Slot } from '../reading.js';
import { noteSecretsAt } from '../secrets/record-secrets.js';
import type { Spelling } from '../vocabulary/spellings.js';
import { fits } from './fits.js';
import { believe } from './guards.js';
import { isKeyValue } from './key-names.js';
import type { PathNode } from './paths.js';

export type Scalar = string | number | boolean;

export interface Meaning {
  /** The field that it belongs to; null when no field of the path believes it. */
  readonly spelling: Spelling | null;
  /** The value as that field wants it, where it stands in a field of the record. */
  readonly slot: Slot | null;
  /** Where no field believes it: true when it identifies a record. */
  readonly isKey: boolean;
  /** Kinds of secrets that stand in it. */
  readonly secrets: readonly string[];
}

/** Meanings of the values of one path. */
interface Known {
  readonly meanings: Map<Scalar, Meaning>;
  /** How often a value was asked for since the meanings were forgotten. */
  asked: number;
}

/** Meanings by path, for the paths that do not have another value each time. */
export type Meanings = Map<PathNode, Known | null>;

/** Values of a path that are kept. */
const KEPT = 256;
/** Where values come back less often than this, each record has its own. */
const LEAST_ASKED = 4 * KEPT;
/** Paths of which values are kept. */
const PATHS = 1_000;
/** Longer texts seldom come back. */
const LONGEST = 200;

/** The meaning of a value; remembered among `known`, where that is given. */
export function meaningOf(value: Scalar, node: PathNode, known: Meanings | null): Meaning {
  if (known === null || (typeof value === 'string' && value.length > LONGEST)) return makeMeaning(value, node);
  const ofPath = known.get(node);
  if (ofPath === null) return makeMeaning(value, node);
  const before = ofPath?.meanings.get(value);
  if (ofPath !== undefined) ofPath.asked += 1;
  if (before !== undefined) return before;
  return remember(value, node, ofPath, known);
}

function remember(value: Scalar, node: PathNode, ofPath: Known | undefined, known: Meanings): Meaning {
  const own = typeof value === 'string' ? ownCopy(value) : value;
  const meaning = makeMeaning(own, node);
  if (ofPath === undefined) {
    if (known.size < PATHS) known.set(node, { meanings: new Map([[own, meaning]]), asked: 1 });
  } else if (ofPath.meanings.size < KEPT) ofPath.meanings.set(own, meaning);
  else if (ofPath.asked < LEAST_ASKED) known.set(node, null);
  else {
    ofPath.meanings.clear();
    ofPath.asked = 0;
  }
  return meaning;
}

function makeMeaning(value: Scalar, node: PathNode): Meaning {
  const secrets = typeof value === 'string' && value.length >= 4 ? secretsIn(value, node) : NONE;
  for (const spelling of node.fields) {
    const believed = believe(spelling.guard, value, node.unit, spelling.top);
    if (believed !== null && fits(spelling.field, value, node))
      return { spelling, slot: { value: believed, rank: spelling.rank, node }, isKey: false, secrets };
  }
  const isKey = typeof value !== 'boolean' && node.key !== null && isKeyValue(value, node.key);
  return { spelling: null, slot: null, isKey, secrets };
}

const NONE: readonly string[] = [];

function secretsIn(value: string, node: PathNode): readonly string[] {
  const kinds: string[] = [];
  noteSecretsAt(value, node, kinds);
  return kinds.length === 0 ? NONE : kinds;
}
