#!/usr/bin/env node
// Breaks each rule on purpose and reports the breaks that none of its cases notices: every parameter's
// default set to its bounds, every condition of its queries replaced by true and by false.
//   npm run mutate -- [RULE...]   rules by id, pack or part of either; all without
//   --main                        only the main conditions: thresholds and reasons of ruled_out
// With --main the exit status is 1 when a break is noticed by no case. Without, it is 0: that is a list to
// read, not a gate, for some conditions only save work or guard odd inputs.
import { judgeCase, openCase } from '../src/rule-cases.ts';
import { loadCases, loadRules } from '../src/rulepack/load.ts';
import { loadTaxonomy } from '../src/rulepack/taxonomy.ts';
import { conditionMutants } from './mutations/conditions.mjs';
import { mainMutants } from './mutations/main-conditions.mjs';
import { parameterMutants } from './mutations/parameters.mjs';

const words = process.argv.slice(2);
const main = words.includes('--main');
const wanted = words.filter((word) => word !== '--main');

const taxonomy = loadTaxonomy('rules/taxonomy');
const { rules } = await loadRules(['rules']);
let [made, survived] = [0, 0];
for (const rule of rules.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)))) {
  const survivors = await survivorsOf(rule);
  for (const survivor of survivors) console.log(`  ${survivor}`);
}
console.log(`${made} mutants, ${survived} noticed by no case`);
if (main && survived > 0) process.exitCode = 1;

async function survivorsOf(rule) {
  const cases = loadCases(rule);
  const alive = new Set(main ? mainMutants(rule) : [...parameterMutants(rule), ...conditionMutants(rule)]);
  const mutants = alive.size;
  if (main && mutants === 0) console.log(`${rule.id}: has no condition that a mutation could break`);
  for (const ruleCase of cases) {
    const store = await openCase(ruleCase, taxonomy);
    const { failures } = await judgeCase(store, rule, ruleCase);
    if (failures.length > 0) console.log(`${rule.id}: "${ruleCase.name}" fails unbroken and counts for nothing: ${failures[0]}`);
    else for (const mutant of alive) if (await notices(store, mutant.rule, ruleCase)) alive.delete(mutant);
    store.close();
  }
  made += mutants;
  survived += alive.size;
  console.log(`${rule.id}: ${mutants} mutants on ${cases.length} cases, ${alive.size} survive`);
  return [...alive].map(({ what }) => what);
}

async function notices(store, broken, ruleCase) {
  return (await judgeCase(store, broken, ruleCase)).failures.length > 0;
}
