/** `caseharden rules test`: every rule on its own cases. */
import fs from 'node:fs';
import type { LoadedRule } from '../model/rule.js';
import { type CaseResult, runCase } from '../rule-cases.js';
import { loadCases } from '../rulepack/load.js';
import { requireRules } from '../rulepack/required.js';
import { loadTaxonomy } from '../rulepack/taxonomy.js';
import { count } from '../util/numbers.js';
import { UserError } from '../util/user-error.js';
import { BUILT_IN_RULES, TAXONOMY } from '../util/version.js';
import { findRule } from './rules.js';
import { coloursFor, print } from './terminal.js';

/** Exit status 0 when every case holds, 2 when one does not. `which` is a folder of packs or a rule. */
export async function testRules(which: string | undefined): Promise<number> {
  const results: CaseResult[] = [];
  const rules = await chosen(which);
  for (const rule of rules) {
    for (const ruleCase of casesOf(rule)) {
      const result = await runCase(rule, ruleCase, loadTaxonomy(TAXONOMY));
      results.push(result);
      await print(lineOf(result));
    }
  }
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  await print(`${count(rules.length, 'rule')}, ${count(results.length, 'case')}, ${failed} failed\n`);
  return failed > 0 ? 2 : 0;
}

async function chosen(which: string | undefined): Promise<LoadedRule[]> {
  const folder = which !== undefined && fs.existsSync(which) ? which : BUILT_IN_RULES;
  const rules = await requireRules([folder]);
  return which === undefined || folder === which ? rules : [findRule(rules, which)];
}

function casesOf(rule: LoadedRule): ReturnType<typeof loadCases> {
  try {
    return loadCases(rule);
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}

function lineOf({ rule, name, failures }: CaseResult): string {
  const colours = coloursFor(process.stdout);
  const mark = failures.length > 0 ? colours.red('fails') : colours.green('holds');
  return `${mark}  ${rule}: ${name}\n${failures.map((failure) => `         ${failure}\n`).join('')}`;
}
