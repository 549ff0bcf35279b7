/**
 * Identifiers that a target gives back (`-> 201 receipt=77A`) under a name that elsewhere means a record: they stand on successes alone,
 * each once, and no failure has a key that the vocabulary knows, while at one place of the texts all of them have one.
 */
import type { PathNode } from '../plan/paths.js';
import { LEAST, MOST } from './bounds.js';
import { keyIn, type Mined, mine } from './mine.js';
import type { Told } from './positions.js';

/** A text of the sample, with the paths of its keys. */
export interface ToldBeside {
  readonly told: Told;
  readonly nodes: readonly PathNode[];
}

/** Fewer texts show no habit. */
const TEXTS = 10;

/** Settles which names hold what was given back; gives what is then mined of the texts, or null where nothing is. */
export function settleGivenBack(texts: readonly ToldBeside[]): Mined | null {
  const failed = texts.filter(({ told }) => told.failed);
  const keyless = failed.filter(({ told }) => !told.keyed);
  if (keyless.length < TEXTS || keyless.length < MOST * failed.length) return null;
  const given = new Set(texts.flatMap(({ nodes }) => nodes).filter(isGiven));
  if (given.size === 0) return null;
  const holds = ({ nodes }: ToldBeside) => nodes.some((node) => given.has(node));
  const mined = mine(texts.map((one) => (holds(one) ? { ...one.told, keys: [], keyed: false } : one.told)));
  const forms = new Map<string, number>();
  const holders = texts.filter(holds);
  for (const { told } of keyless) count(forms, formOf(keyIn(told.text, mined)));
  const common = [...forms].sort((a, b) => b[1] - a[1])[0];
  if (common === undefined || common[0] === '' || common[1] < MOST * keyless.length) return null;
  // The same place holds a key of the same form where it went well.
  const alike = holders.filter(({ told }) => {
    const key = keyIn(told.text, mined);
    return formOf(key) === common[0] && !told.keys.includes(key!);
  });
  if (alike.length < MOST * holders.length) return null;
  for (const node of given) node.key = { ...node.key!, score: -1 };
  return mined;
}

function isGiven({ key, stats }: PathNode): boolean {
  return key !== null && key.score >= 0 && stats.count >= TEXTS + LEAST && stats.values.size === stats.count && stats.firstElsewhere === 0;
}

/** Letters and marks of a key; empty where there is none. */
const formOf = (key: string | null): string => (key === null ? '' : key.replace(/\d+/g, '9'));

function count(forms: Map<string, number>, form: string): void {
  forms.set(form, (forms.get(form) ?? 0) + 1);
}
