/** The order of the review: gravest first, root before consequence, more records before fewer. */
import type { Causes } from './causes.js';
import type { Draft } from './draft.js';
import { rank } from './severity.js';

/** Drafts in the order in which they get their ids. */
export function inOrder(drafts: readonly Draft[], causes: Causes): Draft[] {
  return [...drafts].sort(
    (a, b) =>
      rank(a.severity) - rank(b.severity) ||
      depth(causes, a.fingerprint) - depth(causes, b.fingerprint) ||
      b.detection.key_total - a.detection.key_total ||
      (a.fingerprint < b.fingerprint ? -1 : 1),
  );
}

/** Number of steps to the root of the chain; 0 for a root. */
export function depth(causes: Causes, fingerprint: string): number {
  return Math.max(0, ...(causes.get(fingerprint) ?? []).map((cause) => 1 + depth(causes, cause)));
}
