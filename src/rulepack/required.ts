/** Rules that must be sound: an audit never runs with part of a pack. */
import type { LoadedRule } from '../model/rule.js';
import { UserError } from '../util/user-error.js';
import { loadRules } from './load.js';

/** Rule id to parameter to value. */
export type Parameters = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Loads the rules of the folders and checks the parameters that are to be set.
 * @throws UserError listing every rule that is not sound, or naming the parameter that cannot be set.
 */
export async function requireRules(folders: readonly string[], parameters: Parameters = {}): Promise<LoadedRule[]> {
  const { rules, problems } = await loadRules([...folders]);
  if (problems.length > 0) {
    throw new UserError(
      ['the rules cannot be used:', ...problems.map((problem) => `  ${problem}`), 'Mend them, or leave the folder out.'].join('\n'),
    );
  }
  for (const [id, values] of Object.entries(parameters)) checkValues(id, values, rules);
  return [...rules];
}

function checkValues(id: string, values: Readonly<Record<string, number>>, rules: readonly LoadedRule[]): void {
  const rule = rules.find((loaded) => loaded.id === id);
  if (!rule) throw new UserError(`parameters.${id}: there is no such rule. \`caseharden rules list\` shows them.`);
  for (const [name, value] of Object.entries(values)) {
    const known = Object.hasOwn(rule.rule.parameters, name) ? rule.rule.parameters[name] : undefined;
    if (!known)
      throw new UserError(`parameters.${id}.${name}: the rule has no such parameter. \`caseharden rules show ${id}\` lists them.`);
    if (value >= known.min && value <= known.max) continue;
    throw new UserError(`parameters.${id}.${name}: ${value} is out of bounds. Use ${known.min} to ${known.max} (${known.unit}).`);
  }
}
