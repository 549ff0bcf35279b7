/** `caseharden rules list|show|check`: what the rules say of themselves. */
import type { LoadedRule } from '../model/rule.js';
import { loadCases, loadRules } from '../rulepack/load.js';
import { requireRules } from '../rulepack/required.js';
import { closeNames } from '../util/likeness.js';
import { count } from '../util/numbers.js';
import { UserError } from '../util/user-error.js';
import { BUILT_IN_RULES } from '../util/version.js';
import { ruleText } from './rule-text.js';
import { coloursFor, print, printError } from './terminal.js';

interface RulesOptions {
  readonly rules: readonly string[];
}

/** One line per rule: id, category, severity, what it finds. */
export async function listRules(options: RulesOptions): Promise<number> {
  const rules = await requireRules([BUILT_IN_RULES, ...options.rules]);
  const wide = Math.max(...rules.map(({ id }) => id.length));
  const colours = coloursFor(process.stdout);
  for (const { id, rule } of rules) {
    await print(`${colours.bold(id.padEnd(wide))}  ${rule.severity.base.padEnd(8)}  ${rule.finds.replace(/\s+/g, ' ').trim()}\n`);
  }
  return 0;
}

/** All texts, parameters and measures of one rule. @throws UserError when there is no such rule. */
export async function showRule(name: string, options: RulesOptions): Promise<number> {
  const rules = await requireRules([BUILT_IN_RULES, ...options.rules]);
  await print(ruleText(findRule(rules, name)));
  return 0;
}

/** Checks the rules below a folder and their cases; 2 when one is not sound. */
export async function checkRules(folder: string | undefined): Promise<number> {
  const { rules, problems } = await loadRules([folder ?? BUILT_IN_RULES]);
  const all = [...problems, ...rules.flatMap(caseProblem)];
  for (const problem of all) printError(problem);
  if (rules.length === 0 && all.length === 0) {
    throw new UserError(
      `${folder}: holds no rule. A rule is a folder PACK/RULE with rule.yaml, rule.sql and cases.yaml; name the folder above PACK.`,
    );
  }
  await print(`${count(rules.length, 'sound rule')}, ${count(all.length, 'problem')}\n`);
  return all.length > 0 ? 2 : 0;
}

/** The rule of this id, or the only one of this name. @throws UserError with the names that come close. */
export function findRule(rules: readonly LoadedRule[], name: string): LoadedRule {
  const found = rules.filter(({ id, rule }) => id === name || rule.name === name);
  if (found.length === 1 && found[0]) return found[0];
  const ids = rules.map(({ id }) => id);
  const near = found.length > 1 ? found.map(({ id }) => id) : ids.filter((id) => closeNames(ids, name).includes(id));
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  throw new UserError(`${name}: there is no such rule.${hint} \`caseharden rules list\` shows all rules.`);
}

function caseProblem(rule: LoadedRule): string[] {
  try {
    return loadCases(rule).length > 0 ? [] : [`${rule.folder}/cases.yaml: holds no case; add one that fires and one that stays silent`];
  } catch (error) {
    return [(error as Error).message];
  }
}
