/** Texts of a rule with the names and numbers of this input in them. */
import type { Finding } from '../model/finding.js';
import { fillTemplate } from '../util/template.js';
import { measureText } from '../util/units.js';

const GENERAL: Readonly<Record<string, string>> = {
  source: 'the caller',
  target: 'the target',
  operation: 'the operation',
  cause: 'the cause',
};

/** The text as it speaks of one finding. Where the input does not give a name, a general word stands for it. */
export function textFor(finding: Finding, template: string): string {
  return fillTemplate(template, (name) => {
    const value = finding.measures[name];
    if (value !== undefined) return measureText(name, value);
    if (name === 'source' || name === 'target' || name === 'operation') return finding.subject[name] ?? GENERAL[name] ?? null;
    return name === 'cause' ? (finding.cause ?? 'the cause') : null;
  });
}

/** The text as it speaks of several findings of the rule, or of none. */
export function textForAll(findings: readonly Finding[], template: string): string {
  const [only] = findings;
  if (only && findings.length === 1) return textFor(only, template);
  return fillTemplate(template, (name) => GENERAL[name] ?? null);
}
