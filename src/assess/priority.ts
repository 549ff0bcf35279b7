/** The rank in the remediation plan: harm avoided per effort, a cause always before its consequences. */
import type { Severity } from '../model/finding.js';
import type { Rule } from '../model/rule.js';
import type { Causes } from './causes.js';
import type { Draft } from './draft.js';

/** A step on the scale is worth about three of the step below. */
const WEIGHT: Readonly<Record<Severity, number>> = { critical: 100, high: 30, medium: 10, low: 3, info: 1 };
/** Working days, roughly: only their proportion counts. */
const EFFORT: Readonly<Record<Rule['remedy']['effort'], number>> = { hours: 1, days: 3, weeks: 10 };
/** Mending a cause avoids most of what follows, but what was harmed already stays to be repaired. */
const FOLLOWS = 0.5;

/** Rank by fingerprint, 1 first. */
export function priorities(drafts: readonly Draft[], causes: Causes): ReadonlyMap<string, number> {
  const waiting = drafts
    .map((draft) => ({ draft, worth: worth(draft, drafts, causes) }))
    .sort((a, b) => b.worth - a.worth || (a.draft.fingerprint < b.draft.fingerprint ? -1 : 1));
  const ranks = new Map<string, number>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ draft }) => (causes.get(draft.fingerprint) ?? []).every((cause) => ranks.has(cause)));
    const [chosen] = waiting.splice(Math.max(0, next), 1);
    if (chosen) ranks.set(chosen.draft.fingerprint, ranks.size + 1);
  }
  return ranks;
}

function worth(draft: Draft, drafts: readonly Draft[], causes: Causes): number {
  const follows = drafts.filter((other) => (causes.get(other.fingerprint) ?? []).includes(draft.fingerprint));
  const avoided = harm(draft) + FOLLOWS * follows.reduce((sum, other) => sum + harm(other), 0);
  return avoided / EFFORT[draft.rule.remedy.effort];
}

/** Ten times the records is one step more, not ten times the harm: the first records hurt most. */
function harm(draft: Draft): number {
  return WEIGHT[draft.severity] * draft.confidence * (1 + Math.log10(1 + draft.detection.key_total));
}
