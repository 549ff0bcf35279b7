/** A finding on its way through assess: what is known of it before it has an id and its place in the order. */
import type { Detection, Severity } from '../model/finding.js';
import type { Rule } from '../model/rule.js';

export interface Draft {
  readonly detection: Detection;
  readonly rule: Rule;
  /** Parameters of the rule as they were set for this run. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly confidence: number;
}
