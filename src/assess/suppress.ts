/** Findings that somebody accepted until a day: they are kept apart, and count again from the day after. */
import type { Finding, PlacedFinding } from '../model/finding.js';
import { namePattern } from '../model/name-pattern.js';
import type { ExpiredSuppression, SuppressedFinding } from '../model/suppressed.js';
import type { Suppression } from '../model/suppression.js';
import type { Unmatched } from '../model/unmatched.js';
import { nearestName } from '../util/nearest.js';

export interface Judged {
  /** What counts, in the order of the review. */
  readonly findings: readonly PlacedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly expired: readonly ExpiredSuppression[];
  /** Suppressions that cover none of the findings. */
  readonly unmatched: readonly Unmatched[];
}

type Locate = (path: readonly PropertyKey[]) => string;

/**
 * Takes the suppressed findings out and numbers all anew, those that count first.
 * @param today YYYY-MM-DD; a suppression holds until the end of its last day.
 */
export function suppress(
  findings: readonly PlacedFinding[],
  suppressions: readonly Suppression[],
  today: string,
  locate: Locate = plainPlace,
): Judged {
  const valid = suppressions.filter(({ until }) => until >= today);
  const over = suppressions.filter(({ until }) => until < today);
  const by = new Map(findings.map((finding) => [finding, valid.find((one) => covers(one, finding))]));
  const hidden = findings.filter((finding) => by.get(finding));
  const open = findings.filter((finding) => !by.get(finding));
  const ids = new Map([...open, ...hidden].map(({ id }, at) => [id, `F-${String(at + 1).padStart(3, '0')}`]));
  const place = (one: Suppression) => locate(['suppressions', suppressions.indexOf(one)]);
  const counting = new Set(open.map(({ id }) => ids.get(id) as string));
  const renamed = (finding: PlacedFinding) => renumbered(finding, ids);
  return {
    findings: open.map(renamed).map((finding) => ({
      ...finding,
      state: over.some((one) => covers(one, finding)) ? 'expired' : 'open',
      causedBy: finding.causedBy.filter((id) => counting.has(id)),
      leadsTo: finding.leadsTo.filter((id) => counting.has(id)),
    })),
    suppressed: hidden.map((finding) => {
      const { reason, author, until } = by.get(finding) as Suppression;
      const { places: _, ...kept } = renamed(finding);
      return {
        ...kept,
        state: 'suppressed',
        suppression: { reason, author, until, place: place(by.get(finding) as Suppression) },
      };
    }),
    expired: over.map((one) => ({
      meant: wordsOf(one),
      reason: one.reason,
      author: one.author,
      until: one.until,
      place: place(one),
      findings: open.flatMap((finding) => (covers(one, finding) ? [ids.get(finding.id) as string] : [])),
    })),
    unmatched: suppressions.flatMap((one, at) =>
      findings.some((finding) => covers(one, finding))
        ? []
        : [{ path: ['suppressions', at], message: unmatchedMessage(one, findings, today) }],
    ),
  };
}

/** Whether the suppression means the finding. */
export function covers(one: Suppression, { fingerprint, rule, subject }: Pick<Finding, 'fingerprint' | 'rule' | 'subject'>): boolean {
  if (one.fingerprint !== undefined) return one.fingerprint === fingerprint;
  if (one.rule !== rule) return false;
  return (['source', 'target', 'operation'] as const).every((part) => {
    const pattern = one[part];
    return pattern === undefined || (subject[part] !== null && namePattern(pattern).test(subject[part]));
  });
}

function renumbered(finding: PlacedFinding, ids: ReadonlyMap<string, string>): PlacedFinding {
  const renamed = (old: readonly string[]) => old.flatMap((id) => ids.get(id) ?? []).sort();
  return { ...finding, id: ids.get(finding.id) ?? finding.id, causedBy: renamed(finding.causedBy), leadsTo: renamed(finding.leadsTo) };
}

function wordsOf({ fingerprint, rule, source, target, operation }: Suppression): string {
  if (fingerprint !== undefined) return fingerprint;
  return [rule, ...[source && `from ${source}`, target && `at ${target}`, operation].filter((part) => part !== undefined)].join(' ');
}

function unmatchedMessage(one: Suppression, findings: readonly Finding[], today: string): string {
  const over = one.until < today ? `its last day was ${one.until}, and it ` : '';
  if (one.fingerprint !== undefined) {
    const near = nearestName(
      one.fingerprint,
      findings.map(({ fingerprint }) => fingerprint),
    );
    return `${one.fingerprint}: ${over}is no finding of this audit; ${near === null ? 'the fault is gone or was not seen: take the entry out' : `did you mean ${near}?`}`;
  }
  const same = findings.filter(({ rule }) => rule === one.rule);
  const part = (['operation', 'target', 'source'] as const).find(
    (name) =>
      one[name] !== undefined &&
      !same.some(({ subject }) => subject[name] !== null && namePattern(one[name] as string).test(subject[name])),
  );
  const names = part === undefined ? [] : [...new Set(same.flatMap(({ subject }) => subject[part] ?? []))];
  const near = part === undefined ? null : nearestName((one[part] ?? '').replaceAll('*', ''), names);
  return `${wordsOf(one)}: ${over}covers no finding of this audit; ${near === null ? 'take the entry out' : `did you mean ${near}?`}`;
}

const plainPlace = (path: readonly PropertyKey[]): string => path.map(String).join('.');
