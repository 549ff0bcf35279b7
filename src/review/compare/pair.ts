/** Which finding of the later audit is which of the earlier one. */
import type { Finding } from '../../model/finding.js';
import { normalize, normalizeCause, normalizeOperation } from '../../model/identity.js';

export interface Pair {
  readonly before: Finding | null;
  readonly after: Finding | null;
  /** The names differ; nothing else fits either of the two. */
  readonly renamed: boolean;
}

/**
 * By fingerprint first. What is left is paired where rule and cause are the same and the names do not contradict, if
 * that leaves no choice: a log less or more may add or take the name of a caller, which makes no fault of it.
 */
export function pairFindings(before: readonly Finding[], after: readonly Finding[]): Pair[] {
  const known = new Map(before.map((finding) => [finding.fingerprint, finding]));
  const met = new Set(after.filter(({ fingerprint }) => known.has(fingerprint)).map(({ fingerprint }) => fingerprint));
  const [left, right] = [before, after].map((findings) => findings.filter(({ fingerprint }) => !met.has(fingerprint))) as [
    Finding[],
    Finding[],
  ];
  const renamed = right.flatMap((finding) => {
    const fitting = left.filter((other) => mayBeOne(other, finding));
    const [only] = fitting;
    return only && fitting.length === 1 && right.filter((other) => mayBeOne(only, other)).length === 1
      ? [{ before: only, after: finding, renamed: true }]
      : [];
  });
  const taken = new Set(renamed.flatMap((pair) => [pair.before, pair.after]));
  return [
    ...after
      .filter(({ fingerprint }) => met.has(fingerprint))
      .map((finding) => ({ before: known.get(finding.fingerprint) as Finding, after: finding, renamed: false })),
    ...renamed,
    ...right.filter((finding) => !taken.has(finding)).map((finding) => ({ before: null, after: finding, renamed: false })),
    ...left.filter((finding) => !taken.has(finding)).map((finding) => ({ before: finding, after: null, renamed: false })),
  ];
}

/** The same rule and cause, no name against another, and at least one name in common. */
function mayBeOne(a: Finding, b: Finding): boolean {
  if (a.rule !== b.rule || normalizeCause(a.cause) !== normalizeCause(b.cause)) return false;
  const parts = (['source', 'target', 'operation'] as const).map((part) => [normalized(part, a), normalized(part, b)] as const);
  return parts.every(([x, y]) => x === '' || y === '' || x === y) && parts.some(([x, y]) => x !== '' && x === y);
}

const normalized = (part: 'source' | 'target' | 'operation', { subject }: Finding): string =>
  part === 'operation' ? normalizeOperation(subject.operation) : normalize(subject[part]);
