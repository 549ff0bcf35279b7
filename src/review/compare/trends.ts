/** Many audits in the order of time: how many findings each had, and what became of each fault. */
import type { TrendLine, Trends } from '../../model/comparison.js';
import { type Finding, SEVERITIES } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { pairFindings } from './pair.js';
import { trafficOf, workOf } from './traffic.js';

/** Audits whose input states no time have no place in the order and are left out. */
export function trendsOf(reviews: readonly Review[]): Trends {
  const dated = reviews.filter(({ span }) => span !== null).sort((a, b) => ((a.span?.start ?? '') < (b.span?.start ?? '') ? -1 : 1));
  const rows = rowsOf(dated);
  const lines = [...rows].map(([fingerprint, found]): TrendLine => {
    const latest = found.filter((one) => one !== null).at(-1) as Finding;
    return { fingerprint, title: latest.title, values: dated.map((review, at) => harmRate(review, found[at] ?? null, latest)) };
  });
  return {
    audits: dated.map((review) => ({
      start: review.span?.start ?? '',
      end: review.span?.end ?? '',
      findings: Object.fromEntries(
        SEVERITIES.map((severity) => [severity, review.findings.filter((one) => one.severity === severity).length]),
      ) as Trends['audits'][number]['findings'],
      work: workOf(review),
    })),
    lines: lines
      .filter(({ values }) => values.some((value) => value !== null && value > 0))
      .sort((a, b) => last(b) - last(a) || (a.fingerprint < b.fingerprint ? -1 : 1)),
  };
}

const last = ({ values }: TrendLine): number => values.at(-1) ?? 0;

/** Fingerprint of the first finding of a fault to its finding in each audit. */
function rowsOf(reviews: readonly Review[]): Map<string, (Finding | null)[]> {
  const rows = new Map<string, (Finding | null)[]>();
  let known = new Map<string, string>();
  let before: Finding[] = [];
  for (const [at, { findings, suppressed }] of reviews.entries()) {
    const now = [...findings, ...suppressed];
    const next = new Map(known);
    for (const pair of pairFindings(before, now)) {
      if (pair.after === null) continue;
      const key = known.get((pair.before ?? pair.after).fingerprint) ?? (pair.before ?? pair.after).fingerprint;
      next.set(pair.after.fingerprint, key);
      const row = rows.get(key) ?? reviews.map(() => null);
      row[at] = pair.after;
      rows.set(key, row);
    }
    // A fault that is not seen in one audit may be back in the next.
    before = [...now, ...before.filter((old) => !now.some(({ fingerprint }) => fingerprint === old.fingerprint))];
    known = next;
  }
  return rows;
}

/** Harm per 1,000 pieces of work; 0 where the rule looked and found nothing, null where it could not or nothing was to do. */
function harmRate(review: Review, finding: Finding | null, latest: Finding): number | null {
  const traffic = trafficOf(review, review, latest.subject);
  if (traffic.basis === 'none' || traffic.after === 0) return null;
  if (finding === null) {
    const outcome = review.rules.find(({ rule }) => rule === latest.rule)?.outcome;
    return outcome === 'clear' || outcome === 'found' ? 0 : null;
  }
  const counted = review.ruleTexts[finding.rule]?.counted[0];
  const harm = finding.records.total > 0 ? finding.records.total : counted === undefined ? undefined : finding.measures[counted];
  return harm === undefined ? null : Math.round((harm / traffic.after) * 1_000_000) / 1_000;
}
