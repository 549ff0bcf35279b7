/** What was seen to work, with numbers: a review that only blames is not believed. */
import type { Facts } from '../model/facts.js';
import type { Category, Finding } from '../model/finding.js';
import type { Control } from '../model/review.js';
import { count, formatDuration, formatNumber, formatShare } from '../util/numbers.js';
import { type Material, subjectText, sum } from './material.js';

/** Working controls first, then operations that ran well, then work that recovered after an error. */
export function worksOf({ facts, findings }: Material, controls: readonly Control[]): string[] {
  const working = controls.filter(({ state }) => state === 'working').map(({ title, reason }) => `${title}: ${reason}`);
  return [...working, ...steadyOperations(facts), ...recovered(facts, findings)];
}

/** Operations of at least 20 calls of which at least 99 % succeeded: the three with the most calls. */
function steadyOperations({ operations }: Facts): string[] {
  return operations
    .filter((operation) => operation.calls >= 20 && (operation.ok + operation.replayed) / operation.calls >= 0.99)
    .sort((a, b) => b.calls - a.calls || (a.operation < b.operation ? -1 : 1))
    .slice(0, 3)
    .map((operation) => {
      const share = formatShare((operation.ok + operation.replayed) / operation.calls);
      const latency = operation.p95_ms === null || operation.max_ok_ms === 0 ? '' : `, 95 % within ${formatDuration(operation.p95_ms)}`;
      return `${subjectText(operation)}: ${share} of ${count(operation.calls, 'call')} succeeded${latency}.`;
    });
}

/** Where a repeat did the work twice, or is itself the harm, that it succeeded is no merit. */
const REPEATS_HARM: readonly Category[] = ['duplicate_write', 'webhook_redelivery', 'retry_storm', 'non_retryable_retry'];

function recovered({ errors: all, operations }: Facts, findings: readonly Finding[]): string[] {
  const harmful = new Set(findings.filter(({ category }) => REPEATS_HARM.includes(category)).map(({ subject }) => subject.operation));
  const incoming = new Set(operations.filter((one) => one.incoming).map(({ operation }) => operation));
  const errors = all.filter(({ operation }) => operation === null || !(harmful.has(operation) || incoming.has(operation)));
  const passing = errors.filter(({ outcome }) => ['transient', 'throttled', 'ambiguous', 'unauthenticated'].includes(outcome));
  const [calls, well] = [sum(passing, (error) => error.calls), sum(passing, (error) => error.recovered)];
  if (calls === 0 || well / calls < 0.5) return [];
  const refused = passing.some(({ outcome }) => outcome === 'unauthenticated') ? ' or were not authenticated' : '';
  return [
    `${formatNumber(well)} of ${count(calls, 'call')} that failed for a passing reason${refused} belong to work that succeeded later.`,
  ];
}
