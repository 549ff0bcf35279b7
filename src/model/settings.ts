/** What a configuration says of a rule at one subject: the one meaning that detection and severity share. */

import type { Config } from './config.js';
import type { Subject } from './finding.js';
import { namePattern } from './name-pattern.js';
import type { RuleSetting, SeveritySetting, SubjectSetting } from './rule-setting.js';

/** Rule id to its settings. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** The first entry that fits the subject. */
export function subjectSetting(setting: RuleSetting | undefined, subject: Subject): SubjectSetting | undefined {
  return setting?.subjects.find((one) => fits(one, subject));
}

/** The severity that is set for a finding: the subject's own, else the rule's. */
export function severitySetting(setting: RuleSetting | undefined, subject: Subject): SeveritySetting | undefined {
  return subjectSetting(setting, subject)?.severity ?? setting?.severity;
}

/** Whether each pattern that the entry gives fits; a subject that the input does not name fits none. */
export function fits(entry: SubjectSetting, subject: Subject): boolean {
  return (['source', 'target', 'operation'] as const).every((part) => {
    const pattern = entry[part];
    return pattern === undefined || (subject[part] !== null && namePattern(pattern).test(subject[part]));
  });
}

/** Values of parameters by rule; what stands under `rules` wins over `parameters`. */
export function parametersOf({ parameters, rules }: Pick<Config, 'parameters' | 'rules'>): Record<string, Record<string, number>> {
  const merged: Record<string, Record<string, number>> = { ...parameters };
  for (const [id, setting] of Object.entries(rules)) merged[id] = { ...merged[id], ...setting.parameters };
  return merged;
}
