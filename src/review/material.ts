/** What a Review is made from. */
import type { Facts, OperationFacts } from '../model/facts.js';
import type { Category, Detection, Finding, PlacedFinding } from '../model/finding.js';
import type { Input, Totals } from '../model/input.js';
import type { Recorded } from '../model/metric.js';
import type { Owners } from '../model/owner.js';
import type { LoadedRule, Rule, RuleOutcome } from '../model/rule.js';
import type { ExpiredSuppression, SuppressedFinding } from '../model/suppressed.js';

export interface Material {
  /** Version of the program. */
  readonly version: string;
  readonly inputs: readonly Input[];
  readonly totals: Totals;
  /** In the order of the review. */
  readonly findings: readonly PlacedFinding[];
  readonly rules: readonly LoadedRule[];
  readonly outcomes: readonly RuleOutcome[];
  readonly facts: Facts;
  /** Findings that the configuration accepts, and its suppressions that are over. */
  readonly suppressed?: readonly SuppressedFinding[];
  readonly expired?: readonly ExpiredSuppression[];
  /** Owners by system, as the configuration names them. */
  readonly owners?: Owners;
  /** What detection found, for the times of the harm. */
  readonly detections?: readonly Detection[];
  /** What alerts are replayed on. */
  readonly recorded?: Recorded;
}

/** The rule that made a finding. */
export function ruleOf(finding: Finding, rules: readonly LoadedRule[]): Rule {
  const rule = rules.find(({ id }) => id === finding.rule)?.rule;
  if (!rule) throw new Error(`finding ${finding.id} of an unknown rule: ${finding.rule}`);
  return rule;
}

/** True for findings that ask for work soon: medium or graver. */
export function isSerious(finding: Finding): boolean {
  return finding.severity === 'critical' || finding.severity === 'high' || finding.severity === 'medium';
}

/** Sum of one number over all. */
export function sum<Item>(items: readonly Item[], number: (item: Item) => number): number {
  return items.reduce((total, item) => total + number(item), 0);
}

/** `duplicate_write` → `duplicate write`. */
export function categoryText(category: Category): string {
  return category.replace(/_/g, ' ');
}

/** The write operation with the most calls to a system that the input names; null when there is none. */
export function busiestWrite({ operations }: Facts): OperationFacts | null {
  const writes = operations.filter(({ is_write }) => is_write);
  const named = writes.filter(({ target }) => target !== null);
  return [...(named.length > 0 ? named : writes)].sort((a, b) => b.calls - a.calls || (a.operation < b.operation ? -1 : 1))[0] ?? null;
}

/** Events with one of these signals. */
export function signalCount(facts: Facts, ...names: readonly string[]): number {
  return sum(facts.signals, ({ signal, events }) => (names.includes(signal) ? events : 0));
}

/** The operation as people say it: `POST /orders at ledger.test`; a queue goes by one name. The caller where nothing else is known. */
export function subjectText(subject: {
  readonly source?: string | null;
  readonly target: string | null;
  readonly operation: string | null;
}): string {
  if (subject.operation && subject.target && subject.operation !== subject.target) return `${subject.operation} at ${subject.target}`;
  return subject.operation ?? subject.target ?? subject.source ?? 'an operation that the input does not name';
}
