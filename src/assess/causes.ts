/** Which finding follows from which: consequences are told with their cause, not as alarms of their own. */
import type { Draft } from './draft.js';
import { beginsInTime, closeInTime, sameOperation, sameTarget, sharedKeys } from './meet.js';

/** Links from the fingerprint of a consequence to the fingerprints of its nearest causes. */
export type Causes = ReadonlyMap<string, readonly string[]>;

interface Link {
  readonly cause: string;
  readonly consequence: string;
  readonly category: string;
  /** Greater is nearer: shared records first, then the operation, then the target. */
  readonly nearness: number;
  readonly apart: number;
}

/** Two sets of records speak of the same work when a fifth of the smaller one is in both; single shared keys happen by chance. */
const SHARED_RECORDS = 0.2;

/**
 * Finds the nearest cause of each finding, one per category that its rule names. No cycles: of links
 * that would close one, the weakest is left out. A cause that is itself reached through another
 * cause is not named twice.
 */
export function linkCauses(drafts: readonly Draft[]): Causes {
  const links = drafts.flatMap((draft) => nearest(drafts.flatMap((other) => linkOf(other, draft))));
  const causes = new Map<string, string[]>(drafts.map((draft) => [draft.fingerprint, []]));
  for (const link of links.sort(nearerFirst)) {
    if (!reaches(causes, link.cause, link.consequence)) causes.get(link.consequence)?.push(link.cause);
  }
  return new Map([...causes].map(([consequence, found]) => [consequence, found.filter((cause) => !isFarther(causes, found, cause))]));
}

function linkOf(cause: Draft, consequence: Draft): Link[] {
  const [a, b] = [cause.detection, consequence.detection];
  if (cause === consequence || !consequence.rule.caused_by.includes(a.category) || !beginsInTime(a, b)) return [];
  const records = sharedKeys(a, b);
  const [operation, target] = [sameOperation(a, b), sameTarget(a, b)];
  const byRecords = records >= SHARED_RECORDS;
  if (!byRecords && !((operation || target) && closeInTime(a, b))) return [];
  return [
    {
      cause: cause.fingerprint,
      consequence: consequence.fingerprint,
      category: a.category,
      nearness: (byRecords ? 4 + records : 0) + (operation ? 2 : 0) + (target ? 1 : 0),
      apart: Math.abs((a.window?.start_ms ?? 0) - (b.window?.start_ms ?? 0)),
    },
  ];
}

/** The nearest link of each category. */
function nearest(links: readonly Link[]): Link[] {
  const best = new Map<string, Link>();
  for (const link of [...links].sort(nearerFirst)) if (!best.has(link.category)) best.set(link.category, link);
  return [...best.values()];
}

function nearerFirst(a: Link, b: Link): number {
  return b.nearness - a.nearness || a.apart - b.apart || (a.cause + a.consequence < b.cause + b.consequence ? -1 : 1);
}

/** True when `from` follows from `to`, directly or through others. */
function reaches(causes: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  return from === to || (causes.get(from) ?? []).some((cause) => reaches(causes, cause, to));
}

/** True when another of the causes found already follows from this one. */
function isFarther(causes: ReadonlyMap<string, readonly string[]>, found: readonly string[], cause: string): boolean {
  return found.some((other) => other !== cause && reaches(causes, other, cause));
}
