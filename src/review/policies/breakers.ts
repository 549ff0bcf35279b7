/** When to stop calling a target that fails, fitted to how often it is called and to the outages that were seen. */
import type { Facts, OperationFacts } from '../../model/facts.js';
import type { Finding } from '../../model/finding.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { subjectText } from '../material.js';
import { appliesTo, errorLines } from './policy.js';

const MOST_TARGETS = 3;
/** Of fewer calls chance opens it (Hystrix, `requestVolumeThreshold`). */
const LEAST_CALLS = 20;
/** More tell no better, and take longer to come together (resilience4j, `slidingWindowSize`). */
const MOST_CALLS = 100;
/** The window of Hystrix: what failed longer ago says nothing of now. */
const WINDOW_MS = 10_000;
/** Envoy's base ejection time. */
const OPEN_MS = 30_000;

/** For the three targets at which most calls failed for a passing reason, a tenth of the calls at least. */
export function breakers(facts: Facts, findings: readonly Finding[]): Policy[] {
  const failing = facts.operations
    .map((operation) => ({ operation, failed: operation.transient + operation.ambiguous }))
    // Without a name for the target the call may be an incoming one, which nobody can spare, unless an outage was found.
    .filter(({ operation }) => operation.target !== null || outageOf(operation, findings) !== undefined)
    .filter(({ operation, failed }) => failed >= 20 && failed / operation.calls >= 0.1)
    .sort((a, b) => b.failed - a.failed || (a.operation.operation < b.operation.operation ? -1 : 1));
  return failing.slice(0, MOST_TARGETS).map(({ operation, failed }) => {
    const over = callsLookedAt(operation);
    return {
      name: 'Circuit breaker',
      applies_to: appliesTo(operation),
      setting: 'circuit_breaker',
      values: { open_at_share: 0.5, over_calls: over, stay_open_ms: OPEN_MS },
      fitted: true,
      value: `open at 50 % failures of the last ${formatNumber(over)} calls, for ${formatDuration(OPEN_MS)}, then probe`,
      basis: `${formatNumber(over)} calls take ${formatDuration((over / rateOf(operation)) * 1000)} at the mean rate of the log. ${spared(operation, over, findings)}${formatNumber(failed)} of ${count(operation.calls, 'call')} of ${subjectText(operation)} failed for a passing reason.`,
      measured: { failed, calls: operation.calls, calls_a_second: Math.round(rateOf(operation) * 1000) / 1000 },
      lines: errorLines(facts, ['transient', 'ambiguous'], operation.target),
    };
  });
}

/** Calls a second, over the time in which there were any. */
function rateOf({ calls, first_ms, last_ms }: OperationFacts): number {
  return (calls * 1000) / Math.max(1000, last_ms - first_ms);
}

function callsLookedAt(operation: OperationFacts): number {
  const usual = (rateOf(operation) * WINDOW_MS) / 1000;
  return Math.min(MOST_CALLS, Math.max(LEAST_CALLS, Math.round(usual / 10) * 10));
}

/** The longest outage that was found at the operation. */
function outageOf({ operation, target }: OperationFacts, findings: readonly Finding[]): Finding | undefined {
  return findings
    .filter(
      ({ category, subject }) => category === 'missing_circuit_breaker' && subject.operation === operation && subject.target === target,
    )
    .sort((a, b) => (b.measures['down_minutes'] ?? 0) - (a.measures['down_minutes'] ?? 0))[0];
}

/** What it would have spared in that outage. */
function spared(operation: OperationFacts, over: number, findings: readonly Finding[]): string {
  const outage = outageOf(operation, findings);
  const [calls, minutes] = [outage?.measures['calls_while_down'], outage?.measures['down_minutes']];
  if (outage === undefined || calls === undefined || minutes === undefined || calls <= over) return '';
  const probes = Math.floor((minutes * 60_000) / OPEN_MS);
  return `In the outage of ${formatDuration(minutes * 60_000)} (${outage.id}) at most ${formatNumber(Math.min(calls, over + probes))} calls would have gone out instead of ${formatNumber(calls)}. `;
}
