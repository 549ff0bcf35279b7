/** The testing matrix: a test for every failure seen, then for those that these flows were checked for. */
import type { Finding } from '../model/finding.js';
import type { TestRow } from '../model/review.js';
import type { Material } from './material.js';
import { textForAll } from './rule-text.js';

/** Rows of the rules that found something, then of those that were clear. Rules that could not judge add none: their failure may not be possible here. */
export function testsOf({ findings, rules, outcomes }: Material): TestRow[] {
  const rows = new Map<string, TestRow>();
  const judged = [...outcomes].filter(({ outcome }) => outcome === 'found' || outcome === 'clear');
  for (const { rule: id } of judged.sort((a, b) => Number(b.outcome === 'found') - Number(a.outcome === 'found'))) {
    const found = findings.filter((finding) => finding.rule === id);
    for (const row of rules.find((loaded) => loaded.id === id)?.rule.test ?? []) addRow(rows, filled(row, found), found);
  }
  return [...rows.values()].sort((a, b) => Number(b.findings.length > 0) - Number(a.findings.length > 0));
}

function filled({ fault, inject, expect, check }: Omit<TestRow, 'findings'>, found: readonly Finding[]): Omit<TestRow, 'findings'> {
  const text = (template: string) => textForAll(found, template);
  return { fault: text(fault), inject: text(inject), expect: text(expect), check: text(check) };
}

/** Two rules may ask for the same test: then it stands once, for both. */
function addRow(rows: Map<string, TestRow>, row: Omit<TestRow, 'findings'>, found: readonly Finding[]): void {
  const key = JSON.stringify([row.fault, row.inject]);
  const ids = [...(rows.get(key)?.findings ?? []), ...found.map(({ id }) => id)];
  rows.set(key, { ...row, findings: [...new Set(ids)].sort() });
}
