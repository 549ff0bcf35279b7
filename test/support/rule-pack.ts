/** What every rule of a pack must show; one test file for each pack, so that they run side by side. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadedRule, Threshold } from '../../src/model/rule.js';
import type { TaxonomyEntry } from '../../src/model/taxonomy.js';
import { runCase } from '../../src/rule-cases.js';
import { loadCases, loadRules } from '../../src/rulepack/load.js';
import { loadTaxonomy } from '../../src/rulepack/taxonomy.js';
import { BUILT_IN_RULES, TAXONOMY } from '../../src/util/version.js';

const SUBJECT = ['operation', 'target', 'source', 'cause', 'keys'];

/** Declares the tests of the rules of a pack: their own cases, and what must hold of every rule. */
export async function testPack(pack: string): Promise<void> {
  const rules = (await loadRules([BUILT_IN_RULES])).rules.filter(({ id }) => id.startsWith(`${pack}/`));
  it('has rules', () => expect(rules).not.toEqual([]));
  describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
    testCases(rule);
    testWords(rule);
  });
}

/** The cases in the rule's `cases.yaml`. */
function testCases(rule: LoadedRule): void {
  const cases = loadCases(rule);
  let taxonomy: readonly TaxonomyEntry[];
  beforeAll(() => {
    taxonomy = loadTaxonomy(TAXONOMY);
  });

  it.each(cases.map((ruleCase) => [ruleCase.name, ruleCase] as const))('%s', async (_name, ruleCase) => {
    expect((await runCase(rule, ruleCase, taxonomy)).failures).toEqual([]);
  });

  it.each(['finding', 'clear', 'not_judged'] as const)('has a case that expects: %s', (expected) => {
    expect(cases.map((ruleCase) => ruleCase.expect)).toContain(expected);
  });
}

/** Parameters and words of a rule agree with its SQL and measures. */
function testWords(rule: LoadedRule): void {
  it('uses the parameters that it declares, and no others', () => {
    expect(parametersUsed(rule)).toEqual(Object.keys(rule.rule.parameters).sort());
  });

  it('has parameters whose default lies within their bounds', () => {
    const faults = Object.entries(rule.rule.parameters).filter(([, p]) => !(p.min <= p.default && p.default <= p.max));
    expect(faults).toEqual([]);
  });

  it('says of every measure what it counts', () => {
    const silent = Object.entries(rule.rule.measures).filter(([, measure]) => measure.doc.trim().length < 10);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('has a title with a number in it, and no placeholder that nothing fills', () => {
    const names = [...rule.rule.title.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
    const measures = Object.keys(rule.rule.measures);
    expect(
      names.filter((name) => measures.includes(name)),
      'measures in the title',
    ).not.toEqual([]);
    expect(names.filter((name) => !measures.includes(name) && !SUBJECT.includes(name))).toEqual([]);
  });
}

function parametersUsed({ rule, sql }: LoadedRule): string[] {
  const bounds = (thresholds: readonly Threshold[]) => thresholds.flatMap(({ at_least, at_most }) => [at_least, at_most]);
  const named = bounds([...rule.when, ...rule.severity.raise, ...rule.severity.lower]).filter((bound) => typeof bound === 'string');
  const inSql = [...sql.matchAll(/\$([a-z_]\w*)/g)].map((match) => match[1] as string);
  return [...new Set([...named, ...inSql])].sort();
}
