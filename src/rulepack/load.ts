/** Rule packs on disk to validated rules: the folder is the registry. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type LoadedRule, Rule, type RuleCase, RuleCases } from '../model/rule.js';
import { describeYamlIssue } from '../util/issues.js';
import { parseYaml } from '../util/yaml.js';

export interface LoadedRules {
  readonly rules: readonly LoadedRule[];
  /** Rules that could not be loaded: one sentence each, naming the file and the place. */
  readonly problems: readonly string[];
}

const subfolders = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort();

/**
 * Loads every rule below the folders: `FOLDER/PACK/RULE/rule.yaml` beside `rule.sql`. A rule that does
 * not fit becomes a problem and never stops the others; a later folder replaces a rule of the same id.
 */
export async function loadRules(folders: readonly string[]): Promise<LoadedRules> {
  const rules = new Map<string, LoadedRule>();
  const problems: string[] = [];
  for (const folder of folders) {
    for (const place of rulePlaces(folder, problems)) {
      const loaded = loadRule(place.pack, place.folder);
      if (typeof loaded === 'string') problems.push(loaded);
      else rules.set(loaded.id, loaded);
    }
  }
  return { rules: [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), problems };
}

function rulePlaces(folder: string, problems: string[]): { pack: string; folder: string }[] {
  if (!existsSync(folder)) {
    problems.push(`${folder}: no such folder of rules`);
    return [];
  }
  return subfolders(folder).flatMap((pack) =>
    subfolders(join(folder, pack))
      .map((name) => ({ pack, folder: join(folder, pack, name) }))
      .filter((place) => existsSync(join(place.folder, 'rule.yaml'))),
  );
}

/** Loads one rule; a sentence when it does not fit. */
export function loadRule(pack: string, folder: string): LoadedRule | string {
  const file = join(folder, 'rule.yaml');
  try {
    const text = readFileSync(file, 'utf8');
    const parsed = Rule.safeParse(parseYaml(text));
    if (!parsed.success) return describeYamlIssue(file, text, parsed.error);
    if (parsed.data.name !== basename(folder))
      return `${file}: name: is "${parsed.data.name}"; it must be the name of the folder, "${basename(folder)}"`;
    if (!existsSync(join(folder, 'rule.sql'))) return `${join(folder, 'rule.sql')}: is missing; add the query that finds the harm`;
    const sql = readFileSync(join(folder, 'rule.sql'), 'utf8');
    const wrong = unknownNames(parsed.data, sql);
    if (wrong) return `${file}: ${wrong}`;
    return { id: `${pack}/${parsed.data.name}`, pack, rule: parsed.data, sql, folder };
  } catch (error) {
    return `${file}: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** Names that one part of a rule uses and no other part defines. */
function unknownNames(rule: Rule, sql: string): string | null {
  const used = [...sql.matchAll(/\$([a-z_]\w*)/g)].map((match) => match[1] as string);
  const missing = used.find((name) => !Object.hasOwn(rule.parameters, name));
  if (missing) return `rule.sql uses $${missing}, which is no parameter; add it under parameters`;
  const thresholds = [...rule.when, ...rule.severity.raise, ...rule.severity.lower];
  const unmeasured = thresholds.find(({ measure }) => !Object.hasOwn(rule.measures, measure));
  if (unmeasured) return `threshold on "${unmeasured.measure}", which is no measure; add it under measures`;
  const limits = thresholds.flatMap(({ at_least, at_most }) => [at_least, at_most]).filter((limit) => typeof limit === 'string');
  const unset = limits.find((name) => !Object.hasOwn(rule.parameters, name));
  return unset ? `threshold at "${unset}", which is no parameter; add it under parameters, or write a number` : wrongRatio(rule);
}

/** A ratio is made of two measures that stand above it. */
function wrongRatio(rule: Rule): string | null {
  const above = new Set<string>();
  for (const [name, { aggregate, of = '', by = '' }] of Object.entries(rule.measures)) {
    const strange = aggregate === 'ratio' ? [of, by].find((part) => !above.has(part)) : undefined;
    if (strange !== undefined)
      return `measures.${name}: is a ratio with "${strange}", which is no measure above it; name two of them as of and by`;
    above.add(name);
  }
  return null;
}

/**
 * The test cases beside a rule.
 * @throws Error with one sentence when the file is missing or does not fit.
 */
export function loadCases(rule: LoadedRule): RuleCase[] {
  const file = join(rule.folder, 'cases.yaml');
  if (!existsSync(file)) throw new Error(`${file}: is missing; every rule has cases that fire, look alike and lack fields`);
  const text = readFileSync(file, 'utf8');
  const parsed = RuleCases.safeParse(parseYaml(text));
  if (parsed.success) return parsed.data;
  throw new Error(describeYamlIssue(file, text, parsed.error));
}
