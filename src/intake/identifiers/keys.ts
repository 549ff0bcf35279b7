/**
 * Which identifier of a record is the key of the business record, and which one the target gave to
 * what it created. Told by behaviour as much as by name: a key also stands on received, failed and
 * repeated records, a created id on successes only and on each but once.
 */
import { withoutAround } from '../plan/around.js';
import type { PathNode } from '../plan/paths.js';
import type { KeyValue } from '../reading.js';

/** What the identifiers of a record are. */
export interface ChosenKeys {
  readonly key: KeyValue | null;
  readonly created: KeyValue | null;
}

/**
 * Turns what was seen of each path in the sample into preferences. Call once, when the sample is read.
 * @param logged Records of the sample that have a message.
 * @param root Where the paths of the records begin.
 */
export function learnKeys(nodes: readonly PathNode[], logged: number, root: PathNode): void {
  const candidates = nodes.filter((node) => node.key !== null && node.stats.count > 0);
  const seenElsewhere = candidates.some((node) => elsewhere(node) > 0.02);
  // Where a message of a log of messages stands.
  const isMessage = root.children.has('offset') && root.children.has('partition');
  const most = Math.max(1, ...candidates.map((node) => node.stats.count));
  for (const node of candidates) {
    const { count, values } = node.stats;
    const share = elsewhere(node);
    const alsoElsewhere = share > 0.02 ? 3 + 2 * share : 0;
    const onlyOnSuccess = seenElsewhere && share === 0 && count >= 3 ? -2 : 0;
    // The same value over and over is a tenant, a sheet or a shop, unless nothing else identifies the record.
    const constant = count >= 20 && values.size <= Math.max(1, count / 50) ? -6 : 0;
    const ofTheLine = isOfTheLine(node, logged) && candidates.some((other) => other !== node && other.stats.count >= 0.2 * count) ? -8 : 0;
    node.unique = count >= 5 && values.size >= 0.9 * count;
    // What is published under a key of its own is the record of that key, whatever articles it names.
    const published = node.unique && node.key?.name === 'key' && isMessage ? 3 : 0;
    node.keyScore = alsoElsewhere + onlyOnSuccess + constant + ofTheLine + published + 2 * (count / most);
    node.fromSuccess = share <= 0.3;
  }
}

/** A bare id on every line of a log, another one each time, is how the store of the logs calls the line. */
function isOfTheLine({ key, stats }: PathNode, logged: number): boolean {
  return (key?.name === 'id' || key?.name === 'uuid') && logged >= 20 && stats.count >= logged && stats.values.size >= stats.count;
}

/** Share of the values that were met before anything told of a success. */
function elsewhere(node: PathNode): number {
  return node.stats.firstElsewhere / Math.max(1, node.stats.values.size);
}

const total = (node: PathNode): number => node.keyScore + (node.key?.score ?? 0) + (node.key?.rank ?? 0);

/**
 * Chooses among the identifiers of one record.
 * @param all The identifiers, those that stand around the work among them.
 * @param success True when the record tells that something was created or changed.
 */
export function chooseKeys(all: readonly KeyValue[], success: boolean): ChosenKeys {
  const keys = withoutAround(all);
  if (keys.length === 0) return { key: null, created: null };
  if (keys.length === 1) return single(keys[0]!, success);
  const ordered = inOrder(keys);
  const key = ordered[0]!;
  const created = success ? createdAmong(ordered.slice(1), key) : null;
  return { key, created };
}

/** The likeliest key first; of those that are as likely the first that stood there. They are few: `sort` would take longer. */
function inOrder(keys: readonly KeyValue[]): KeyValue[] {
  const ordered: KeyValue[] = [];
  for (const key of keys) {
    const likely = total(key.node);
    let at = ordered.length;
    for (; at > 0 && total(ordered[at - 1]!.node) < likely; at--) ordered[at] = ordered[at - 1]!;
    ordered[at] = key;
  }
  return ordered;
}

/** A lone identifier with a name like target_id or a bare id on a success is what was created. */
function single(only: KeyValue, success: boolean): ChosenKeys {
  const score = only.node.key?.score ?? 0;
  return success && score < 0 && only.node.fromSuccess ? { key: null, created: only } : { key: only, created: null };
}

function createdAmong(others: readonly KeyValue[], key: KeyValue): KeyValue | null {
  const plausible = others.filter(
    (one) => one.value !== key.value && one.node.fromSuccess && (one.node.key?.score ?? 0) <= 3 && one.node.key?.rank !== 1,
  );
  const own = plausible.filter((one) => one.node.key?.rank !== 0);
  return (
    (own.length > 0
      ? own
      : plausible.filter((one) => (one.node.key?.score ?? 0) < 0 || (one.node.unique && (one.node.key?.score ?? 0) <= 1))
    ).at(-1) ?? null
  );
}
