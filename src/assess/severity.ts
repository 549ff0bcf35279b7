/** How grave a finding is: the rule's own scale, applied to its measures. */

import { type Category, SEVERITIES, type Severity } from '../model/finding.js';
import type { Rule, Threshold } from '../model/rule.js';
import type { SeveritySetting } from '../model/rule-setting.js';
import { thresholdHolds } from '../model/threshold.js';

/** Below this confidence a finding is a suspicion: nobody is to be woken by it. */
const SUSPICION = 0.4;

/** Categories that say what is missing in the input, not what went wrong in the systems. */
const AT_MOST_LOW: readonly Category[] = ['observability_gap'];

/** The severity that the rule gives for these measures, capped where the facts do not carry more. */
export function severityOf(
  rule: Rule,
  measures: Readonly<Record<string, number>>,
  parameters: Readonly<Record<string, number>>,
  confidence: number,
): Severity {
  const holds = (threshold: Threshold) => thresholdHolds(threshold, measures, parameters);
  const raised = rule.severity.raise.filter(holds).reduce((worst, step) => graver(worst, step.to), rule.severity.base);
  const weighed = rule.severity.lower.filter(holds).reduce((best, step) => lighter(best, step.to), raised);
  const capped = AT_MOST_LOW.includes(rule.category) || confidence < SUSPICION;
  return capped ? lighter(weighed, 'low') : weighed;
}

/** The severity that the configuration makes of it. */
export function configured(severity: Severity, setting: SeveritySetting | undefined): Severity {
  if (setting?.fixed) return setting.fixed;
  const raised = setting?.raise ? graver(severity, setting.raise) : severity;
  return setting?.cap ? lighter(raised, setting.cap) : raised;
}

/** Position on the scale, 0 for critical. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function graver(a: Severity, b: Severity): Severity {
  return rank(a) <= rank(b) ? a : b;
}

function lighter(a: Severity, b: Severity): Severity {
  return rank(a) >= rank(b) ? a : b;
}
