/** What all policies share: whom one applies to, and where its lines stand. */
import type { Facts, OperationFacts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';

export const EVERYBODY: Policy['applies_to'] = { source: null, target: null, operation: null };

export function appliesTo({ source, target, operation }: OperationFacts): Policy['applies_to'] {
  return { source, target, operation };
}

/** Lines of the first errors of these classes, of one target or of all: at most three. */
export function errorLines({ errors }: Facts, outcomes: readonly string[], target?: string | null): string[] {
  return errors
    .filter((error) => outcomes.includes(error.outcome) && (target === undefined || error.target === target))
    .sort((a, b) => b.calls - a.calls)
    .slice(0, 3)
    .map(({ file, line }) => `${file}:${line}`);
}

/** The busiest first; the order does not depend on the engine. */
export function byCalls(a: OperationFacts, b: OperationFacts): number {
  return b.calls - a.calls || (a.operation < b.operation ? -1 : 1);
}
