/** Rules that must be sound: an audit never runs with part of a pack. */
import type { LoadedRule } from '../model/rule.js';
import { UserError } from '../util/user-error.js';
import { loadRules } from './load.js';

/**
 * Loads the rules of the folders.
 * @throws UserError listing every problem with file and line.
 */
export async function requireRules(folders: readonly string[]): Promise<LoadedRule[]> {
  const { rules, problems } = await loadRules([...folders]);
  if (problems.length === 0) return rules;
  throw new UserError(['The rules cannot be used:', ...problems.map((problem) => `  ${problem}`), 'Mend them, or leave the folder out.'].join('\n'));
}
