/** Rules that must be sound: an audit never runs with part of a pack. */

import type { Flow } from '../model/flow.js';
import type { LoadedRule } from '../model/rule.js';
import type { RuleSettings } from '../model/settings.js';
import type { Suppression } from '../model/suppression.js';
import { didYouMean } from '../util/likeness.js';
import { UserError } from '../util/user-error.js';
import { loadRules } from './load.js';

/** Rule id to parameter to value. */
export type Parameters = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** File and line of a place in the configuration, for messages. */
export type Locate = (path: readonly PropertyKey[]) => string;

/** What is set for rules, and where it stands. */
export interface Settings {
  readonly parameters?: Parameters;
  readonly rules?: RuleSettings;
  readonly suppressions?: readonly Suppression[];
  readonly flows?: readonly Flow[];
  readonly locate?: Locate;
}

/**
 * Loads the rules of the folders and checks what is to be set for them.
 * @throws UserError listing every rule that is not sound, or naming the setting that cannot be.
 */
export async function requireRules(folders: readonly string[], settings: Settings = {}): Promise<LoadedRule[]> {
  const { rules, problems } = await loadRules([...folders]);
  if (problems.length > 0) {
    throw new UserError(
      ['the rules cannot be used:', ...problems.map((problem) => `  ${problem}`), 'Mend them, or leave the folder out.'].join('\n'),
    );
  }
  const { locate = (path) => path.join('.') } = settings;
  // The settings first: what they set stands in `parameters` as well, but not in that place of the file.
  for (const [id, setting] of Object.entries(settings.rules ?? {})) {
    checkValues(ruleOf(rules, id, ['rules', id], locate), setting.parameters ?? {}, ['rules', id, 'parameters'], locate);
  }
  for (const [id, values] of Object.entries(settings.parameters ?? {}))
    checkValues(ruleOf(rules, id, ['parameters', id], locate), values, ['parameters', id], locate);
  for (const [at, { rule }] of (settings.suppressions ?? []).entries())
    if (rule !== undefined) ruleOf(rules, rule, ['suppressions', at, 'rule'], locate);
  return [...rules];
}

/** The rules that an audit runs: those that judge by a part of the configuration only where it has that part. */
export function rulesInForce(rules: readonly LoadedRule[], { flows = [] }: Pick<Settings, 'flows'>): LoadedRule[] {
  return rules.filter(({ rule }) => rule.needs_setting !== 'flows' || flows.length > 0);
}

function ruleOf(rules: readonly LoadedRule[], id: string, path: readonly PropertyKey[], locate: Locate): LoadedRule {
  const rule = rules.find((loaded) => loaded.id === id);
  if (rule) return rule;
  const hint = didYouMean(
    rules.map((loaded) => loaded.id),
    id,
  );
  throw new UserError(`${locate(path)}: ${id}: there is no such rule.${hint} \`caseharden rules list\` shows them.`);
}

function checkValues({ id, rule }: LoadedRule, values: Readonly<Record<string, number>>, path: readonly string[], locate: Locate): void {
  for (const [name, value] of Object.entries(values)) {
    const place = locate([...path, name]);
    const known = Object.hasOwn(rule.parameters, name) ? rule.parameters[name] : undefined;
    if (!known) {
      const hint = didYouMean(Object.keys(rule.parameters), name);
      throw new UserError(`${place}: ${name}: ${id} has no such parameter.${hint} \`caseharden rules show ${id}\` lists them.`);
    }
    if (value >= known.min && value <= known.max) continue;
    throw new UserError(`${place}: ${name}: ${value} is out of bounds. Use ${known.min} to ${known.max} (${known.unit}).`);
  }
}
