/** The testing matrix: a test for every failure seen, then for those that these flows were checked for. */
import type { TestRow } from '../model/review.js';
import type { Material } from './material.js';

/** Rows of the rules that found something, then of those that were clear. Rules that could not judge add none: their failure may not be possible here. */
export function testsOf({ findings, rules, outcomes }: Material): TestRow[] {
  const rows = new Map<string, TestRow>();
  const judged = [...outcomes].filter(({ outcome }) => outcome === 'found' || outcome === 'clear');
  for (const { rule: id } of judged.sort((a, b) => Number(b.outcome === 'found') - Number(a.outcome === 'found'))) {
    const seen = findings.filter((finding) => finding.rule === id).map((finding) => finding.id);
    for (const row of rules.find((loaded) => loaded.id === id)?.rule.test ?? []) {
      const key = JSON.stringify([row.fault, row.inject]);
      rows.set(key, { ...row, findings: [...new Set([...(rows.get(key)?.findings ?? []), ...seen])].sort() });
    }
  }
  return [...rows.values()].sort((a, b) => Number(b.findings.length > 0) - Number(a.findings.length > 0));
}
