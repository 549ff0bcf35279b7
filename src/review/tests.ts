/** The testing matrix: a test for every failure seen, at the place where it was seen; then those that the flows must stand as well. */
import type { Finding } from '../model/finding.js';
import type { TestRow } from '../model/review.js';
import { expectedTests } from './integrations/expectations.js';
import { busiestWrite, type Material, ruleOf, subjectText } from './material.js';
import { textForAll } from './rule-text.js';

/** Places named in one row; more are counted. */
const MOST_PLACES = 3;

/** Tests of the rules that found something, then what every write between systems must stand. A test that is asked for twice stands once. */
export function testsOf(material: Material): TestRow[] {
  const rows = new Map<string, TestRow>();
  for (const id of new Set(material.findings.map(({ rule }) => rule))) {
    const found = material.findings.filter((finding) => finding.rule === id);
    for (const row of found[0] ? ruleOf(found[0], material.rules).test : [])
      for (const some of groupsFor(row, found)) addRow(rows, { ...filled(row, some), where: whereOf(some) }, some);
  }
  const busiest = busiestWrite(material.facts);
  const where = busiest ? subjectText(busiest) : null;
  const expected = expectedTests(material).map((row): TestRow => ({ ...row, where }));
  return [...rows.values(), ...expected];
}

/** A test that speaks of the cause is another one for each. */
function groupsFor({ fault, inject }: Pick<TestRow, 'fault' | 'inject'>, found: readonly Finding[]): (readonly Finding[])[] {
  return `${fault}${inject}`.includes('{cause}') ? found.map((one) => [one]) : [found];
}

function filled({ fault, inject, expect, check }: Pick<TestRow, 'fault' | 'inject' | 'expect' | 'check'>, found: readonly Finding[]) {
  const text = (template: string) => textForAll(found, template);
  return { fault: text(fault), inject: text(inject), expect: text(expect), check: text(check) };
}

/** Between whom the fault is put in: the caller is watched, the target or a proxy in front of it misbehaves. */
function whereOf(found: readonly Finding[]): string | null {
  const places = [
    ...new Set(
      found.flatMap(({ subject: { source, target, operation } }) => {
        if (target === null && operation === null) return [];
        const between = target === null ? '' : ` between ${source ?? 'the caller'} and ${target}`;
        return [`${operation ?? 'all calls'}${between}`];
      }),
    ),
  ];
  if (places.length === 0) return null;
  const more = places.length - MOST_PLACES;
  return places.slice(0, MOST_PLACES).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function addRow(rows: Map<string, TestRow>, row: Omit<TestRow, 'findings'>, found: readonly Finding[]): void {
  const key = JSON.stringify([row.fault, row.inject]);
  const known = rows.get(key);
  const ids = [...(known?.findings ?? []), ...found.map(({ id }) => id)];
  const where = [known?.where, row.where].filter((place) => place != null).join('; ');
  rows.set(key, { ...row, where: where || null, findings: [...new Set(ids)].sort() });
}
