/** Rule packs on disk to validated rules: the folder is the registry. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { READ_ONCE } from '../model/read-once.js';
import { type LoadedRule, Rule, type RuleCase, RuleCases, type Threshold } from '../model/rule.js';
import { describeYamlIssue } from '../util/issues.js';
import { BUILT_IN_RULES } from '../util/version.js';
import { parseYaml, yamlLine } from '../util/yaml.js';

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
 * not fit becomes a problem and never stops the others; so does a second rule of the same id.
 */
export async function loadRules(folders: readonly string[]): Promise<LoadedRules> {
  const rules = new Map<string, LoadedRule>();
  const problems: string[] = [];
  for (const folder of folders) {
    for (const place of rulePlaces(folder, problems)) {
      const loaded = loadRule(place.pack, place.folder);
      if (typeof loaded === 'string') problems.push(loaded);
      else if (rules.has(loaded.id)) problems.push(collision(loaded, rules.get(loaded.id)));
      else rules.set(loaded.id, loaded);
    }
  }
  return { rules: [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), problems };
}

function collision({ id, folder }: LoadedRule, first: LoadedRule | undefined): string {
  const where = first?.folder.startsWith(BUILT_IN_RULES) ? 'comes with the program' : `stands in ${first?.folder} already`;
  return `${join(folder, 'rule.yaml')}: ${id} ${where}; rename the pack or the rule, or set parameters of the first with --config`;
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
    const parsed = Rule.safeParse(parseYaml(text), READ_ONCE);
    if (!parsed.success) return describeYamlIssue(file, text, parsed.error);
    if (parsed.data.name !== basename(folder))
      return `${file}:${yamlLine(text, ['name'])}: name: is "${parsed.data.name}"; it must be the name of the folder, "${basename(folder)}"`;
    if (!existsSync(join(folder, 'rule.sql'))) return `${join(folder, 'rule.sql')}: is missing; add the query that finds the harm`;
    const sql = readFileSync(join(folder, 'rule.sql'), 'utf8');
    const wrong = unknownNames(parsed.data, sql);
    if (wrong) return `${placeOf(wrong, { file, text, sql })}: ${wrong.what}`;
    return { id: `${pack}/${parsed.data.name}`, pack, rule: parsed.data, sql, folder };
  } catch (error) {
    return `${file}: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** What is wrong between the parts of a rule, and where: a place in rule.yaml, or a name in rule.sql. */
interface Wrong {
  readonly what: string;
  readonly path?: readonly PropertyKey[];
  readonly inSql?: string;
}

function placeOf({ path, inSql }: Wrong, { file, text, sql }: { file: string; text: string; sql: string }): string {
  if (inSql === undefined) return `${file}:${yamlLine(text, path ?? [])}`;
  return `${join(dirname(file), 'rule.sql')}:${sql.slice(0, sql.indexOf(inSql)).split('\n').length}`;
}

/** Names that one part of a rule uses and no other part defines. */
function unknownNames(rule: Rule, sql: string): Wrong | null {
  const used = [...sql.matchAll(/\$([a-z_]\w*)/g)].map((match) => match[1] as string);
  const missing = used.find((name) => !Object.hasOwn(rule.parameters, name));
  if (missing) return { what: `$${missing} is no parameter; add it under parameters of rule.yaml`, inSql: `$${missing}` };
  for (const [path, threshold] of thresholdsOf(rule)) {
    if (!Object.hasOwn(rule.measures, threshold.measure))
      return { what: `threshold on "${threshold.measure}", which is no measure; add it under measures`, path };
    const unset = [threshold.at_least, threshold.at_most].find(
      (limit) => typeof limit === 'string' && !Object.hasOwn(rule.parameters, limit),
    );
    if (unset !== undefined)
      return { what: `threshold at "${unset}", which is no parameter; add it under parameters, or write a number`, path };
  }
  const bounds = Object.entries(rule.parameters).find(([, p]) => !(p.min <= p.default && p.default <= p.max));
  if (bounds) return { what: `parameters.${bounds[0]}: the default lies outside min and max`, path: ['parameters', bounds[0]] };
  return wrongRatio(rule);
}

function thresholdsOf({ when, severity }: Rule): [PropertyKey[], Threshold][] {
  return [
    ...when.map((one, i): [PropertyKey[], Threshold] => [['when', i], one]),
    ...severity.raise.map((one, i): [PropertyKey[], Threshold] => [['severity', 'raise', i], one]),
    ...severity.lower.map((one, i): [PropertyKey[], Threshold] => [['severity', 'lower', i], one]),
  ];
}

/** A ratio is made of two measures that stand above it. */
function wrongRatio(rule: Rule): Wrong | null {
  const above = new Set<string>();
  for (const [name, { aggregate, of = '', by = '' }] of Object.entries(rule.measures)) {
    const strange = aggregate === 'ratio' ? [of, by].find((part) => !above.has(part)) : undefined;
    if (strange !== undefined)
      return {
        what: `measures.${name}: is a ratio with "${strange}", which is no measure above it; name two of them as of and by`,
        path: ['measures', name],
      };
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
